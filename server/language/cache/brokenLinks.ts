import type { ContextFolder } from '../context/contextFolder';
import type { ContextTree } from '../context/contextTree';
import type { CopySelection, SelectedRoot } from '../context/copySources';
import type { IgnoreGeneration } from '../context/dockerignore';

/** A link in a matched folder that the builder cannot follow. */
export interface BrokenLink {
  readonly path: string;
  /** True where it leads to something that the context holds, and that no step takes: the client does not send it. */
  readonly isUnsent: boolean;
}

/** Of a matched folder the newer builder keys a list of names, with links by what they lead to. */
export function isKeyedAsList(root: SelectedRoot, { wildcard, parents, excludes }: CopySelection, tree: ContextTree, generation: IgnoreGeneration): boolean {
  return (wildcard || parents || excludes) && generation === 'current' && tree.get(root.path)?.type !== 'symlink';
}

export function linksBelow(folder: ContextFolder): readonly string[] {
  return folder.remember('links', '', () => [...folder.below()].filter(({ type }) => type === 'symlink').map(({ path }) => path));
}

/**
 * Links in matched folders that lead nowhere: to key them the builder has to follow them, and fails.
 * @param taken all that the build takes of this context: nothing else is sent (BuildKit convert.go `ctxPaths`). Undefined
 * where all of it is.
 */
export function brokenLinks(selections: readonly CopySelection[], taken: readonly CopySelection[] | undefined, tree: ContextTree, generation: IgnoreGeneration): BrokenLink[] {
  const folders = selections.flatMap((selection) => selection.roots.flatMap((root) => (root.folder && isKeyedAsList(root, selection, tree, generation) ? root.folder : [])));
  const links = folders.flatMap(linksBelow);
  if (links.length === 0) return [];
  const isSent = taken ? sentPaths(taken, tree) : () => true;
  return links.flatMap((path) => (tree.resolve(path, isSent) ? [] : { path, isUnsent: tree.resolve(path) !== undefined }));
}

/** The client sends each path that is taken with all below it, and the links that lead there. */
function sentPaths(taken: readonly CopySelection[], tree: ContextTree): (path: string) => boolean {
  const onTheWay = new Set<string>();
  const wholes = new Set<string>();
  for (const { path } of taken.flatMap(({ roots }) => roots)) {
    const end = tree.resolve(path, (here) => onTheWay.add(here).size > 0);
    if (end) wholes.add(end.path);
  }
  return (path) => onTheWay.has(path) || wholes.has('') || liesInside(path, wholes);
}

function liesInside(path: string, folders: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (folders.has(path.slice(0, end))) return true;
  }
  return false;
}
