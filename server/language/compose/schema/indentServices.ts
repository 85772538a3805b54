import type { Fix, SpanEdit } from '../../rules/rule';
import type { ComposeMappingEntry, ComposeMappingNode } from '../project/composeNode';

/**
 * Puts services of a file of version 1 below `services:`. Undefined where they do not stand together at the start of their
 * lines in one file.
 * @param texts of the project's files, by path
 */
export function indentServices(services: readonly ComposeMappingEntry[], top: ComposeMappingNode, texts: ReadonlyMap<string, string>): Fix | undefined {
  const [first] = services;
  const path = first?.keyPlace.path;
  const text = path === undefined ? undefined : texts.get(path);
  if (!first || text === undefined || services.some(({ keyPlace, value }) => keyPlace.path !== path || value.place.path !== path)) return undefined;
  const start = Math.min(...services.map(({ keyPlace }) => keyPlace.span.start));
  const end = Math.max(...services.map(({ value }) => value.place.span.end));
  const isMixed = [...top.entries.values()].some((entry) => !services.includes(entry) && entry.keyPlace.path === path && entry.keyPlace.span.start > start && entry.keyPlace.span.start < end);
  const starts = lineStarts(text, start, end);
  const isAtLineStart = services.every(({ keyPlace }) => starts.includes(keyPlace.span.start));
  if (isMixed || !isAtLineStart || starts.some((offset) => /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(offset, offset + 4)))) return undefined;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = starts
    .filter((offset) => !/[\r\n]/.test(text[offset] ?? '\n'))
    .map((offset): SpanEdit => ({ span: { start: offset, end: offset }, newText: offset === start ? `services:${newLine}  ` : '  ' }));
  return { title: 'Put the services below services:', edits };
}

/** Where lines start, from the one that starts at `start` to the last one before `end`. */
function lineStarts(text: string, start: number, end: number): number[] {
  const starts: number[] = [];
  if (start === 0 || text[start - 1] === '\n' || text[start - 1] === '\uFEFF') starts.push(start);
  for (let next = text.indexOf('\n', start); next >= 0 && next + 1 < end; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
  return starts;
}
