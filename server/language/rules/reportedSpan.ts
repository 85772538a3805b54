import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';

/**
 * Where a finding about a word is shown: the word where it stands on the instruction's first line, which is the line that
 * BuildKit reports; otherwise the keyword.
 */
export function reportedSpan({ text }: Dockerfile, { keywordSpan }: Instruction, word: Span | undefined): Span {
  if (!word) return keywordSpan;
  const lineEnd = text.indexOf('\n', keywordSpan.start);
  return lineEnd < 0 || word.end <= lineEnd ? word : keywordSpan;
}
