/** A line of the file. `contentEnd` is before the line end, `end` after it. */
export interface PhysicalLine {
  readonly start: number;
  readonly contentEnd: number;
  readonly end: number;
}

/**
 * Splits as BuildKit's `scanLines` and `trimNewline` do: a line ends with LF; all CR before it belong to the line end.
 * A file that ends with LF has no empty last line.
 */
export function splitPhysicalLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    let contentEnd = newline < 0 ? end : newline;
    while (contentEnd > start && (text[contentEnd - 1] === '\r' || text[contentEnd - 1] === '\n')) contentEnd--;
    lines.push({ start, contentEnd, end });
    start = end;
  }
  return lines;
}
