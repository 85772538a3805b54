import type { Fix } from '../../../rules/rule';
import { similarName } from '../../../rules/similarName';
import type { ComposeMappingNode, Place } from '../composeNode';
import type { ProjectReading } from '../projectReading';
import { isMapping, nodeAt } from '../readNodes';

/** The name that was meant, where one is near; nothing where the name is not written as it is read. */
export function renamed(name: string, { path, span }: Place, known: readonly string[], reading: ProjectReading): Fix[] {
  const meant = similarName(name, known);
  const written = (reading.texts.get(path) ?? '').slice(span.start, span.end);
  const at = written.indexOf(name);
  if (meant === undefined || at < 0 || /[\w.$-]/.test(written[at - 1] ?? '') || /[\w.-]/.test(written[at + name.length] ?? '')) return [];
  const start = span.start + at;
  return [{ title: `Write \`${meant}\``, edits: [{ span: { start, end: start + name.length }, newText: meant }] }];
}

/** What stands below a new name: the least that Compose takes. */
const contents: Readonly<Record<string, (name: string, indent: string) => string>> = {
  configs: (name, indent) => `${indent}file: ./${name}`,
  secrets: (name, indent) => `${indent}file: ./${name}`,
};

/** Declares a name in the file that uses it: in its section at the top, or in a new one at the end of the file. */
export function declared(model: ComposeMappingNode, section: string, name: string, { path }: Pick<Place, 'path'>, { texts }: { readonly texts: ReadonlyMap<string, string> }): Fix[] {
  const text = texts.get(path);
  if (text === undefined || !/^[\w.-]+$/.test(name) || !['networks', 'volumes', 'configs', 'secrets'].includes(section)) return [];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const title = `Declare the ${section.slice(0, -1)} \`${name}\``;
  const lines = (indent: string): string => [`${indent}${name}:`, ...(contents[section] ? [contents[section](name, indent + indent)] : [])].join(lineEnd);
  const known = placesIn(model, section, path);
  if (known.length === 0) {
    // A section that is there without a block below, as in `volumes: {}`, is left to its author; so is a file of several documents.
    if (new RegExp(`^["']?${section}["']?\\s*:`, 'm').test(text) || /^(?:---|\.\.\.)\s*$/m.test(text.trimStart().replace(/^---/, ''))) return [];
    const end = text.length;
    const before = text === '' || text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
    const after = text.endsWith('\n') ? lineEnd : '';
    return [{ title, edits: [{ span: { start: end, end }, newText: `${before}${section}:${lineEnd}${lines('  ')}${after}` }] }];
  }
  const start = text.lastIndexOf('\n', known[0]! - 1) + 1;
  const indent = text.slice(start, known[0]);
  // In front of the first name: what stands below the last one may go on in ways that a line alone does not show.
  return /^ +$/.test(indent) ? [{ title, edits: [{ span: { start, end: start }, newText: lines(indent) + lineEnd }] }] : [];
}

/** Where the names of a section stand in one file. */
function placesIn(model: ComposeMappingNode, section: string, path: string): number[] {
  const node = nodeAt(model, section);
  if (!isMapping(node)) return [];
  return [...node.entries.values()].flatMap(({ keyPlace }) => (keyPlace.path === path ? [keyPlace.span.start] : [])).sort((one, other) => one - other);
}
