/** Stands for a value that only a build knew. A private-use character, which no Dockerfile needs. */
export const openValue = '\uE000';

/**
 * True where `text` is `pattern` with something, or nothing, in place of each open value. Pieces between open values are
 * looked for from left to right, so the time is that of reading both texts.
 */
export function matchesOpen(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split(openValue);
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
