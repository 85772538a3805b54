import type { YAMLParseError } from 'yaml';
import type { Problem } from '../dockerfile/syntax';

/** Our words for the faults that learners meet; the library's own sentence for the rest. */
const messages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation. Use spaces.',
  MISSING_CHAR: 'A closing quote or bracket, or a comma or colon, is missing here.',
  BLOCK_AS_IMPLICIT_KEY: 'A nested mapping cannot start on this line. Put it on its own line, indented, or quote the value.',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line and end with a colon.',
};

/** Characters; a longer mark helps nobody. */
const maximumMark = 500;

/** A YAML syntax error as a problem, cut to one line so that it marks the fault and not the rest of the file. */
export function syntaxProblem(error: YAMLParseError, text: string): Problem {
  const start = Math.min(error.pos[0], text.length);
  const lineEnd = text.slice(start, start + maximumMark).search(/[\r\n]/);
  const end = Math.min(Math.max(error.pos[1], start + 1), lineEnd < 0 ? Math.min(text.length, start + maximumMark) : start + Math.max(lineEnd, 1));
  const code = `yaml-${error.code.toLowerCase().replaceAll('_', '-')}`;
  return { code, message: messages[error.code] ?? error.message.split('\n')[0]!, span: { start, end: Math.max(start, end) }, severity: 'error' };
}

/** Why a text is not read at all: too large, or not text. */
export function textProblem(text: string, maximumLength: number): Problem | undefined {
  const span = { start: 0, end: Math.min(text.length, 1) };
  if (text.slice(0, 100_000).includes('\0')) {
    return { code: 'compose-not-text', message: 'This file is not text: it holds zero bytes. Compose cannot read it.', span, severity: 'error' };
  }
  if (text.length > maximumLength) {
    const message = `This file has ${text.length} characters; compose files above ${maximumLength} are not analysed.`;
    return { code: 'compose-too-large', message, span, severity: 'warning' };
  }
  return undefined;
}
