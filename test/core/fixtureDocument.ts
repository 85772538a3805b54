import type { Span } from '../../server/language/dockerfile/syntax';
import { TextPositions } from '../../server/language/textPosition';
import { encodeText, type FixtureSection } from './fixtureFile';
import { readMarks, type Mark } from './fixtureMarks';

/** A section with marks: its text as the language service gets it, and the way between marks and offsets. */
export class FixtureDocument {
  readonly text: string;
  readonly lines: readonly string[];
  readonly marks: readonly Mark[];
  private readonly positions: TextPositions;
  /** Characters before the first line's first one: the byte order mark is not shown. */
  private readonly hidden: number;

  constructor(readonly section: FixtureSection) {
    const { lines, marks } = readMarks(section.lines);
    this.lines = lines;
    this.marks = marks;
    this.text = encodeText(lines, section.options);
    this.positions = new TextPositions(this.text);
    this.hidden = section.options.includes('bom') ? 1 : 0;
  }

  /** The file offset that a mark starts at. */
  offsetOf({ line, start }: Mark): number {
    return this.positions.offsetAt({ line, character: start + (line === 0 ? this.hidden : 0) });
  }

  /** A span as a mark with the given words. */
  markOf(span: Span, text: string): Mark {
    const start = this.shownPosition(span.start);
    const end = this.shownPosition(span.end);
    const line = { line: start.line, start: start.character, text };
    if (start.line === end.line) return { ...line, width: end.character - start.character, end: undefined };
    const rest = (this.lines[start.line] ?? '').length - start.character;
    return { ...line, width: Math.max(1, rest), end: { lines: end.line - start.line, column: end.character } };
  }

  private shownPosition(offset: number): { line: number; character: number } {
    const { line, character } = this.positions.positionAt(offset);
    return { line, character: Math.max(0, character - (line === 0 ? this.hidden : 0)) };
  }
}
