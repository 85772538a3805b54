import { valueOf } from '../compose/composeValues';
import { parseByteSize } from '../compose/values/byteSizes';
import { parseDuration } from '../compose/values/durations';
import { inlineCode } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { serviceEntry } from './composeServiceItems';

/** At a size in bytes: what it is in full. */
export function byteSizeFacts(context: ComposeHoverContext): string[] {
  const text = context.text(context.place.value);
  const bytes = text === undefined ? undefined : parseByteSize(text);
  if (bytes === undefined || bytes < 0) return [];
  return bytes === 0 ? [] : [`${inlineCode(text!)} is ${binarySize(bytes)}${/^\d+$/.test(text!) ? '' : `, ${bytes.toLocaleString('en-US')} bytes`}.`];
}

/** Bytes in steps of 1,024, as Docker reads sizes: `512 MiB`. */
export function binarySize(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toFixed(2)).toLocaleString('en-US')} ${units[unit]}`;
}

/** At `memswap_limit`: how much of it is swap. */
export function swapFacts(context: ComposeHoverContext): string[] {
  const total = sizeOf(context, 'memswap_limit');
  const memory = sizeOf(context, 'mem_limit');
  if (total === undefined) return [];
  if (total < 0) return ['As much swap as the host has.'];
  if (memory === undefined || memory <= 0) return total === 0 ? [] : ['Without `mem_limit` the Engine rejects it.'];
  if (total === 0) return [`0 counts as not written: swap of ${binarySize(memory)} on top of the memory.`];
  return total === memory ? ['No swap: it equals `mem_limit`.'] : total > memory ? [`${binarySize(memory)} of memory and ${binarySize(total - memory)} of swap.`] : ['It is less than `mem_limit`, which the Engine rejects.'];
}

function sizeOf(context: ComposeHoverContext, key: string): number | undefined {
  const text = context.text(serviceEntry(context, key)?.value);
  return text === undefined ? undefined : parseByteSize(text);
}

/** At `cpus`: which part of the processor's time it is. */
export function processorFacts(context: ComposeHoverContext): string[] {
  const text = context.text(context.place.value);
  const cores = text === undefined || !/^\d*\.?\d+$/.test(text) ? undefined : Number(text);
  if (cores === undefined) return [];
  if (cores === 0) return ['0 means no limit.'];
  if (cores < 1) return [`${Number((cores * 100).toFixed(2))} % of the time of one core.`];
  return [cores === 1 ? 'The time of one whole core.' : `The time of ${cores} cores, spread over all that the host has.`];
}

/** At a duration: what it is in words where its letters do not say it at once. */
export function durationFacts(context: ComposeHoverContext): string[] {
  const text = context.text(context.place.value);
  const milliseconds = text === undefined ? undefined : parseDuration(text);
  if (milliseconds === undefined || milliseconds <= 0 || /^\d+(?:s|m|ms|h)$/.test(text!)) return [];
  return [`${inlineCode(text!)} is ${durationWords(milliseconds)}.`];
}

/** `1 min 30 s`, `250 ms`, `2 h`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(3))} ms`;
  const seconds = milliseconds / 1000;
  const parts = [[Math.floor(seconds / 3600), 'h'], [Math.floor((seconds % 3600) / 60), 'min'], [Number((seconds % 60).toFixed(3)), 's']] as const;
  return parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** At `stop_grace_period`: what happens when. */
export function gracePeriodFacts(context: ComposeHoverContext): string[] {
  const text = context.text(serviceEntry(context, 'stop_grace_period')?.value);
  const milliseconds = text === undefined ? undefined : parseDuration(text);
  if (milliseconds === undefined || milliseconds < 0) return [];
  const signal = context.text(serviceEntry(context, 'stop_signal')?.value);
  return [`${signal === undefined ? 'The stop signal' : inlineCode(signal)} first; what still runs after ${milliseconds === 0 ? 'no time at all' : durationWords(milliseconds)} is killed.`];
}

/** A size below a service's own mapping, in bytes. */
export function sizeAt(context: ComposeHoverContext, key: string, ...below: readonly string[]): number | undefined {
  const value = below.reduce((current, part) => valueOf(current, part), serviceEntry(context, key)?.value);
  const text = context.text(value);
  return text === undefined ? undefined : parseByteSize(text);
}
