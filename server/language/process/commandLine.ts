import { shorten } from '../wording';

/** Words as a reader would type them into a POSIX shell: quoted where they need it. */
export function formatCommandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_\-+=:,./@%^~]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return `"${word.replace(/["\\$`]/g, '\\$&')}"`;
}

/** One line of at most `limit` characters; `⏎` stands for a line end. */
export function shortenCommand(text: string, limit: number): string {
  return shorten(text.replace(/\s*\n\s*/g, ' ⏎ '), Math.max(1, limit));
}
