import type { GraphEdge, GraphEdgeKind } from '../../protocol/graph';

/** Kinds that are drawn from what is needed to what needs it, so that base layers stand left and containers right. */
const reversed: ReadonlySet<GraphEdgeKind> = new Set(['on', 'top', 'runs', 'belongs']);

/** Kinds that say only that two belong together. */
const loose: ReadonlySet<GraphEdgeKind> = new Set(['mounts', 'joins', 'placed']);

/** How a picture draws an edge. */
export interface PictureEdge {
  readonly left: string;
  readonly right: string;
  readonly isLoose: boolean;
}

/** An edge of the graph points at what is needed; pictures run from the base to what is built on it, and on to what that uses. */
export function pictureEdge({ from, to, kind }: GraphEdge): PictureEdge {
  return reversed.has(kind) ? { left: to, right: from, isLoose: false } : { left: from, right: to, isLoose: loose.has(kind) };
}
