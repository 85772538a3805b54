/** Words as a reader would type them into a POSIX shell: quoted where they need it. */
export function formatCommandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_\-+=:,./@%^~]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return `"${word.replace(/["\\$`]/g, '\\$&')}"`;
}

/** The first `limit` characters; an ellipsis says that something is missing. */
export function shorten(text: string, limit: number): string {
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ');
  return line.length <= limit ? line : `${line.slice(0, Math.max(0, limit - 1)).trimEnd()}…`;
}
