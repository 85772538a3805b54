import type { Dockerfile, Span } from '../dockerfile/syntax';
import { consistentInstructionCasing } from '../rules/consistentInstructionCasing';
import { fromAsCasing } from '../rules/fromAsCasing';
import type { SpanEdit } from '../rules/rule';
import { continuationEdits, type IndentStyle } from './continuationIndent';

/**
 * Edits that tidy a Dockerfile (textDocument/formatting) and leave what BuildKit reads: instructions and comments start
 * their line, continued lines are indented, blanks at line ends go, and keywords are in one case. Heredocs, quoted text,
 * line breaks, comments and blanks between words stay. A file that is tidy gets no edits. Takes linear time.
 * @param part only edits that touch this span
 */
export function formatDockerfile(dockerfile: Dockerfile, style: IndentStyle, part: Span = { start: 0, end: dockerfile.text.length }): SpanEdit[] {
  const edits: SpanEdit[] = [];
  for (const element of dockerfile.elements) {
    if (element.span.end < part.start || element.span.start > part.end || element.kind === 'directive') continue;
    const { span } = element;
    const end = element.kind === 'instruction' ? lineEnd(dockerfile.text, element.bodySpan.end) : span.end;
    edits.push(...leadingBlanks(dockerfile.text, span.start), ...trailingBlanks(dockerfile.text, { start: span.start, end }));
    if (element.kind === 'instruction') edits.push(...continuationEdits(dockerfile, element, style));
  }
  return inOrder([...edits, ...casingEdits(dockerfile)]).filter(({ span }) => span.start <= part.end && span.end >= part.start);
}

/** Blanks at the start of a line that starts an element; a line of blanks only is `trailingBlanks`' matter. */
function leadingBlanks(text: string, start: number): SpanEdit[] {
  const from = text[start] === '\ufeff' ? start + 1 : start;
  const end = endOfBlanks(text, from);
  return end > from && !/[\r\n]/.test(text[end] ?? '\n') ? [{ span: { start: from, end }, newText: '' }] : [];
}

function trailingBlanks(text: string, { start, end }: Span): SpanEdit[] {
  const edits: SpanEdit[] = [];
  let lineStart = start;
  while (lineStart < end) {
    const newline = text.indexOf('\n', lineStart);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    let stop = next;
    while (stop > lineStart && (text[stop - 1] === '\n' || text[stop - 1] === '\r')) stop--;
    let from = stop;
    while (from > lineStart && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
    if (from < stop) edits.push({ span: { start: from, end: stop }, newText: '' });
    lineStart = next;
  }
  return edits;
}

/** What the rules about casing would mend; they agree on what BuildKit warns about. */
function casingEdits(dockerfile: Dockerfile): SpanEdit[] {
  const keywords = consistentInstructionCasing.check({ dockerfile, facts: {} }).flatMap(({ edits }) => edits);
  const changed = new Set(keywords.map(({ span }) => span.start));
  const followers = dockerfile.stages.filter(({ from }) => from.as && !changed.has(from.keywordSpan.start)).map(({ from }) => from.as!.span.start);
  const free = new Set(followers);
  return [...keywords, ...fromAsCasing.check({ dockerfile, facts: {} }).flatMap(({ edit }) => (free.has(edit.span.start) ? [edit] : []))];
}

function inOrder(edits: readonly SpanEdit[]): SpanEdit[] {
  return [...edits].sort((one, other) => one.span.start - other.span.start);
}

function endOfBlanks(text: string, start: number): number {
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
