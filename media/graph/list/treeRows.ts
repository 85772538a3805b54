import type { OutlineItem } from '../../../server/protocol/drawing';

/** A tree of which only the opened part is asked for. */
export interface TreeSource {
  readonly roots: readonly OutlineItem[];
  childrenOf(item: OutlineItem): readonly OutlineItem[];
}

/** One line of the list, as WAI-ARIA's tree pattern describes it. */
export interface TreeRow {
  readonly item: OutlineItem;
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

/** How deep a tree is followed: a source that leads back to itself ends here. */
const deepest = 12;

/**
 * The lines that can be seen: below what is open. With `matches` only the lines of these nodes and what leads to them; all of
 * it is then open, except what was closed.
 */
export function visibleRows(source: TreeSource, isOpen: (key: string, item: OutlineItem) => boolean | undefined, matches?: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const leads = matches === undefined ? () => true : leadsTo(source, matches);
  const walk = (items: readonly OutlineItem[], path: string, level: number): void => {
    const shown = items.flatMap((item, index) => (leads(item, level) ? [{ item, key: `${path}/${item.node ?? index}` }] : []));
    shown.forEach(({ item, key }, index) => {
      const below = level >= deepest ? [] : source.childrenOf(item).filter((child) => leads(child, level + 1));
      const open = below.length === 0 ? undefined : (isOpen(key, item) ?? matches !== undefined);
      rows.push({ item, key, level, position: index + 1, size: shown.length, open });
      if (open === true) {
        walk(below, key, level + 1);
      }
    });
  };
  walk(source.roots, '', 1);
  return rows;
}

/** The keys of what must be open for a node to be seen, outermost first, and the node's own key last; undefined where it is nowhere. */
export function wayTo(source: TreeSource, node: string): readonly string[] | undefined {
  const find = (items: readonly OutlineItem[], path: string, level: number): readonly string[] | undefined => {
    for (const [index, item] of items.entries()) {
      const key = `${path}/${item.node ?? index}`;
      const below = item.node === node ? [] : level >= deepest ? undefined : find(source.childrenOf(item), key, level + 1);
      if (below !== undefined) {
        return [key, ...below];
      }
    }
    return undefined;
  };
  return find(source.roots, '', 1);
}

function leadsTo(source: TreeSource, matches: ReadonlySet<string>): (item: OutlineItem, level: number) => boolean {
  const known = new Map<OutlineItem, boolean>();
  const leads = (item: OutlineItem, level: number): boolean => {
    const before = known.get(item);
    if (before !== undefined) {
      return before;
    }
    const found = (item.node !== undefined && matches.has(item.node)) || (level < deepest && source.childrenOf(item).some((child) => leads(child, level + 1)));
    known.set(item, found);
    return found;
  };
  return leads;
}
