import type { ContextEntry } from './contextEntry';
import { ContextFolder, type ContextNode } from './contextFolder';
import { baseName, cleanPath, parentPath } from './contextPath';

/** How often links are followed before a path counts as unresolvable; Linux uses the same bound. */
const linkLimit = 40;

/** One path that is other than before; no entry where it is gone. */
export interface ContextChange {
  readonly path: string;
  readonly entry: ContextEntry | undefined;
}

/**
 * The entries of a context in path order, with lookups. Folders that a source does not list (git lists only files)
 * are added with unknown mode. Order of the given entries does not matter; of two with one path the last counts.
 */
export class ContextTree {
  readonly root: ContextFolder;
  private flat: readonly ContextEntry[] | undefined;

  constructor(given: Iterable<ContextEntry> | ContextFolder) {
    this.root = given instanceof ContextFolder ? given : buildFolder(given);
  }

  /** In path order: a folder stands directly before everything in it. */
  get entries(): readonly ContextEntry[] {
    this.flat ??= [...this.root.below()];
    return this.flat;
  }

  get(path: string): ContextEntry | undefined {
    return this.node(path)?.entry;
  }

  /** The folder at a path, `''` for the root; undefined where there is none. Links are not followed. */
  folder(path: string): ContextFolder | undefined {
    return path === '' ? this.root : this.node(path)?.folder;
  }

  /** Everything below a folder, in path order; `''` is the context's root. */
  below(path: string): readonly ContextEntry[] {
    return path === '' ? this.entries : [...(this.folder(path)?.below() ?? [])];
  }

  /**
   * The tree after some paths changed; what did not change is shared. A folder that was never listed itself goes with
   * the last file in it.
   */
  with(changes: Iterable<ContextChange>): ContextTree {
    const wanted: PathChange = { inside: new Map() };
    for (const change of changes) note(wanted, change);
    return wanted.inside.size === 0 ? this : new ContextTree(changedFolder(this.root, '', wanted.inside));
  }

  /**
   * Follows links in every part of `path`, the last one included. Links cannot leave the context: absolute targets
   * and `..` are taken from its root. Returns undefined where nothing is there or links go round in circles;
   * the root is `{ path: '' }` without entry.
   * @param isThere asked for each path on the way, links included; the way ends where it says no
   */
  resolve(path: string, isThere: (path: string) => boolean = () => true): { readonly path: string; readonly entry: ContextEntry | undefined } | undefined {
    let waiting = path.split('/').filter((part) => part !== '');
    let at = '';
    let links = 0;
    while (waiting.length > 0) {
      const here = at === '' ? waiting[0]! : `${at}/${waiting[0]!}`;
      const entry = this.get(here);
      if (!entry || !isThere(here)) return undefined;
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

  private node(path: string): ContextNode | undefined {
    let folder: ContextFolder | undefined = this.root;
    let node: ContextNode | undefined;
    for (const name of path.split('/')) {
      node = folder?.children.get(name);
      folder = node?.folder;
    }
    return node;
  }
}

/** Entries as a tree; a tree stays what it is. */
export function treeOf(context: readonly ContextEntry[] | ContextTree): ContextTree {
  return context instanceof ContextTree ? context : new ContextTree(context);
}

/** A folder while it is filled. */
type OpenFolder = Map<string, OpenNode>;

interface OpenNode extends ContextNode {
  readonly open?: OpenFolder;
}

function buildFolder(given: Iterable<ContextEntry>): ContextFolder {
  const root: OpenFolder = new Map();
  const open = new Map<string, OpenFolder>([['', root]]);
  const folderAt = (path: string): OpenFolder => {
    const known = open.get(path);
    if (known) return known;
    const folder: OpenFolder = new Map();
    open.set(path, folder);
    const siblings = folderAt(parentPath(path));
    const name = baseName(path);
    const entry = siblings.get(name)?.entry;
    siblings.set(name, { entry: entry?.type === 'directory' ? entry : impliedFolder(path), open: folder });
    return folder;
  };
  for (const entry of given) {
    const siblings = folderAt(parentPath(entry.path));
    const inside = entry.type === 'directory' ? open.get(entry.path) : undefined;
    siblings.set(baseName(entry.path), inside ? { entry, open: inside } : { entry });
  }
  return close(root);
}

/** Files stay as they are; lists are long, so nothing is copied that is in order already. */
function close(children: OpenFolder): ContextFolder {
  let ordered = true;
  let last = '';
  for (const [name, { entry, open }] of children) {
    if (entry.type === 'directory') children.set(name, { entry, folder: open ? close(open) : ContextFolder.empty });
    ordered &&= last < name;
    last = name;
  }
  return ordered ? new ContextFolder(children) : ContextFolder.of(children);
}

function impliedFolder(path: string): ContextEntry {
  return { path, type: 'directory', size: 0 };
}

/** What changes at one path and below it. */
interface PathChange {
  own?: { readonly entry: ContextEntry | undefined };
  readonly inside: Map<string, PathChange>;
}

function note(root: PathChange, { path, entry }: ContextChange): void {
  let at = root;
  for (const name of path.split('/')) {
    let below = at.inside.get(name);
    if (!below) at.inside.set(name, (below = { inside: new Map() }));
    at = below;
  }
  at.own = { entry };
}

/** All changes of one folder at once: each of them alone would copy the folder's names. */
function changedFolder(folder: ContextFolder, prefix: string, inside: ReadonlyMap<string, PathChange>): ContextFolder {
  const children = new Map(folder.children);
  let grows = false;
  for (const [name, change] of inside) {
    const node = changedNode(children.get(name), prefix === '' ? name : `${prefix}/${name}`, change);
    grows ||= node !== undefined && !children.has(name);
    if (node) children.set(name, node);
    else children.delete(name);
  }
  return grows ? ContextFolder.of(children) : new ContextFolder(children);
}

/** The path itself first, then what is below it: a file may give way to a folder, or a folder to a file. */
function changedNode(known: ContextNode | undefined, path: string, { own, inside }: PathChange): ContextNode | undefined {
  const node = own ? ownNode(own.entry, known) : known;
  if (inside.size === 0 || (node && !node.folder && own)) return node;
  const folder = changedFolder(node?.folder ?? ContextFolder.empty, path, inside);
  const entry = node?.folder ? node.entry : impliedFolder(path);
  if (folder.children.size > 0) return { entry, folder };
  // A file stays where only something below it, which was never there, is taken away.
  if (!node?.folder) return node;
  return entry.mode === undefined ? undefined : { entry, folder };
}

function ownNode(entry: ContextEntry | undefined, known: ContextNode | undefined): ContextNode | undefined {
  if (!entry) return undefined;
  return entry.type === 'directory' ? { entry, folder: known?.folder ?? ContextFolder.empty } : { entry };
}
