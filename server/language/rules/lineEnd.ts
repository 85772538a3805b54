import type { Span } from '../dockerfile/syntax';

/** The line end in use at an instruction; at the end of the file, the one above it. */
export function lineEnd(text: string, span: Span): string {
  const newline = text.indexOf('\n', span.start);
  const at = newline >= 0 && newline < span.end ? newline : text.lastIndexOf('\n', span.start - 1);
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
