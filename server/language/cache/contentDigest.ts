import type { ContextEntry } from '../context/contextEntry';
import { baseName } from '../context/contextPath';
import type { CopySelection, SelectedRoot } from '../context/copySources';

/**
 * What of selected context entries is part of a step's key: type, mode and bytes of files, targets of links, the path
 * below the source. Never: times, owner, or the folder part of the source's own path.
 */
export function digestSelection(selection: CopySelection): string {
  return selection.roots.map((root) => digestRoot(root, selection)).join('\x02');
}

/** Calls `visit` for each selected entry with what is keyed of it, to tell which files differ. */
export function visitDigests(selection: CopySelection, visit: (path: string, digest: string) => void): void {
  for (const root of selection.roots) {
    if (root.entry) visit(root.path, digestEntry(root.entry));
    for (const { relative, entry } of root.inside) visit(root.path === '' ? relative : `${root.path}/${relative}`, digestEntry(entry));
  }
}

function digestRoot(root: SelectedRoot, { wildcard, parents }: CopySelection): string {
  // A match of a wildcard counts with its name; a source that is written out has its name in the definition.
  const name = parents ? root.path : wildcard ? baseName(root.path) : '';
  const own = `${name}\x01${root.entry ? digestEntry(root.entry) : ''}`;
  return [own, ...root.inside.map(({ relative, entry }) => `${relative}\x01${digestEntry(entry)}`)].join('\x00');
}

function digestEntry(entry: ContextEntry): string {
  const mode = entry.mode?.toString(8) ?? '?';
  switch (entry.type) {
    case 'file':
      return `f${mode}:${entry.identity ?? `size ${entry.size}`}`;
    case 'symlink':
      return `l${mode}:${entry.linkTarget ?? ''}`;
    default:
      return `${entry.type}${mode}`;
  }
}
