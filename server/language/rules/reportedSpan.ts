import { instructionAt } from '../dockerfile/instructionAt';
import type { Dockerfile, Span } from '../dockerfile/syntax';

/**
 * Where a finding of a BuildKit check is shown: the word itself where it stands on the instruction's first line, which is
 * the line that BuildKit reports; otherwise the keyword.
 */
export function reportedSpan({ text, instructions }: Dockerfile, span: Span): Span {
  const instruction = instructionAt(instructions, span.start);
  if (!instruction) return span;
  const lineEnd = text.indexOf('\n', instruction.span.start);
  if (lineEnd < 0 || span.end <= lineEnd) return span;
  // A keyword may itself be continued.
  return instruction.keywordSpan.end <= lineEnd ? instruction.keywordSpan : { start: instruction.span.start, end: lineEnd };
}
