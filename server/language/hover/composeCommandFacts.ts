import type { ComposeCommand } from '../compose/composeFile';
import { splitCommandWords } from '../compose/composeCommandWords';
import { interpolate } from '../compose/interpolation';
import { inlineCode, joinWords } from '../wording';
import { maskSecrets } from '../maskSecrets';
import { code, type ComposeHoverContext } from './composeHoverContext';

/** What `command` becomes. Source: observed with Compose 2.26.1, where empty values differ from the documentation. */
export function commandFacts(context: ComposeHoverContext): string[] {
  const command = context.service?.command;
  if (!command || command.kind === 'absent') return [];
  if (isEmpty(command)) return ["Empty: the image's own CMD stays (Compose 2.26)."];
  return wordFacts(context, command, "It replaces the image's CMD; the image's ENTRYPOINT stays in front of it.");
}

/** What `entrypoint` becomes. */
export function entrypointFacts(context: ComposeHoverContext): string[] {
  const command = context.service?.entrypoint;
  if (!command || command.kind === 'absent') return [];
  if (command.kind === 'null') return ["Null counts as not written: the image's own ENTRYPOINT stays."];
  if (isEmpty(command)) return ["Empty: the image's ENTRYPOINT is cleared, its CMD stays (Compose 2.26)."];
  return wordFacts(context, command, "It replaces the image's ENTRYPOINT, and the image's CMD is dropped as well.");
}

function isEmpty({ kind, value }: ComposeCommand): boolean {
  return kind === 'null' || value === undefined || value.length === 0;
}

function wordFacts(context: ComposeHoverContext, { value }: ComposeCommand, effect: string): string[] {
  if (typeof value !== 'string') return [wordsFact((value ?? []).map(context.fillIn)), effect];
  const text = context.fillIn(value);
  const split = splitCommandWords(text);
  if (split.invalid) return ['Compose rejects this string: a quote is not closed, or a parenthesis stands outside quotes.'];
  const facts = [wordsFact(split.words.map((word) => word.text)), effect];
  if (split.droppedFrom !== undefined) {
    facts.push(`No shell runs it: ${code(text.slice(split.droppedFrom).trim())} is dropped. For shell syntax write \`["sh", "-c", "…"]\`.`);
  }
  const dollars = interpolate(value).text === value ? [] : split.words.filter((word) => /^\$\w/.test(word.text) && value.includes(`$${word.text}`));
  if (dollars.length > 0) facts.push(`No shell fills in ${joinWords(dollars.slice(0, 3).map((word) => inlineCode(word.text)))}: the program gets the dollar sign.`);
  return facts;
}

/** Words, and characters of each, that are read for the few that a hover shows: an alias may bring a long text to many places. */
const mostRead = 100;
const longestRead = 2_000;

function wordsFact(words: readonly string[]): string {
  // Masked as one text first: `--password` and its value are two words.
  const masked = maskSecrets(words.slice(0, mostRead).map((word) => JSON.stringify(word.slice(0, longestRead))).join(' '));
  const amount = words.length === 1 ? '1 word' : `${words.length} words`;
  return `${amount}: ${inlineCode(masked, 200)}`;
}
