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
    for (const segment of this.segments) {
      if (offset >= segment.source && offset < segment.source + segment.length) return segment.logical + (offset - segment.source);
    }
    return undefined;
  }

  /** A part of the text that keeps its way back to the file. */
  slice(start: number, end: number = this.text.length): LogicalText {
    const parts: TextSegment[] = [];
    for (const segment of this.segments) {
      const from = Math.max(start, segment.logical);
      const to = Math.min(end, segment.logical + segment.length);
      if (from < to) parts.push({ logical: from - start, source: segment.source + (from - segment.logical), length: to - from });
    }
    return new LogicalText(this.text.slice(start, end), parts, this.sourceAt(start));
  }

  private segmentAt(index: number): TextSegment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle]!.logical <= index) low = middle;
      else high = middle - 1;
    }
    return this.segments[low];
  }
}
