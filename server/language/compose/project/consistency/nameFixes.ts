import type { Fix } from '../../../rules/rule';
import { SimilarNames, type DeclaredNames } from '../../../rules/similarName';
import type { ComposeMappingNode, Place } from '../composeNode';
import { isMapping, nodeAt } from '../readNodes';

/** What stands below a new name: the least that Compose takes. */
const contents: Readonly<Record<string, (name: string, indent: string) => string>> = {
  configs: (name, indent) => `${indent}file: ./${name}`,
  secrets: (name, indent) => `${indent}file: ./${name}`,
};

/** Where a section takes a new name in one file. */
interface Room {
  readonly offset: number;
  readonly indent: string;
  /** What stands around the lines of the new name. */
  readonly before: string;
  readonly after: string;
  readonly lineEnd: string;
}

/** Mends names that a project uses and nobody declares. One for each project: what is the same for all names is found once. */
export class NameFixes {
  private readonly similar = new SimilarNames();
  /** By section and file; undefined where there is none. */
  private readonly rooms = new Map<string, Room | undefined>();

  /** @param texts of the project's files, by path */
  constructor(
    private readonly model: ComposeMappingNode,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  /** The name that was meant, where one is near; nothing where the name is not written as it is read. */
  renamed(name: string, { path, span }: Place, known: DeclaredNames): Fix[] {
    const meant = this.similar.find(name, known);
    if (meant === undefined) return [];
    const written = (this.texts.get(path) ?? '').slice(span.start, span.end);
    const at = written.indexOf(name);
    if (at < 0 || /[\w.$-]/.test(written[at - 1] ?? '') || /[\w.-]/.test(written[at + name.length] ?? '')) return [];
    const start = span.start + at;
    return [{ title: `Write \`${meant}\``, edits: [{ span: { start, end: start + name.length }, newText: meant }] }];
  }

  /** Declares a name in the file that uses it: in its section, or in a new one at the end of the file. */
  declared(section: string, name: string, path: string): Fix[] {
    if (!/^[\w.-]+$/.test(name) || !['networks', 'volumes', 'configs', 'secrets'].includes(section)) return [];
    const room = this.roomIn(section, path);
    if (!room) return [];
    const { offset, indent, before, after, lineEnd } = room;
    const lines = [`${indent}${name}:`, ...(contents[section] ? [contents[section](name, indent + indent)] : [])].join(lineEnd);
    return [{ title: `Declare the ${section.slice(0, -1)} \`${name}\``, edits: [{ span: { start: offset, end: offset }, newText: `${before}${lines}${after}` }] }];
  }

  /** A new service beside the others of the file, as little as Compose takes: its author fills in the image. */
  createdService(name: string, path: string): Fix[] {
    const room = /^[\w.-]+$/.test(name) ? this.roomIn('services', path) : undefined;
    if (!room) return [];
    const { offset, indent, before, after, lineEnd } = room;
    const newText = `${before}${indent}${name}:${lineEnd}${indent}${indent}image: ${name}${after}`;
    return [{ title: `Create the service \`${name}\` (fill in its image)`, edits: [{ span: { start: offset, end: offset }, newText }] }];
  }

  private roomIn(section: string, path: string): Room | undefined {
    const key = `${section}\n${path}`;
    if (!this.rooms.has(key)) this.rooms.set(key, roomIn(this.texts.get(path), section, firstPlaceIn(this.model, section, path)));
    return this.rooms.get(key);
  }
}

/** @param first where the first name of the section stands in the text; undefined where the section has none there */
function roomIn(text: string | undefined, section: string, first: number | undefined): Room | undefined {
  if (text === undefined) return undefined;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (first === undefined) {
    // A section that is there without a block below, as in `volumes: {}`, is left to its author; so is a file of several documents.
    if (new RegExp(`^["']?${section}["']?\\s*:`, 'm').test(text) || /^(?:---|\.\.\.)\s*$/m.test(text.trimStart().replace(/^---/, ''))) return undefined;
    const before = text === '' || text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
    return { offset: text.length, indent: '  ', before: `${before}${section}:${lineEnd}`, after: text.endsWith('\n') ? lineEnd : '', lineEnd };
  }
  const start = text.lastIndexOf('\n', first - 1) + 1;
  const indent = text.slice(start, first);
  // In front of the first name: what stands below the last one may go on in ways that a line alone does not show.
  return /^ +$/.test(indent) ? { offset: start, indent, before: '', after: lineEnd, lineEnd } : undefined;
}

/** Where the first name of a section stands in one file. */
function firstPlaceIn(model: ComposeMappingNode, section: string, path: string): number | undefined {
  const node = nodeAt(model, section);
  let first: number | undefined;
  for (const { keyPlace } of isMapping(node) ? node.entries.values() : []) {
    if (keyPlace.path === path && (first === undefined || keyPlace.span.start < first)) first = keyPlace.span.start;
  }
  return first;
}
