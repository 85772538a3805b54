import { escapeLine, unescapeLine } from './fixtureFile';

/**
 * A line of carets that points at the nearest unmarked line above it.
 *
 *     ^^^^ rule-id: message        a diagnostic over four characters
 *     ^^^^..+1:7 rule-id: message  … that ends one line further down, before column 7 (0-based)
 *     ^0 rule-id: message          … of no width
 *     ^ hover words                the hover at this place says these words
 */
export interface Mark {
  /** 0-based, among the unmarked lines. */
  readonly line: number;
  /** 0-based, UTF-16 units; a tab counts as one. */
  readonly start: number;
  /** Carets; 0 for a mark of no width. For a mark over several lines, the carets on the first. */
  readonly width: number;
  /** Where a mark over several lines ends: lines further down, and the column there. */
  readonly end: { readonly lines: number; readonly column: number } | undefined;
  /** What follows the carets, without the blank between. */
  readonly text: string;
}

export interface MarkedLines {
  readonly lines: readonly string[];
  readonly marks: readonly Mark[];
}

const markLine = /^([ \t]*)(\^+)(0|\.\.\+(\d+):(\d+))?(?: (.*))?$/;

/** Parts a section's lines into text and marks. A mark above any line points at an empty file. */
export function readMarks(raw: readonly string[]): MarkedLines {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of raw) {
    const found = markLine.exec(line);
    if (!found) {
      lines.push(unescapeLine(line));
      continue;
    }
    const [, indent, carets, suffix, endLines, endColumn, text] = found;
    const end = endLines === undefined ? undefined : { lines: Number(endLines), column: Number(endColumn) };
    marks.push({ line: Math.max(0, lines.length - 1), start: indent!.length, width: suffix === '0' ? 0 : carets!.length, end, text: text ?? '' });
  }
  return { lines, marks };
}

/** The inverse of `readMarks`, for marks in the order of their lines. */
export function writeMarks({ lines, marks }: MarkedLines): string[] {
  const written = lines.length === 0 ? marks.map((mark) => writeMark(mark, '')) : [];
  lines.forEach((line, index) => {
    written.push(escapeLine(line), ...marks.filter((mark) => mark.line === index).map((mark) => writeMark(mark, line)));
  });
  return written;
}

function writeMark({ start, width, end, text }: Mark, line: string): string {
  const indent = line.slice(0, start).replace(/[^\t]/g, ' ').padEnd(start);
  const suffix = width === 0 ? '0' : end ? `..+${end.lines}:${end.column}` : '';
  return `${indent}${'^'.repeat(Math.max(1, width))}${suffix}${text === '' ? '' : ` ${text}`}`;
}
