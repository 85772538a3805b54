import { isUnicodeSpace } from './characters';
import type { LogicalText } from './logicalText';
import type { JsonWord } from './syntax';

/** How BuildKit's `parseJSON` sees a text. */
export type JsonOutcome =
  | { readonly kind: 'list'; readonly words: readonly JsonWord[] }
  /** A list with something that is not a string: BuildKit rejects the file. */
  | { readonly kind: 'not-strings' }
  /** Starts like a list but is not JSON: BuildKit silently takes it as shell form or plain words. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'none' };

/** Decides as BuildKit's `parseJSON` (line_parsers.go) whether a text is a JSON list of strings. */
export function readJsonForm(logical: LogicalText): JsonOutcome {
  let start = 0;
  while (start < logical.text.length && isUnicodeSpace(logical.text[start]!)) start++;
  if (logical.text[start] !== '[') return { kind: 'none' };
  let values: unknown;
  try {
    values = JSON.parse(logical.text.slice(start));
  } catch {
    return { kind: 'broken' };
  }
  if (!Array.isArray(values)) return { kind: 'broken' };
  if (!values.every((value): value is string => typeof value === 'string')) return { kind: 'not-strings' };
  return { kind: 'list', words: locateStrings(logical, start, values) };
}

/** Finds the quoted strings of a text that is known to be a JSON list of strings. */
function locateStrings(logical: LogicalText, start: number, values: readonly string[]): JsonWord[] {
  const words: JsonWord[] = [];
  let position = start;
  for (const value of values) {
    const open = logical.text.indexOf('"', position);
    let close = open + 1;
    while (logical.text[close] !== '"') close += logical.text[close] === '\\' ? 2 : 1;
    words.push({ value, span: logical.spanOf(open, close + 1) });
    position = close + 1;
  }
  return words;
}
