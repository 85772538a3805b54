/** Small pieces of wording that hovers, diagnostics and lenses share. */

/** `1 file`, `3 files`. `plural` only where it is not `singular` + s. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount.toLocaleString('en-US')} ${amount === 1 ? singular : plural}`;
}

/** Decimal units, as docker prints sizes: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]!}`;
}

/** `a`, `a and b`, `a, b and c`; beyond `limit` items `a, b, c and 4 more`. */
export function joinWords(items: readonly string[], limit = items.length): string {
  const shown = items.length > limit ? [...items.slice(0, limit), `${items.length - limit} more`] : items;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]!}`;
}

/** Inline code in Markdown, safe for text with backticks and line ends. `maximum`: longer text is shortened with `…`. */
export function inlineCode(text: string, maximum = 120): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  const shortened = line.length > maximum ? `${line.slice(0, maximum - 1)}…` : line;
  const longestRun = Math.max(0, ...(shortened.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = longestRun > 0 || shortened === '' ? ' ' : '';
  return `${fence}${pad}${shortened}${pad}${fence}`;
}
