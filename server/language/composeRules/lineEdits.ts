import type { Span } from '../dockerfile/syntax';
import type { SpanEdit } from '../rules/rule';

/**
 * Puts a line below the one that a value ends. Undefined where something else than a comment follows the value on its line,
 * where the value goes over several lines, or where the words before it do not fit.
 * @param line makes the new line from what stands on the line before the value: its indentation, and a dash
 */
export function lineAfter(text: string, { start, end }: Span, line: (before: string) => string | undefined): SpanEdit | undefined {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const written = line(before);
  const rest = /^[^\r\n]*/.exec(text.slice(end))![0];
  if (written === undefined || /[\r\n]/.test(text.slice(start, end)) || !/^[ \t]*(?:#.*)?$/.test(rest)) return undefined;
  const at = end + rest.length;
  return { span: { start: at, end: at }, newText: `${text.includes('\r\n') ? '\r\n' : '\n'}${written}` };
}

/** Blanks at the start of the line that an offset is on. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0];
}
