import type { DockerGraph } from '../../../server/protocol/graph';
import type { HistoryItem } from './items';
import type { Layout, Placed } from './layout';

/** How many rows the page keys go. */
const pageRows = 10;

/** The child of each item that was visited last, so that the way back is the way that one came. */
export type LastVisited = ReadonlyMap<string, string>;

/** Where a key leads from an item; undefined where it leads nowhere or is not a key of ours. */
export function neighbour(layout: Layout, id: string, key: string, visited: LastVisited): string | undefined {
  const placed = layout.placed.get(id);
  if (placed === undefined) {
    return undefined;
  }
  switch (key) {
    case 'ArrowRight':
      return childOf(placed.item, visited)?.id;
    case 'ArrowLeft':
      return placed.item.parent?.id;
    case 'ArrowUp':
    case 'ArrowDown':
    case 'PageUp':
    case 'PageDown':
      return inOtherRow(layout, placed, key.endsWith('Up') ? -1 : 1, key.startsWith('Page') ? pageRows : 1)?.item.id;
    case 'Home':
    case 'End':
      return endOf(layout, key === 'Home' ? 0 : -1);
    default:
      return undefined;
  }
}

/** All items as they are read: row by row, from left to right. */
export function inReadingOrder(layout: Layout): Placed[] {
  return sortedRows(layout).flatMap((row) => layout.rows.get(row) ?? []);
}

/** The matches of a search as they are read; those of the graph that something closed hides come last. */
export function matchesInOrder(layout: Layout, graph: DockerGraph, matches: ReadonlySet<string>): string[] {
  const hidden = graph.nodes.filter(({ id }) => !layout.placed.has(id));
  return [...inReadingOrder(layout).map(({ item }) => item), ...hidden].map(({ id }) => id).filter((id) => matches.has(id));
}

/** The item at a point of the picture; undefined between items. */
export function itemAt(layout: Layout, x: number, y: number, rowHeight: number, itemHeight: number): Placed | undefined {
  const row = Math.round(y / rowHeight);
  return Math.abs(y - row * rowHeight) > itemHeight / 2
    ? undefined
    : layout.rows.get(row)?.find((placed) => placed.x <= x && x <= placed.x + placed.width);
}

function childOf({ id, children }: HistoryItem, visited: LastVisited): HistoryItem | undefined {
  const last = visited.get(id);
  return children.find((child) => child.id === last) ?? children[0];
}

/** The item of another row that is nearest to the left side of this one. */
function inOtherRow(layout: Layout, from: Placed, direction: 1 | -1, distance: number): Placed | undefined {
  const rows = sortedRows(layout);
  const index = rows.indexOf(from.row);
  const at = Math.min(rows.length - 1, Math.max(0, index + direction * distance));
  const others = at === index ? [] : (layout.rows.get(rows[at] as number) ?? []);
  const away = (placed: Placed): number => Math.abs(placed.x - from.x);
  return others.reduce<Placed | undefined>((nearest, placed) => (nearest === undefined || away(placed) < away(nearest) ? placed : nearest), undefined);
}

function endOf(layout: Layout, at: 0 | -1): string | undefined {
  const row = sortedRows(layout).at(at);
  return row === undefined ? undefined : layout.rows.get(row)?.at(at)?.item.id;
}

function sortedRows({ rows }: Layout): number[] {
  return [...rows.keys()].sort((a, b) => a - b);
}
