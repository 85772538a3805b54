import type { ComposeNode } from '../project/composeNode';
import { scalarText } from '../project/nodeEdits';
import { nodeAt } from '../project/readNodes';
import { longPortMapping, parsePortMapping, type PortMapping } from '../portMapping';
import { longVolumeMount, parseVolumeMount, type VolumeMount } from '../volumeMount';
import { parseByteSize } from './byteSizes';
import { parseDuration } from './durations';

/** An entry of `ports`, long or short; undefined where Compose rejects it or nobody here knows a variable in it. */
export function portOf(node: ComposeNode | undefined): PortMapping | undefined {
  if (!node || node.kind === 'list' || isUncertain(node)) return undefined;
  const mapping = node.kind === 'scalar' ? parsePortMapping(scalarText(node)) : longPortMapping((key) => textAt(node, key) ?? '');
  return typeof mapping === 'string' ? undefined : mapping;
}

/** An entry of a service's `volumes`, long or short; undefined where Compose rejects it or nobody here knows a variable in it. */
export function volumeOf(node: ComposeNode | undefined): VolumeMount | undefined {
  if (!node || node.kind === 'list' || isUncertain(node)) return undefined;
  return node.kind === 'scalar' ? parseVolumeMount(scalarText(node)) : longVolumeMount((keys) => textAt(node, ...keys));
}

/** Milliseconds; undefined where it is no duration or nobody here knows a variable in it. */
export function durationOf(node: ComposeNode | undefined): number | undefined {
  return node?.kind === 'scalar' && node.value !== null && !node.isUncertain ? parseDuration(scalarText(node)) : undefined;
}

/** Bytes; undefined where it is no size or nobody here knows a variable in it. */
export function byteSizeOf(node: ComposeNode | undefined): number | undefined {
  return node?.kind === 'scalar' && node.value !== null && !node.isUncertain ? parseByteSize(scalarText(node)) : undefined;
}

/** True where a variable that nobody here knows decides a part of the entry. */
function isUncertain(node: ComposeNode): boolean {
  if (node.kind === 'scalar') return node.isUncertain;
  const parts = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  return parts.some(isUncertain);
}

function textAt(node: ComposeNode, ...keys: readonly string[]): string | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'scalar' && found.value !== null ? scalarText(found) : undefined;
}
