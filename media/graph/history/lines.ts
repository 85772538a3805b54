import { branchGap, forkOffset, type Fork, type Placed } from './layout';

/** How softly a branch bends, in pixels. */
const bend = 10;

/** From what an item lies on to the item: straight in its row, or the last part of a branch. Left of the item's `x`. */
export function linkPath(below: Placed, above: Placed): string {
  const right = below.x + below.width;
  if (below.row === above.row) {
    return `M${right} ${below.y}H${above.x}`;
  }
  const fork = right + forkOffset;
  const towards = above.y > below.y ? -bend : bend;
  return `M${fork} ${above.y + towards}Q${fork} ${above.y} ${fork + bend} ${above.y}H${above.x}`;
}

/** The part that the branches of an item share: out of its right side, then up and down. */
export function forkPath({ from, top, bottom }: Fork): string {
  const right = from.x + from.width;
  const fork = right + forkOffset;
  const turn = (towards: 1 | -1, end: number): string => `M${right} ${from.y}H${fork - bend}Q${fork} ${from.y} ${fork} ${from.y + towards * bend}V${end - towards * bend}`;
  return (bottom > from.y ? turn(1, bottom) : '') + (top < from.y ? turn(-1, top) : '');
}

/** The whole way from the root of a tree to one of its items, as one line from item to item. */
export function chainPath(chain: readonly Placed[]): string {
  return chain.slice(1).map((above, index) => {
    const below = chain[index] as Placed;
    return below.row === above.row ? linkPath(below, above) : forkPath({ from: below, top: Math.min(below.y, above.y), bottom: Math.max(below.y, above.y) }) + linkPath(below, above);
  }).join('');
}

/** Between two items that do not lie on one another: a soft curve, from whichever side is nearer. */
export function relationPath(a: Placed, b: Placed): string {
  const [left, right] = a.x + a.width <= b.x ? [a, b] : b.x + b.width <= a.x ? [b, a] : [a, undefined];
  if (right === undefined) {
    const reach = Math.max(a.x + a.width, b.x + b.width) + branchGap;
    return `M${a.x + a.width} ${a.y}C${reach} ${a.y} ${reach} ${b.y} ${b.x + b.width} ${b.y}`;
  }
  const start = left.x + left.width;
  const reach = Math.max(branchGap, (right.x - start) / 2);
  return `M${start} ${left.y}C${start + reach} ${left.y} ${right.x - reach} ${right.y} ${right.x} ${right.y}`;
}
