import { lastIndexBefore } from '../dockerfile/lastIndex';
import type { Span } from '../dockerfile/syntax';
import type { SpanEdit } from '../rules/rule';

/** The column in which a collection's entries start, as written and as wanted, and the collection around it. */
export interface Level {
  readonly written: number;
  readonly wanted: number;
  readonly outer: Level | undefined;
}

/** The left edge of the file. */
export const topLevel: Level = { written: 0, wanted: 0, outer: undefined };

/** The lines of a YAML text and what is to become of their indentation. Lines are 0-based, columns count UTF-16 units. */
export class ComposeLines {
  private readonly starts: number[] = [];
  private readonly wanted = new Map<number, number>();
  /** The innermost collection that a line belongs to. */
  private readonly levels = new Map<number, Level>();
  /** Lines that begin within a text: they hold no comment. */
  private readonly inText = new Set<number>();
  /** Lines that end within a text. */
  private readonly keptEnds = new Set<number>();
  /** By the line behind a block text: the column from which on a comment would belong to the text. */
  private readonly belowText = new Map<number, number>();

  constructor(private readonly text: string) {
    this.starts.push(text.startsWith('\ufeff') ? 1 : 0);
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) this.starts.push(index + 1);
  }

  lineAt(offset: number): number {
    return lastIndexBefore(this.starts, (start) => start <= offset);
  }

  columnAt(offset: number): number {
    return offset - this.starts[this.lineAt(offset)]!;
  }

  isFirst(offset: number): boolean {
    return this.indentOf(this.lineAt(offset)) === this.columnAt(offset);
  }

  /** What starts at `offset` is to stand in a column where it is the first in its line. */
  place(offset: number, column: number, level: Level): void {
    const line = this.lineAt(offset);
    this.levels.set(line, level);
    if (!this.wanted.has(line) && this.isFirst(offset)) this.wanted.set(line, column);
  }

  /** Further lines of what starts above them move along with it. */
  move(first: number, last: number, by: number, level: Level): void {
    for (let line = first; line <= last; line++) {
      this.levels.set(line, level);
      if (!this.wanted.has(line)) this.wanted.set(line, Math.max(0, this.indentOf(line) + by));
    }
  }

  /** Lines that begin within a text, quoted or plain. Blanks before a line end in it are left. */
  keepText(first: number, last: number): void {
    for (let line = first; line <= last; line++) {
      this.inText.add(line);
      this.keptEnds.add(line - 1);
    }
  }

  /**
   * The lines of a block text. Blanks behind its indentation belong to it, on empty lines as well.
   * @param explicit where the text starts, if its header says so
   */
  moveBlock(first: number, last: number, explicit: number | undefined, by: number, level: Level): void {
    const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    const start = explicit ?? this.indentOf(lines.find((line) => !this.isBlank(line)) ?? first);
    for (const line of lines) {
      const indent = this.indentOf(line);
      this.levels.set(line, level);
      this.wanted.set(line, this.isBlank(line) && indent < start ? Math.min(indent, start + by) : Math.max(0, indent + by));
    }
    this.keepText(first, last + 1);
    this.inText.delete(last + 1);
    this.belowText.set(last + 1, start + by);
  }

  /** Comments stand where what follows them stands, else where what is above them does. Call it when all else is placed. */
  placeComments(): void {
    const following: (Level | undefined)[] = [];
    for (let line = this.starts.length - 1; line >= 0; line--) following[line] = this.levels.get(line) ?? following[line + 1];
    let above: Level | undefined;
    let limit: number | undefined;
    for (let line = 0; line < this.starts.length; line++) {
      limit = this.belowText.get(line) ?? (this.wanted.has(line) ? undefined : limit);
      above = this.levels.get(line) ?? above;
      if (this.wanted.has(line) || this.inText.has(line) || this.text[this.starts[line]! + this.indentOf(line)] !== '#') continue;
      const column = this.indentOf(line);
      const { written, wanted } = levelIn(following[line], column) ?? levelIn(above, column) ?? enclosing(above, column);
      this.wanted.set(line, Math.min(wanted + column - written, limit === undefined ? Infinity : Math.max(0, limit - 1)));
    }
  }

  /** Edits of the blanks at the start and the end of the lines that a span touches. Blanks behind a comment are its own. */
  edits({ start, end }: Span): SpanEdit[] {
    const edits: SpanEdit[] = [];
    for (let line = this.lineAt(start); line <= this.lineAt(end); line++) {
      const from = this.starts[line]!;
      const indent = this.indentOf(line);
      const stop = this.contentEnd(line);
      const content = this.text.slice(from, stop);
      const wanted = this.wanted.get(line) ?? indent;
      if (wanted !== indent && (content.trim() !== '' || this.inText.has(line))) edits.push({ span: { start: from, end: from + indent }, newText: ' '.repeat(wanted) });
      const kept = from + lengthWithoutBlanks(content);
      if (kept < stop && !this.keptEnds.has(line) && !/(?:^|\s)#/.test(content)) edits.push({ span: { start: kept, end: stop }, newText: '' });
    }
    return edits;
  }

  /** Spaces only: a tab is never indentation. */
  indentOf(line: number): number {
    const start = this.starts[line]!;
    let end = start;
    while (this.text[end] === ' ') end++;
    return end - start;
  }

  private isBlank(line: number): boolean {
    return this.starts[line]! + this.indentOf(line) >= this.contentEnd(line);
  }

  /** Where a line ends, before `\r\n` or `\n`. */
  private contentEnd(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }
}

/** The collection whose entries start in a column, from the innermost outwards. */
function levelIn(level: Level | undefined, column: number): Level | undefined {
  for (let one = level; one; one = one.outer) if (one.written === column) return one;
  return undefined;
}

/** The innermost collection that starts to the left of a column. */
function enclosing(level: Level | undefined, column: number): Level {
  for (let one = level; one; one = one.outer) if (one.written < column) return one;
  return topLevel;
}

/** Counted backwards: a search for blanks at the end starts anew at each blank of a line. */
function lengthWithoutBlanks(content: string): number {
  let length = content.length;
  while (content[length - 1] === ' ' || content[length - 1] === '\t') length--;
  return length;
}
