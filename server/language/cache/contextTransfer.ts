import { ContextFolder, type ContextNode } from '../context/contextFolder';
import { ContextTree } from '../context/contextTree';
import type { FilteredContext } from '../context/ignoredEntries';

/**
 * What the builder has after a transfer. The daemon keeps a copy of the context and gets only what changed. A folder
 * that is already there is never compared, so a changed mode of it is not noticed: the second build sees the folder as
 * the first one sent it.
 * @param before what the builder had; undefined before the first build.
 */
export function transferContext(before: ContextTree | undefined, filtered: FilteredContext): FilteredContext {
  const root = before ? keepModes(before.root, filtered.sent.root) : filtered.sent.root;
  if (root === filtered.sent.root) return filtered;
  return {
    whole: filtered.whole,
    sent: new ContextTree(root),
    ignore: filtered.ignore,
    get ignored() {
      return filtered.ignored;
    },
  };
}

/** Folders with one digest have the same modes below them. */
function keepModes(before: ContextFolder, after: ContextFolder): ContextFolder {
  if (before === after || before.digest === after.digest) return after;
  let unchanged = true;
  const children = [...after.children].map(([name, node]): [string, ContextNode] => {
    const known = before.children.get(name);
    if (!node.folder || !known?.folder) return [name, node];
    const folder = keepModes(known.folder, node.folder);
    const kept = known.entry.mode === node.entry.mode ? node.entry : { ...node.entry, mode: known.entry.mode };
    if (folder === node.folder && kept === node.entry) return [name, node];
    unchanged = false;
    return [name, { entry: kept, folder }];
  });
  return unchanged ? after : new ContextFolder(new Map(children));
}
