import { isUnicodeSpace } from '../dockerfile/characters';
import type { Dockerfile } from '../dockerfile/syntax';
import type { SpanEdit } from '../rules/rule';
import type { IndentStyle } from './continuationIndent';

/**
 * Indents the line that was just begun below the first line of a continued instruction (textDocument/onTypeFormatting
 * after Enter). Nothing where text or another indentation is there already, below further lines, whose indentation
 * editors keep by themselves, and where the line above leaves a quote open.
 * @param lineStart offset of the new line's start
 */
export function indentTypedLine({ text, escape, instructions }: Dockerfile, lineStart: number, { tabSize, insertSpaces }: IndentStyle): SpanEdit | undefined {
  const lineEnd = endOfContent(text, lineStart);
  const aboveStart = text.lastIndexOf('\n', lineStart - 2) + 1;
  if (lineStart === 0 || lineEnd > lineStart) return undefined;
  const above = text.slice(aboveStart, endOfContent(text, aboveStart)).replace(/[ \t]+$/, '');
  const first = instructions.findLast(({ bodySpan }) => bodySpan.start <= lineStart - 1);
  const startsAbove = first !== undefined && first.bodySpan.start >= aboveStart && first.heredocs.length === 0;
  if (!startsAbove || !above.endsWith(escape) || above.at(-2) === escape || above.at(-2) === undefined) return undefined;
  if (!isUnicodeSpace(above.at(-2)!) || /["']/.test(above.replace(/"[^"\\]*"|'[^']*'/g, ''))) return undefined;
  return { span: { start: lineStart, end: lineEnd }, newText: insertSpaces ? ' '.repeat(Math.max(1, tabSize)) : '\t' };
}

function endOfContent(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' && end > start ? end - 1 : end;
}
