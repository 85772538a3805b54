import type { Problem, Span } from '../dockerfile/syntax';
import { lineFault } from './yamlLineFaults';

/** What a syntax error of the YAML library has. */
export interface SyntaxError {
  readonly code: string;
  readonly message: string;
  /** Offsets; the second may lie behind the end of the file. */
  readonly pos: readonly [number, number];
}

/** Characters; a longer mark helps nobody. */
const maximumMark = 500;

/** What YAML's first two versions forbid anywhere, and what all versions of Compose refuse. */
const controlCharacter = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Our words for the faults that people meet; the library's own sentence for the rest. First match wins. */
const messages: readonly (readonly [RegExp, string])[] = [
  [/^TAB_AS_INDENT/, 'YAML does not allow tabs for indentation. Use spaces.'],
  [/^MISSING_CHAR Missing closing/, 'This quote is never closed.'],
  [/^MISSING_CHAR/, 'A closing bracket, a comma or a colon is missing here.'],
  [/^BLOCK_AS_IMPLICIT_KEY/, 'A mapping cannot start here: quote a value that holds `: `, or check how the next line is indented.'],
  [/^MULTILINE_IMPLICIT_KEY/, 'This line is no key: a key ends with a colon and a blank, as in `image: nginx`.'],
  [/^BAD_INDENT All mapping/, 'This line is indented differently from the other keys of its mapping.'],
  [/^BAD_INDENT All sequence/, 'This line is indented differently from the other entries of its list.'],
  [/^BAD_INDENT Flow/, 'The bracket above is not closed, or this line is indented too little for it.'],
  [/^UNEXPECTED_TOKEN Unexpected \S+ at node end/, 'The value ends before this, with its quote or bracket. Put quotes around all of it, or remove what stands here.'],
  [/^BAD_SCALAR_START/, 'Text that starts with this character must be in quotes.'],
  [/^RESOURCE_EXHAUSTION/, 'The nesting here is too deep to be analysed; what follows is left out.'],
  [/^BAD_DIRECTIVE/, 'Compose reads `%YAML 1.1`, `%YAML 1.2` and `%TAG` here, and rejects any other line that starts with a percent sign.'],
  [/^BAD_ALIAS Alias/, 'The name of an anchor is missing after `*`. Quote the value if you mean a star.'],
  [/^BAD_DQ_ESCAPE/, 'This escape does not exist in double quotes. Write `\\\\` for a backslash, or use single quotes.'],
];

/**
 * YAML syntax errors as problems: one for each line, for the first is the cause, and tabs once for the file. A quote
 * that is never closed is marked where it opens, not at the end of the file.
 * @param quoteOpenedFor offset where the quoted text that ends at the given offset begins
 */
export function syntaxProblems(errors: readonly SyntaxError[], text: string, quoteOpenedFor: (end: number) => number | undefined): Problem[] {
  const problems: Problem[] = [];
  let line: Span = { start: -1, end: -1 };
  let tabs = false;
  for (const error of errors) {
    const at = (isOpenQuote(error) ? quoteOpenedFor(error.pos[0]) : undefined) ?? error.pos[0];
    const isTab = error.code === 'TAB_AS_INDENT';
    if ((at >= line.start && at < line.end) || (isTab && tabs)) continue;
    tabs ||= isTab;
    line = lineAround(text, at);
    const message = lineFault(error.code, text, at);
    if (message !== undefined && problems.at(-1)?.message === message) continue;
    problems.push(problemOf(error, message, markedSpan(text, at, at === error.pos[0] ? error.pos[1] : line.end)));
  }
  return problems;
}

/** True for a quote that is not closed, or that the library takes so because its lines are not indented. */
export function isOpenQuote({ code, message }: SyntaxError): boolean {
  return code === 'MISSING_CHAR' && message.startsWith('Missing closing');
}

/** True for a bracket that is not closed, or that the library takes so because its lines are not indented. */
export function isOpenBracket({ code, message }: SyntaxError): boolean {
  return (code === 'BAD_INDENT' || code === 'MISSING_CHAR') && message.startsWith('Flow ');
}

/** True for a `%` line that Compose's reader refuses; the library only warns of it. */
export function isDirectiveFault({ code }: SyntaxError): boolean {
  return code === 'BAD_DIRECTIVE';
}

/** True for `\'` in double quotes, which Compose's reader takes for the quote alone. */
export function isEscapedQuote({ code, pos: [at] }: SyntaxError, text: string): boolean {
  return code === 'BAD_DQ_ESCAPE' && text.startsWith("\\'", at);
}

function problemOf({ code, message }: SyntaxError, ofLine: string | undefined, span: Span): Problem {
  const known = messages.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  return { code: `yaml-${code.toLowerCase().replaceAll('_', '-')}`, message: ofLine ?? known ?? message.split('\n')[0]!, span, severity: code === 'RESOURCE_EXHAUSTION' ? 'warning' : 'error' };
}

/** True for the code of a problem after which nobody knows what the file says; a key that stands twice is none. */
export function isSyntaxFault(code: string): boolean {
  return (code.startsWith('yaml-') && code !== 'yaml-duplicate-key') || code === 'compose-not-text';
}

/** From `start` to `end` at most, on one line and never empty where there is a character to mark. */
function markedSpan(text: string, start: number, end: number): Span {
  if (start >= text.length) {
    const last = text.trimEnd().length;
    return { start: Math.max(0, last - 1), end: last };
  }
  const rest = text.slice(start, start + maximumMark).search(/[\r\n]/);
  const lineEnd = rest < 0 ? Math.min(text.length, start + maximumMark) : start + Math.max(rest, 1);
  return { start, end: Math.min(Math.max(end, start + 1), lineEnd) };
}

function lineAround(text: string, at: number): Span {
  const next = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: next < 0 ? text.length + 1 : next + 1 };
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

/** The first control character, or the first byte that is no text; after it nothing is sure, and Compose reads nothing of the file. */
export function controlCharacterProblem(text: string): Problem | undefined {
  const foreign = text.search(/\p{Surrogate}/u);
  if (foreign >= 0) return { code: 'compose-not-text', message: 'Bytes stand here that are no UTF-8. Compose cannot read the file: save it as UTF-8.', span: { start: foreign, end: foreign + 1 }, severity: 'error' };
  const at = text.search(controlCharacter);
  if (at < 0) return undefined;
  const name = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'yaml-control-character', message: `An invisible control character stands here (${name}). Compose cannot read the file: remove it.`, span: { start: at, end: at + 1 }, severity: 'error' };
}
