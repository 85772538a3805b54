import type { ComposeMappingEntry } from '../compose/project/composeNode';
import type { SpanEdit } from '../rules/rule';

/** Lines that an entry of a section at the top may have; a longer one is looked at by its author. */
const mostLines = 60;

/**
 * Takes the lines of an entry of a section at the top away, and the section's own line where nothing else stands in it.
 * Undefined in flow style, and where a comment or an anchor would go with them.
 */
export function removedEntry(text: string, section: string, { keyPlace: { span } }: ComposeMappingEntry): SpanEdit | undefined {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const indentation = text.slice(start, span.start);
  if (!/^ +$/.test(indentation)) return undefined;
  const own = linesOf(text, start, indentation.length);
  const next = nextLine(text, own ?? text.length);
  if (own === undefined || depthOf(next) > indentation.length || /[#&]/.test(text.slice(start, own))) return undefined;
  const above = text.slice(0, start);
  const head = new RegExp(`(?:^|\\n)(["']?${section}["']?[ \\t]*:[^\\n]*\\n)((?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*)$`).exec(above);
  const isAlone = head !== null && depthOf(next) === 0;
  // Compose rejects a section with nothing in it.
  if (isAlone && (head[2] !== '' || head[1]!.includes('#'))) return undefined;
  const from = isAlone ? start - head[1]!.length : start;
  // A last line without an end takes the end of the line above with it.
  const lineEnd = own === text.length && !text.endsWith('\n') ? (/\r?\n$/.exec(text.slice(0, from))?.[0].length ?? 0) : 0;
  return { span: { start: from - lineEnd, end: own }, newText: '' };
}

/** Where the lines end that belong to the key at `start`: the next one that is not deeper. */
function linesOf(text: string, start: number, depth: number): number | undefined {
  let end = start;
  for (let line = 0; line < mostLines; line++) {
    const found = /^[^\n]*(?:\n|$)/.exec(text.slice(end, end + 2_000))![0];
    const isOwn = line === 0 || (found.trim() !== '' && depthOf(found) > depth);
    if (!isOwn || found === '') return end;
    end += found.length;
  }
  return undefined;
}

/** The next line that is neither empty nor a comment; empty at the end. */
function nextLine(text: string, from: number): string {
  return /^(?:[ \t]*(?:#[^\n]*)?\n|[ \t]*\r\n)*([^\n]*)/.exec(text.slice(from))![1]!;
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}
