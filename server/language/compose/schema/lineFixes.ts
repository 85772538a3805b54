import type { Fix } from '../../rules/rule';
import type { ComposeMappingNode, ComposeNode, Place } from '../project/composeNode';
import { scalarAt } from '../project/readNodes';

/** Texts of the project's files, by path. */
type Texts = ReadonlyMap<string, string>;

/** Takes a key without a value away, where it is alone on its line. */
export function removeKey({ path, span }: Place, key: string, texts: Texts): readonly Fix[] {
  return removeLine({ path, span }, (line, written) => line.trim() === `${written}:`, `Remove ${key}`, texts);
}

/** Takes an item of a list away, where it is alone on its line behind its dash. */
export function removeItem({ place }: ComposeNode, texts: Texts): readonly Fix[] {
  return removeLine(place, (line, written) => line.trim() === `- ${written}`, 'Remove this item', texts);
}

function removeLine({ path, span }: Place, isAlone: (line: string, written: string) => boolean, title: string, texts: Texts): readonly Fix[] {
  const text = texts.get(path);
  if (text === undefined) return [];
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', span.end);
  const end = next < 0 ? text.length : next + 1;
  if (!isAlone(text.slice(start, end), text.slice(span.start, span.end))) return [];
  return [{ title, edits: [{ span: { start, end }, newText: '' }] }];
}

/** Puts a missing key before the others, where its value is certain enough to be worth a click. */
export function addKey(key: string, mapping: ComposeMappingNode, { path }: Place, texts: Texts): readonly Fix[] {
  const [first] = mapping.entries.values();
  const text = texts.get(path);
  const value = likelyValue(key, mapping);
  if (!first || text === undefined || value === undefined || first.keyPlace.path !== path) return [];
  const { start } = first.keyPlace.span;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const title = `Add ${key}: ${value}`;
  if (/^[ -]*$/.test(before)) return [{ title, edits: [{ span: { start, end: start }, newText: `${key}: ${value}\n${before.replaceAll('-', ' ')}` }] }];
  return /\{\s*$/.test(before) ? [{ title, edits: [{ span: { start, end: start }, newText: `${key}: ${value}, ` }] }] : [];
}

function likelyValue(key: string, mapping: ComposeMappingNode): string | undefined {
  if (key === 'condition') return 'service_started';
  if (key !== 'type' || !mapping.entries.has('target')) return undefined;
  return /^(?:[./~]|[A-Za-z]:[\\/])/.test(String(scalarAt(mapping, 'source')?.value ?? '')) ? 'bind' : 'volume';
}
