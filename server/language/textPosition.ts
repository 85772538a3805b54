import type { Position, Range } from 'vscode-languageserver-types';
import { lastIndexBefore } from './dockerfile/lastIndex';
import type { Span } from './dockerfile/syntax';

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line++;
  return line;
}

/** Offsets ↔ LSP positions (0-based, UTF-16) for one text; line starts are found once. */
export class TextPositions {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let index = 0; index < text.length; index++) {
      const character = text.charCodeAt(index);
      if (character === 10 || (character === 13 && text.charCodeAt(index + 1) !== 10)) this.starts.push(index + 1);
    }
  }

  positionAt(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    const line = lastIndexBefore(this.starts, (start) => start <= bounded);
    return { line, character: bounded - this.starts[line]! };
  }

  offsetAt({ line, character }: Position): number {
    const start = this.starts[line];
    if (start === undefined) return this.text.length;
    const end = this.starts[line + 1] ?? this.text.length;
    return Math.min(start + character, end);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
