import { rowHeight, type Bounds, type Fork, type Layout, type Placed } from './layout';

export const nothing: Bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** What of a layout lies in an area. */
export function visible(layout: Layout, { left, top, right, bottom }: Bounds): Placed[] {
  const found: Placed[] = [];
  for (let row = Math.floor(top / rowHeight); row <= Math.ceil(bottom / rowHeight); row += 1) {
    found.push(...(layout.rows.get(row) ?? []).filter(({ x, width }) => x + width >= left && x - rowHeight <= right));
  }
  return found;
}

export function grown({ left, top, right, bottom }: Bounds, by: number): Bounds {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

export function holds(outer: Bounds, inner: Bounds): boolean {
  return outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom;
}

/** Whether the shared part of branches passes through an area. */
export function isForkIn({ from, top, bottom }: Fork, area: Bounds): boolean {
  const x = from.x + from.width;
  return bottom >= area.top && top <= area.bottom && x >= area.left - rowHeight && x <= area.right;
}
