/** Codes of the YAML library for a line that does not fit to the lines around it. */
const codes: ReadonlySet<string> = new Set(['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY', 'BAD_INDENT', 'UNEXPECTED_TOKEN']);

/** Characters of a line that are looked at. */
const longestLine = 500;

/**
 * What is wrong with a line, where its own words say more than the place at which the reader gave up.
 * @param code of the YAML library
 * @param at offset of the fault
 */
export function lineFault(code: string, text: string, at: number): string | undefined {
  if (!codes.has(code)) return undefined;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = lineFrom(text, start);
  if (isConflictMark(line)) return 'Git left this conflict when it merged: keep one of the two sides, and remove the lines of `<`, `=` and `>`.';
  const written = /^\s*(?:- +)?([a-z_]+):(?=[^\s:/\\])([^#]*)$/.exec(line);
  if (written && !/:\s/.test(line) && code !== 'BAD_INDENT') return `A blank is missing behind the colon: write \`${written[1]!}: ${written[2]!.trim().slice(0, 60)}\`.`;
  const isItem = /^\s*-(?:\s|$)/.test(line);
  const above = lineAbove(text, start);
  if (code === 'MISSING_CHAR' || code === 'UNEXPECTED_TOKEN' || above === undefined || indentOf(above) !== indentOf(line)) return undefined;
  const isBelowItem = /^\s*-(?:\s|$)/.test(above);
  if (isItem && !isBelowItem) return 'This line starts with a dash, and those above it do not. Write a list, with a dash before each line, or a mapping, with no dash.';
  return isBelowItem && !isItem ? 'The line above starts with a dash, and this one does not. In a list each item needs a dash.' : undefined;
}

/** True for a line that Git writes around the two sides of a conflict. */
function isConflictMark(line: string): boolean {
  return /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(line);
}

function lineFrom(text: string, start: number): string {
  return /^[^\r\n]*/.exec(text.slice(start, start + longestLine))![0];
}

/** The nearest line above that is not empty. */
function lineAbove(text: string, start: number): string | undefined {
  const above = text.slice(Math.max(0, start - 2 * longestLine), start).split(/\r?\n/).slice(0, -1);
  return above.reverse().find((line) => line.trim() !== '');
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
