import type { GraphTreeItem } from '../../../server/protocol/graphTree';

/** One line of the list, as WAI-ARIA's tree pattern describes it. */
export interface TreeRow {
  readonly item: GraphTreeItem;
  /** The way to it from its root; a node that stands in two places has two keys. */
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** From 1, among `size` brothers. */
  readonly position: number;
  readonly size: number;
  /** Undefined where there is nothing below it. */
  readonly open?: boolean;
}

/** How deep a tree is followed: one that leads back to itself ends here. */
const deepest = 12;

/**
 * The lines that can be seen: below what is open. With `matches` only the lines of these nodes and what leads to them; all of
 * it is then open, except what was closed.
 */
export function visibleRows(roots: readonly GraphTreeItem[], isOpen: (key: string, item: GraphTreeItem) => boolean | undefined, matches?: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const leads = matches === undefined ? () => true : leadsTo(matches);
  const walk = (items: readonly GraphTreeItem[], path: string, level: number): void => {
    const shown = items.filter((item) => leads(item, level));
    shown.forEach((item, index) => {
      const key = `${path}/${item.key}`;
      const hasChildren = level < deepest && item.hasChildren && (matches === undefined || item.children().some((child) => leads(child, level + 1)));
      const open = hasChildren ? (isOpen(key, item) ?? matches !== undefined) : undefined;
      rows.push({ item, key, level, position: index + 1, size: shown.length, open });
      if (open === true) {
        walk(item.children(), key, level + 1);
      }
    });
  };
  walk(roots, '', 1);
  return rows;
}

/**
 * The keys of what must be open for a node to be seen, outermost first, and the node's own key last; undefined where it is
 * nowhere. Of several places the outermost one is meant: there a node stands for itself, not for who uses it.
 */
export function wayTo(roots: readonly GraphTreeItem[], node: string): readonly string[] | undefined {
  let level: { readonly items: readonly GraphTreeItem[]; readonly way: readonly string[] }[] = [{ items: roots, way: [] }];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { items, way } of level) {
      for (const item of items) {
        const own = [...way, `${way.at(-1) ?? ''}/${item.key}`];
        if (item.node === node) {
          return own;
        }
        if (item.hasChildren) {
          next.push({ items: item.children(), way: own });
        }
      }
    }
    level = next;
  }
  return undefined;
}

function leadsTo(matches: ReadonlySet<string>): (item: GraphTreeItem, level: number) => boolean {
  const known = new Map<GraphTreeItem, boolean>();
  const leads = (item: GraphTreeItem, level: number): boolean => {
    const before = known.get(item);
    if (before !== undefined) {
      return before;
    }
    const found = (item.node !== undefined && matches.has(item.node)) || (level < deepest && item.children().some((child) => leads(child, level + 1)));
    known.set(item, found);
    return found;
  };
  return leads;
}
