import type { Instruction, Span } from './syntax';

/** Keyword to last character of an instruction, heredoc bodies and terminators included, without the last line end. */
export function extentOf({ bodySpan, heredocs }: Instruction): Span {
  const last = heredocs[heredocs.length - 1];
  return { start: bodySpan.start, end: Math.max(bodySpan.end, last?.terminatorSpan.end ?? 0) };
}
