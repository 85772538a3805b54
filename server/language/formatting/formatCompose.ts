import { Composer, Parser } from 'yaml';
import type { ComposeFile, ComposeValue } from '../compose/composeFile';
import { parseCompose } from '../compose/parseCompose';
import { duplicateKeyCode } from '../compose/valueReader';
import { applyEdits, type SpanEdit } from '../rules/rule';
import type { Span } from '../dockerfile/syntax';
import { ComposeIndent, UnusualForm } from './composeIndent';
import { ComposeLines } from './composeLines';

/** Line ends that YAML 1.1 counts and editors do not: no edit by lines is safe there. */
const unusualLineEnd = /\r(?!\n)|[\u0085\u2028\u2029]/;
const widestStep = 8;

/**
 * Edits that tidy a compose file (textDocument/formatting) and leave what it says: each level is indented by one step, one
 * blank stands behind the dash of a list, blanks at line ends go. Texts, comments, blank lines, line breaks, brackets and the
 * style of each list stay. A file with a syntax error, or with keys behind `?`, gets no edits, and so does one whose data
 * would not be the same afterwards, which is checked each time.
 * @param tabSize blanks of one step
 * @param part only lines that this span touches; what reaches out of it keeps its column
 */
export function formatCompose(file: ComposeFile, tabSize: number, part: Span = { start: 0, end: file.text.length }): SpanEdit[] {
  const { text } = file;
  if (file.leftOut !== undefined || unusualLineEnd.test(text) || file.problems.some(isSyntaxError)) return [];
  const edits = editsOf(text, Math.min(widestStep, Math.max(1, Math.trunc(tabSize) || 2)), part);
  if (edits.length === 0) return [];
  const formatted = parseCompose(applyEdits(text, edits));
  return !formatted.problems.some(isSyntaxError) && dataOf(formatted) === dataOf(file) ? edits : [];
}

function isSyntaxError({ code }: ComposeFile['problems'][number]): boolean {
  return code.startsWith('yaml-') && code !== duplicateKeyCode;
}

function editsOf(text: string, size: number, part: Span): SpanEdit[] {
  const tokens = [...new Parser().parse(text)];
  // Compose reads quotes over lines without indentation that the library does not.
  if ([...new Composer({ logLevel: 'silent', strict: false, uniqueKeys: false }).compose(tokens)].some(({ errors }) => errors.length > 0)) return [];
  const lines = new ComposeLines(text);
  const indent = new ComposeIndent(text, lines, size, part);
  try {
    for (const token of tokens) if (token.type === 'document') indent.document(token);
  } catch (error) {
    if (error instanceof UnusualForm) return [];
    throw error;
  }
  lines.placeComments();
  return [...lines.edits(part), ...indent.dashEdits].sort((one, other) => one.span.start - other.span.start);
}

/** All that Compose can read from a file, without places. An alias is its name. */
function dataOf({ documents }: ComposeFile): string {
  return JSON.stringify(documents.map(plain));
}

function plain(value: ComposeValue): unknown {
  switch (value.kind) {
    case 'mapping':
      return { tag: value.tag, entries: value.entries.map(({ key, value: below }) => [key, plain(below)]) };
    case 'list':
      return { tag: value.tag, items: value.items.map(plain) };
    case 'alias':
      return `*${value.name}`;
    default:
      return [value.text, value.isNull, value.style, value.tag];
  }
}
