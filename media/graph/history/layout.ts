import { shelfKinds, type HistoryForest, type HistoryItem, type ItemKind } from './items';
import { keptRows, tidyRows, type RowsBefore, type RowSpace } from './rows';

/** An item's place. All lengths are in pixels at scale 1; `y` is the middle. */
export interface Placed {
  readonly item: HistoryItem;
  readonly x: number;
  readonly y: number;
  readonly row: number;
  readonly width: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Layout {
  readonly placed: ReadonlyMap<string, Placed>;
  /** What is in each row, from left to right. */
  readonly rows: ReadonlyMap<number, readonly Placed[]>;
  /** Where branches leave a node: the node, and its children that are not in its row. */
  readonly forks: readonly Fork[];
  readonly bounds: Bounds;
}

export interface Fork {
  readonly from: Placed;
  readonly top: number;
  readonly bottom: number;
}

export const rowHeight = 44;
export const itemHeight = 34;
/** Between an item and what lies on it, and between the layers of an open segment. */
export const branchGap = 38;
const stepGap = 10;
/** How far right of an item its branches leave. */
export const forkOffset = 16;

const widths: Readonly<Record<ItemKind, number>> = {
  layer: 164, step: 232, image: 232, container: 232, more: 132, shelf: 168, orphans: 168,
  volume: 232, network: 232, machine: 232, service: 232, task: 232,
};
const drawerWidth = 276;
/** The drawers' row above the forest; what they hold stands above them. */
const shelfRow = -2;

/**
 * Lays out afresh, or keeps what was there in its place (`before`): then only what is new or lies on something new moves.
 * Where most of what was there is gone, everything is laid out afresh.
 */
export function layOut(forest: HistoryForest, before?: Layout): Layout {
  const kept = before === undefined || isOther(forest, before) ? undefined : rowsOf(before);
  const spaces: RowSpace[] = [
    { roots: forest.roots, first: 0, direction: 1, gap: 1 },
    ...forest.shelves.map(({ children }): RowSpace => ({ roots: children, first: shelfRow - 1, direction: -1, gap: 0 })),
  ];
  const rows = spaces.map((space) => (kept === undefined ? tidyRows(space) : keptRows(space, kept)));
  const places = new Map<string, Placed>();
  const place = (item: HistoryItem, x: number, row: number): void => {
    places.set(item.id, { item, x, row, y: row * rowHeight, width: widths[item.kind] });
  };
  forest.shelves.forEach((shelf) => place(shelf, drawerOf(shelf) * drawerWidth, shelfRow));
  rows.forEach((ofSpace) => [...ofSpace.keys()].forEach((id) => {
    const item = forest.items.get(id);
    // Rows of kept items come before those of new ones, so what an item lies on may have no place yet.
    if (item !== undefined && !places.has(id)) {
      placeChain(item, places, (one) => place(one, leftOf(one, places), ofSpace.get(one.id) ?? 0));
    }
  }));
  return { placed: places, rows: byRow(places), forks: forksOf(places), bounds: boundsOf(places) };
}

/** Places an item after everything that it lies on. */
function placeChain(item: HistoryItem, places: ReadonlyMap<string, Placed>, place: (item: HistoryItem) => void): void {
  const chain = [item];
  for (let below = item.parent; below !== undefined && !places.has(below.id); below = below.parent) {
    chain.push(below);
  }
  chain.reverse().forEach(place);
}

function leftOf({ kind, parent }: HistoryItem, places: ReadonlyMap<string, Placed>): number {
  const below = parent === undefined ? undefined : places.get(parent.id);
  if (below === undefined || below.item.kind === 'shelf') {
    return below?.x ?? 0;
  }
  return below.x + below.width + (kind === 'step' ? stepGap : branchGap);
}

function drawerOf({ children, id }: HistoryItem): number {
  return Math.max(0, shelfKinds.findIndex((kind) => id === `shelf:${kind}` || children[0]?.kind === kind));
}

/** Whether fewer than half of the layers, images and containers that were drawn are still there. */
function isOther(forest: HistoryForest, { placed }: Layout): boolean {
  const before = [...placed.values()].filter(({ item: { kind } }) => kind === 'layer' || kind === 'image' || kind === 'container');
  return before.filter(({ item }) => forest.items.has(item.id)).length * 2 < before.length || before.length === 0;
}

function rowsOf({ placed }: Layout): RowsBefore {
  return {
    rows: new Map([...placed].map(([id, { row }]) => [id, row])),
    parents: new Map([...placed].map(([id, { item }]) => [id, item.parent?.id])),
  };
}

function byRow(places: ReadonlyMap<string, Placed>): Map<number, Placed[]> {
  const rows = new Map<number, Placed[]>();
  for (const placed of places.values()) {
    const row = rows.get(placed.row);
    if (row === undefined) {
      rows.set(placed.row, [placed]);
    } else {
      row.push(placed);
    }
  }
  rows.forEach((row) => row.sort((a, b) => a.x - b.x));
  return rows;
}

function forksOf(places: ReadonlyMap<string, Placed>): Fork[] {
  const forks: Fork[] = [];
  for (const from of places.values()) {
    const heights = from.item.kind === 'shelf' ? [] : from.item.children.map(({ id }) => places.get(id)?.y ?? from.y);
    const top = heights.reduce((least, y) => Math.min(least, y), from.y);
    const bottom = heights.reduce((most, y) => Math.max(most, y), from.y);
    if (top !== bottom) {
      forks.push({ from, top, bottom });
    }
  }
  return forks;
}

function boundsOf(places: ReadonlyMap<string, Placed>): Bounds {
  const bounds = { left: 0, top: 0, right: 1, bottom: 1 };
  for (const { x, y, width } of places.values()) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + width);
    bounds.top = Math.min(bounds.top, y - itemHeight / 2);
    bounds.bottom = Math.max(bounds.bottom, y + itemHeight / 2);
  }
  return bounds;
}
