import { shorten } from '../protocol/plainText';

/** Small pieces of wording that hovers, diagnostics and lenses share. */

export { count } from '../protocol/count';
export { plainLine, shorten } from '../protocol/plainText';

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

/** Cuts the start: of `registry.example.com/team/web:1.5` the end tells most. */
export function shortenStart(text: string, longest: number): string {
  const characters = [...text.slice(-longest * 2 - 2)];
  return text.length <= longest || characters.length <= longest ? text : `…${characters.slice(1 - longest).join('')}`;
}
