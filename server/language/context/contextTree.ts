import type { ContextEntry } from './contextEntry';
import { cleanPath, parentPath } from './contextPath';

/** How often links are followed before a path counts as unresolvable; Linux uses the same bound. */
const linkLimit = 40;

/**
 * The entries of a context in path order, with lookups. Folders that a source does not list (git lists only files)
 * are added with unknown mode. Order of the given entries does not matter.
 */
export class ContextTree {
  /** In path order: a folder stands directly before everything in it. */
  readonly entries: readonly ContextEntry[];
  private readonly positions: ReadonlyMap<string, number>;

  /** @param ordered true where the entries come from another tree, so that they are complete and in order. */
  constructor(given: Iterable<ContextEntry>, ordered = false) {
    this.entries = ordered ? [...given] : inPathOrder(withMissingFolders(given));
    this.positions = new Map(this.entries.map((entry, index) => [entry.path, index]));
  }

  get(path: string): ContextEntry | undefined {
    const position = this.positions.get(path);
    return position === undefined ? undefined : this.entries[position];
  }

  /** Everything below a folder, in path order; `''` is the context's root. */
  below(path: string): readonly ContextEntry[] {
    if (path === '') return this.entries;
    const start = this.positions.get(path);
    if (start === undefined) return [];
    let end = start + 1;
    const prefix = `${path}/`;
    while (end < this.entries.length && this.entries[end]!.path.startsWith(prefix)) end++;
    return this.entries.slice(start + 1, end);
  }

  /**
   * Follows links in every part of `path`, the last one included. Links cannot leave the context: absolute targets
   * and `..` are taken from its root. Returns undefined where nothing is there or links go round in circles;
   * the root is `{ path: '' }` without entry.
   */
  resolve(path: string): { readonly path: string; readonly entry: ContextEntry | undefined } | undefined {
    let waiting = path.split('/').filter((part) => part !== '');
    let at = '';
    let links = 0;
    while (waiting.length > 0) {
      const here = at === '' ? waiting[0]! : `${at}/${waiting[0]!}`;
      const entry = this.get(here);
      if (!entry) return undefined;
      waiting = waiting.slice(1);
      if (entry.type !== 'symlink') {
        at = here;
        continue;
      }
      if (++links > linkLimit || entry.linkTarget === undefined) return undefined;
      const target = entry.linkTarget.startsWith('/') ? entry.linkTarget : `/${parentPath(here)}/${entry.linkTarget}`;
      waiting = [...cleanPath(target).split('/').filter((part) => part !== ''), ...waiting];
      at = '';
    }
    return { path: at, entry: at === '' ? undefined : this.get(at) };
  }
}

/** Entries as a tree; a tree stays what it is. */
export function treeOf(context: readonly ContextEntry[] | ContextTree): ContextTree {
  return context instanceof ContextTree ? context : new ContextTree(context);
}

function withMissingFolders(given: Iterable<ContextEntry>): ContextEntry[] {
  const byPath = new Map<string, ContextEntry>();
  for (const entry of given) byPath.set(entry.path, entry);
  for (const path of [...byPath.keys()]) {
    for (let parent = parentPath(path); parent !== '' && !byPath.has(parent); parent = parentPath(parent)) {
      byPath.set(parent, { path: parent, type: 'directory', size: 0 });
    }
  }
  return [...byPath.values()];
}

/** Sorts so that `/` comes before every other character; then a folder's entries are neighbours. */
function inPathOrder(entries: readonly ContextEntry[]): ContextEntry[] {
  const keys = new Map(entries.map((entry) => [entry, entry.path.replaceAll('/', '\0')]));
  return [...entries].sort((left, right) => (keys.get(left)! < keys.get(right)! ? -1 : 1));
}
