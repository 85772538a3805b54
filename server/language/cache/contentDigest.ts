import { digestEntry } from '../context/contextDigest';
import type { ContextFolder } from '../context/contextFolder';
import { baseName } from '../context/contextPath';
import type { CopySelection, SelectedRoot } from '../context/copySources';

/**
 * What of selected context entries is part of a step's key: type, mode and bytes of files, targets of links, the path
 * below the source. Never: times, owner, or the folder part of the source's own path.
 */
export function digestSelection(selection: CopySelection): string {
  return selection.roots.map((root) => digestRoot(root, selection)).join('\x02');
}

function digestRoot(root: SelectedRoot, { wildcard, parents }: CopySelection): string {
  // A match of a wildcard counts with its name; a source that is written out has its name in the definition.
  const name = parents ? root.path : wildcard ? baseName(root.path) : '';
  return `${name}\x01${root.entry ? digestEntry(root.entry) : ''}\x00${root.folder?.digest ?? ''}`;
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
