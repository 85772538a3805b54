import type { Span } from '../../dockerfile/syntax';
import type { ComposeAlias, ComposeValue } from '../composeFile';

type Target = Exclude<ComposeValue, ComposeAlias>;

/**
 * Where a YAML document passes a number of values, were every alias replaced by what it stands for; merge keys are left out.
 * Counted without replacing them: a few lines of aliases can stand for more values than any machine holds.
 */
export function spanBeyond(document: ComposeValue, mostValues: number): Span | undefined {
  const known = new Map<Target, number>();
  if (document.kind !== 'mapping') return sizeOf(document, known) > mostValues ? document.span : undefined;
  let size = 1;
  for (const { key, keySpan, value } of document.entries) {
    if (key !== '<<') size += sizeOf(value, known);
    if (size > mostValues) return keySpan;
  }
  return undefined;
}

/** An anchor stands before its aliases, so that the size of what an alias stands for is known already. */
function sizeOf(value: ComposeValue, known: Map<Target, number>): number {
  if (value.kind === 'alias') return (value.target && known.get(value.target)) ?? 1;
  if (value.kind === 'scalar') return 1;
  let size = 1;
  if (value.kind === 'list') for (const item of value.items) size += sizeOf(item, known);
  else {
    for (const { key, value: below } of value.entries) {
      const entry = sizeOf(below, known);
      if (key !== '<<') size += entry;
    }
  }
  known.set(value, size);
  return size;
}
