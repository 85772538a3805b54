import { withDescendants, type HistoryItem } from './items';

/** Trees that share rows, and where their rows begin; the forest grows downwards, a drawer upwards. */
export interface RowSpace {
  readonly roots: readonly HistoryItem[];
  readonly first: number;
  readonly direction: 1 | -1;
  /** Rows left free below a tree of more than one row. */
  readonly gap: number;
}

/** The drawing before: in which row an item was, and what it lay on. */
export interface RowsBefore {
  readonly rows: ReadonlyMap<string, number>;
  readonly parents: ReadonlyMap<string, string | undefined>;
}

/** A fresh drawing: each leaf has a row, and what it lies on stands in the row of its first child. */
export function tidyRows({ roots, first, direction, gap }: RowSpace): Map<string, number> {
  const rows = new Map<string, number>();
  let next = first;
  for (const root of inDirection(roots, direction)) {
    const begun = next;
    for (const item of withDescendants(root)) {
      const isFirst = item !== root && item.parent?.children[0] === item;
      rows.set(item.id, isFirst ? (rows.get(item.parent?.id ?? '') as number) : next);
      next += isFirst ? 0 : direction;
    }
    next += next - begun === direction ? 0 : gap * direction;
  }
  return rows;
}

/**
 * An updated drawing. Whatever lies on what it lay on before keeps its row. A row belongs to one chain of items that lie on
 * one another, so that nothing can overlap when a chain gets longer: what is new takes the row of what it lies on where that
 * is free, else the nearest free row; a new tree comes last.
 */
export function keptRows(space: RowSpace, before: RowsBefore): Map<string, number> {
  const order = new TreeOrder(inDirection(space.roots, space.direction));
  const chart = new RowChart(space, order);
  const fresh: HistoryItem[] = [];
  const kept = new Set<HistoryItem>();
  for (const item of order.items) {
    const row = before.rows.get(item.id);
    if (row !== undefined && order.liesAsBefore(item, kept, before) && chart.fits(item, row)) {
      kept.add(item);
      chart.put(item, row);
    } else {
      fresh.push(item);
    }
  }
  fresh.forEach((item) => chart.put(item, chart.rowFor(item)));
  return chart.rows;
}

/** A drawer fills from below, so that it reads from above. */
function inDirection(roots: readonly HistoryItem[], direction: 1 | -1): readonly HistoryItem[] {
  return direction === 1 ? roots : [...roots].reverse();
}

/** The items of a space, parents first, and who lies on whom. */
class TreeOrder {
  readonly items: readonly HistoryItem[];
  private readonly entered = new Map<string, number>();
  private readonly left = new Map<string, number>();

  constructor(roots: readonly HistoryItem[]) {
    this.items = roots.flatMap((root) => [...withDescendants(root)]);
    this.items.forEach(({ id }, index) => this.entered.set(id, index));
    for (let index = this.items.length - 1; index >= 0; index -= 1) {
      const { id, children } = this.items[index] as HistoryItem;
      const last = children.at(-1);
      this.left.set(id, last === undefined ? index : (this.left.get(last.id) ?? index));
    }
  }

  areOneChain(a: HistoryItem, b: HistoryItem): boolean {
    return this.holds(a, b) || this.holds(b, a);
  }

  /** Whether an item lies on the same as before, apart from what came or went between them. */
  liesAsBefore(item: HistoryItem, kept: ReadonlySet<HistoryItem>, { rows, parents }: RowsBefore): boolean {
    let now = item.parent;
    while (now !== undefined && this.entered.has(now.id) && !rows.has(now.id)) {
      now = now.parent;
    }
    let old = parents.get(item.id);
    while (old !== undefined && !this.entered.has(old)) {
      old = parents.get(old);
    }
    const below = now !== undefined && this.entered.has(now.id) ? now : undefined;
    return below?.id === old && (below === undefined || kept.has(below));
  }

  private holds(ancestor: HistoryItem, item: HistoryItem): boolean {
    const at = this.entered.get(item.id) ?? -1;
    return at >= (this.entered.get(ancestor.id) ?? Infinity) && at <= (this.left.get(ancestor.id) ?? -1);
  }
}

/** Which items are in which row. */
class RowChart {
  readonly rows = new Map<string, number>();
  private readonly chains = new Map<number, HistoryItem[]>();
  /** The first row after all that are taken. */
  private end: number;

  constructor(
    private readonly space: RowSpace,
    private readonly order: TreeOrder,
  ) {
    this.end = space.first;
  }

  put(item: HistoryItem, row: number): void {
    const chain = this.chains.get(row);
    if (chain === undefined) {
      this.chains.set(row, [item]);
    } else {
      chain.push(item);
    }
    this.rows.set(item.id, row);
    const { direction } = this.space;
    this.end = direction === 1 ? Math.max(this.end, row + 1) : Math.min(this.end, row - 1);
  }

  fits(item: HistoryItem, row: number): boolean {
    return (this.chains.get(row) ?? []).every((other) => this.order.areOneChain(item, other));
  }

  /** The row for an item that is new; what it lies on has one already. */
  rowFor(item: HistoryItem): number {
    const below = item.parent === undefined ? undefined : this.rows.get(item.parent.id);
    const above = item.children.map(({ id }) => this.rows.get(id));
    const straight = [below, ...above].find((row) => row !== undefined && this.fits(item, row));
    if (straight !== undefined) {
      return straight;
    }
    return item.parent === undefined || below === undefined ? this.rowForTree(item) : this.nearestFree(this.lastSibling(item) ?? below);
  }

  /** A new tree comes where free rows are enough for it and for a free row on both sides, else last. */
  private rowForTree(root: HistoryItem): number {
    const { first, direction, gap } = this.space;
    if (direction === -1) {
      return this.nearestFree(first + 1);
    }
    const wanted = [...withDescendants(root)].filter(({ children }) => children.length === 0).length + 2 * gap;
    for (let row = first, free = 0; row < this.end; row += 1) {
      free = this.chains.has(row) ? 0 : free + 1;
      if (free === wanted) {
        return row - wanted + 1 + gap;
      }
    }
    return this.chains.size === 0 ? first : this.end + gap;
  }

  private lastSibling(item: HistoryItem): number | undefined {
    const siblings = item.parent?.children ?? [];
    for (let index = siblings.indexOf(item) - 1; index >= 0; index -= 1) {
      const row = this.rows.get((siblings[index] as HistoryItem).id);
      if (row !== undefined) {
        return row;
      }
    }
    return undefined;
  }

  private nearestFree(anchor: number): number {
    const { first, direction } = this.space;
    for (let distance = 1; ; distance += 1) {
      const candidates = [anchor + distance * direction, anchor - distance * direction];
      const free = candidates.find((row) => (row - first) * direction >= 0 && !this.chains.has(row));
      if (free !== undefined) {
        return free;
      }
    }
  }
}
