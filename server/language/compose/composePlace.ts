import type { Span } from '../dockerfile/syntax';
import type { ComposeEntry, ComposeFile, ComposeMapping, ComposeValue } from './composeFile';

/** Where an offset stands: the keys and list positions that lead to it. */
export interface ComposePlace {
  /** Keys as written, list positions as numbers: `['services', 'web', 'ports', 0]`. */
  readonly path: readonly (string | number)[];
  /** `key`: on the key at the path's end. `value`: on the single value (or alias) at the path's end. */
  readonly part: 'key' | 'value';
  /** The document that holds it. */
  readonly document: ComposeValue;
  /** The innermost entry around it. */
  readonly entry: ComposeEntry | undefined;
  /** The mapping that holds the entry. */
  readonly parent: ComposeMapping | undefined;
  /** The value at the path. */
  readonly value: ComposeValue;
  /** The key, or the value. */
  readonly span: Span;
}

/** What stands at an offset, or undefined between things. Aliases are not followed: their text is where the anchor is. */
export function placeAt(file: ComposeFile, offset: number): ComposePlace | undefined {
  // Where one thing ends and the next begins, it is the next: a block ends at the first letter of the key below it.
  const document = file.documents.findLast((candidate) => contains(candidate.span, offset));
  if (!document) return undefined;
  const path: (string | number)[] = [];
  let value = document;
  let entry: ComposeEntry | undefined;
  let parent: ComposeMapping | undefined;
  for (;;) {
    if (value.kind === 'mapping') {
      const inside = value.entries.findLast((candidate) => contains(candidate.span, offset));
      if (!inside) return undefined;
      path.push(inside.key);
      entry = inside;
      parent = value;
      if (contains(inside.keySpan, offset)) return { path, part: 'key', document, entry, parent, value: inside.value, span: inside.keySpan };
      value = inside.value;
    } else if (value.kind === 'list') {
      const index = value.items.findLastIndex((candidate) => contains(candidate.span, offset));
      if (index < 0) return undefined;
      path.push(index);
      value = value.items[index]!;
    } else {
      return contains(value.span, offset) ? { path, part: 'value', document, entry, parent, value, span: value.span } : undefined;
    }
  }
}

function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end && span.end > span.start;
}
