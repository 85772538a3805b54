/** Small pieces of wording that hovers, diagnostics and lenses share. */

export { count } from '../protocol/count';

/** `a`, `a and b`, `a, b and c`; beyond `limit` items `a, b, c and 4 more`. */
export function joinWords(items: readonly string[], limit = items.length): string {
  const shown = items.length > limit ? [...items.slice(0, limit), `${items.length - limit} more`] : items;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]!}`;
}

/** Inline code in Markdown, safe for text with backticks and line ends. `maximum`: longer text is shortened with `…`. */
export function inlineCode(text: string, maximum = 120): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  const shortened = shorten(line, maximum);
  const longestRun = Math.max(0, ...(shortened.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = longestRun > 0 || shortened === '' ? ' ' : '';
  return `${fence}${pad}${shortened}${pad}${fence}`;
}

/** Cuts a text to `longest` characters, whole ones: a pair of UTF-16 surrogates is not torn. */
export function shorten(text: string, longest: number): string {
  const characters = [...text.slice(0, longest * 2 + 2)];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('').trimEnd()}…`;
}

/** Cuts the start: of `registry.example.com/team/web:1.5` the end tells most. */
export function shortenStart(text: string, longest: number): string {
  const characters = [...text.slice(-longest * 2 - 2)];
  return text.length <= longest || characters.length <= longest ? text : `…${characters.slice(1 - longest).join('')}`;
}

/**
 * A text on one line: control characters become blanks, characters without a shape or that turn the direction of text go,
 * and a half of a character becomes the sign for one that cannot be shown: XML and files cannot hold it.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}
