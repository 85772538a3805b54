import { digestEntry, digestText } from '../context/contextDigest';
import type { ContextFolder } from '../context/contextFolder';
import { baseName, contextPath } from '../context/contextPath';
import type { ContextTree } from '../context/contextTree';
import type { CopySelection, SelectedRoot } from '../context/copySources';
import type { IgnoreGeneration } from '../context/dockerignore';
import { hasWildcard } from '../context/pathPattern';
import { isKeyedAsList, linksBelow } from './brokenLinks';

/**
 * What a step keys of the context files that it takes: for each source type, mode and bytes of files, targets of links,
 * the path below the source. Never: times, owner, the folder part of the source's own path, nor which source is which:
 * BuildKit joins the digests in the order of the paths and drops a source that lies in another one (file.go
 * `dedupeSelectors`, exec.go `dedupePaths`).
 */
export function digestSelections(selections: readonly CopySelection[], tree: ContextTree, generation: IgnoreGeneration): string {
  const sources = selections.map((selection) => ({ path: contextPath(selection.source), selection }));
  const whole = new Set(sources.filter(({ selection }) => !isMatched(selection)).map(({ path }) => path));
  const counted = sources.filter(({ path, selection }, index) => {
    if (isMatched(selection)) return true;
    return sources.findIndex((other) => other.path === path) === index && !liesInside(path, whole);
  });
  const ordered = counted.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
  return ordered.map(({ selection }) => digestSelection(selection, tree, generation)).join('\x04');
}

function isMatched({ wildcard, parents, excludes }: CopySelection): boolean {
  return wildcard || parents || excludes;
}

function liesInside(path: string, others: ReadonlySet<string>): boolean {
  if (path === '') return false;
  if (others.has('')) return true;
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    if (others.has(path.slice(0, slash))) return true;
  }
  return false;
}

function digestSelection(selection: CopySelection, tree: ContextTree, generation: IgnoreGeneration): string {
  if (selection.wildcard && generation === '20.10' && leadsThroughLink(selection.source, tree)) return '';
  return selection.roots.map((root) => digestRoot(root, selection, tree, generation)).join('\x02');
}

/** The older builder matches paths as they are, so it sees nothing behind a link; it copies the files all the same. */
function leadsThroughLink(source: string, tree: ContextTree): boolean {
  const parts = contextPath(source).split('/');
  const folder = parts.slice(0, parts.findIndex((part) => hasWildcard(part))).join('/');
  return tree.resolve(folder)?.path !== folder;
}

function digestRoot(root: SelectedRoot, selection: CopySelection, tree: ContextTree, generation: IgnoreGeneration): string {
  // A match of a wildcard counts with its name; a source that is written out has its name in the definition.
  const name = selection.parents ? root.path : selection.wildcard ? baseName(root.path) : '';
  const own = root.entry ? digestEntry(root.entry) : '';
  const inside = root.folder && isKeyedAsList(root, selection, tree, generation) ? digestList(root.folder, tree) : (root.folder?.digest ?? '');
  return `${name}\x01${own}\x00${inside}`;
}

/**
 * Of a matched folder the builder keys a plain list: the name of each entry without its folder, in path order, links by
 * what they lead to (checksum.go `includedPaths`).
 */
function digestList(folder: ContextFolder, tree: ContextTree): string {
  const list = (): string => digestText([...folder.below()].map((entry) => `${baseName(entry.path)}\x01${entry.type === 'symlink' ? digestLink(entry.path, tree) : digestEntry(entry)}`).join('\x00'));
  return linksBelow(folder).length > 0 ? list() : folder.remember('list', '', list);
}

function digestLink(path: string, tree: ContextTree): string {
  const found = tree.resolve(path);
  if (!found) return 'nothing';
  const { entry } = found;
  if (entry && entry.type !== 'directory') return digestEntry(entry);
  return `${entry ? digestEntry(entry) : ''}\x03${tree.folder(found.path)?.digest ?? ''}`;
}

/** Context paths whose keyed content differs between two lists of selections, in path order. */
export function changedPaths(before: readonly CopySelection[], after: readonly CopySelection[]): string[] {
  const earlier = rootsByPath(before);
  const now = rootsByPath(after);
  const changed = new Set<string>();
  for (const path of new Set([...earlier.keys(), ...now.keys()])) {
    const [one, other] = [earlier.get(path), now.get(path)];
    if (ownDigest(one) !== ownDigest(other)) changed.add(path);
    compareFolders(one?.folder, other?.folder, path, changed);
  }
  // The context's root has no entry of its own to change.
  changed.delete('');
  return [...changed].sort();
}

function rootsByPath(selections: readonly CopySelection[]): ReadonlyMap<string, SelectedRoot> {
  return new Map(selections.flatMap(({ roots }) => roots.map((root) => [root.path, root] as const)));
}

function ownDigest(root: SelectedRoot | undefined): string {
  return root?.entry ? digestEntry(root.entry) : '';
}

/** Folders with one digest need not be entered. */
function compareFolders(before: ContextFolder | undefined, after: ContextFolder | undefined, path: string, changed: Set<string>): void {
  if (before?.digest === after?.digest) return;
  for (const name of new Set([...(before?.children.keys() ?? []), ...(after?.children.keys() ?? [])])) {
    const [one, other] = [before?.children.get(name), after?.children.get(name)];
    const inner = path === '' ? name : `${path}/${name}`;
    if ((one && digestEntry(one.entry)) !== (other && digestEntry(other.entry))) changed.add(inner);
    compareFolders(one?.folder, other?.folder, inner, changed);
  }
}
