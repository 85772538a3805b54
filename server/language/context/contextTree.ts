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
  private readonly byPath: ReadonlyMap<string, ContextEntry>;
  private readonly positions: ReadonlyMap<string, number>;

  constructor(given: Iterable<ContextEntry>) {
    const byPath = new Map<string, ContextEntry>();
    for (const entry of given) byPath.set(entry.path, entry);
    addMissingFolders(byPath);
    this.entries = inPathOrder([...byPath.values()]);
    this.byPath = byPath;
    this.positions = new Map(this.entries.map((entry, index) => [entry.path, index]));
  }

  get(path: string): ContextEntry | undefined {
    return this.byPath.get(path);
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
      const entry = this.byPath.get(here);
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
    return { path: at, entry: at === '' ? undefined : this.byPath.get(at) };
  }
}

function addMissingFolders(byPath: Map<string, ContextEntry>): void {
  for (const path of [...byPath.keys()]) {
    let parent = parentPath(path);
    while (parent !== '' && !byPath.has(parent)) {
      byPath.set(parent, { path: parent, type: 'directory', size: 0 });
      parent = parentPath(parent);
    }
  }
}

/** Sorts so that `/` comes before every other character; then a folder's entries are neighbours. */
function inPathOrder(entries: ContextEntry[]): ContextEntry[] {
  const keyed = entries.map((entry) => ({ entry, key: entry.path.replaceAll('/', '\0') }));
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}
