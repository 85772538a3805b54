import { lastIndexBefore } from './lastIndex';
import type { Span } from './syntax';

/** `length` characters from `logical` on stand in the file from `source` on. */
export interface TextSegment {
  readonly logical: number;
  readonly source: number;
  readonly length: number;
}

/**
 * Text that BuildKit sees after joining continued lines, with the way back to the file.
 * Segments are in order and cover the text without gaps.
 */
export class LogicalText {
  constructor(
    readonly text: string,
    private readonly segments: readonly TextSegment[],
    /** Where an empty text stands. */
    private readonly anchor: number = segments[0]?.source ?? 0,
  ) {}

  /** File offset of the character at `index`; for `index === text.length`, the offset after the last character. */
  sourceAt(index: number): number {
    const segment = this.segmentAt(index);
    return segment ? segment.source + (index - segment.logical) : this.anchor;
  }

  /** File span of the characters `start`..`end`; it may cross line ends. */
  spanOf(start: number, end: number): Span {
    if (end <= start) {
      const at = this.sourceAt(start);
      return { start: at, end: at };
    }
    return { start: this.sourceAt(start), end: this.sourceAt(end - 1) + 1 };
  }

  /** The whole text's place in the file. */
  get span(): Span {
    return this.spanOf(0, this.text.length);
  }

  /** Index of the character that stands at file offset `offset`, or undefined where none does. */
  indexAt(offset: number): number | undefined {
    const segment = this.segments[lastIndexBefore(this.segments, ({ source }) => source <= offset)];
    return segment && offset >= segment.source && offset < segment.source + segment.length ? segment.logical + (offset - segment.source) : undefined;
  }

  /** A part of the text that keeps its way back to the file. */
  slice(start: number, end: number = this.text.length): LogicalText {
    if (start === 0 && end === this.text.length) return this;
    const first = lastIndexBefore(this.segments, ({ logical }) => logical <= start);
    const last = lastIndexBefore(this.segments, ({ logical }) => logical < end);
    const parts = this.segments.slice(first, Math.max(first, last) + 1).map(({ logical, source, length }): TextSegment => {
      const from = Math.max(start, logical);
      return { logical: from - start, source: source + (from - logical), length: Math.max(0, Math.min(end, logical + length) - from) };
    });
    return new LogicalText(this.text.slice(start, end), parts, this.sourceAt(start));
  }

  private segmentAt(index: number): TextSegment | undefined {
    return this.segments[lastIndexBefore(this.segments, ({ logical }) => logical <= index)];
  }
}
