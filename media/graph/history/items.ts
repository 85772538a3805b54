import type { GraphNode, LayerNode, LayerStep } from '../../../server/protocol/graph';

/** One thing that the drawing shows: a node of the graph, a single layer of an open segment, or something that opens. */
export interface HistoryItem {
  /** The node's id; `ID#3` for the fourth layer of a segment; `more:ID` and `shelf:KIND` for what opens and is no node. */
  readonly id: string;
  readonly kind: ItemKind;
  /** The node that is selected with it; undefined where it is none. */
  readonly node?: GraphNode;
  /** Only of a single layer. */
  readonly step?: LayerStep;
  /** What it stands for where it is no node: hidden containers, or what lies in a drawer. */
  readonly count: number;
  readonly parent?: HistoryItem;
  readonly children: HistoryItem[];
  /** All that lie on the same, or all roots, itself among them. */
  readonly siblings: readonly HistoryItem[];
  /** 1 for a root. */
  readonly level: number;
  /** Undefined where there is nothing to open. */
  readonly open?: boolean;
}

export type ItemKind = Exclude<GraphNode['kind'], 'layer'> | 'layer' | 'step' | 'more' | 'shelf' | 'orphans';

/** The kinds that have a drawer of their own above the forest, from left to right. */
export const shelfKinds = ['volume', 'network', 'machine', 'service'] as const;
export type ShelfKind = (typeof shelfKinds)[number];

/** What is drawn of a graph: trees of layers, images and containers, and drawers with the rest. */
export interface HistoryForest {
  readonly roots: readonly HistoryItem[];
  readonly shelves: readonly HistoryItem[];
  /** All of it, by id; what a closed segment, drawer or crowd hides is not in it. */
  readonly items: ReadonlyMap<string, HistoryItem>;
}

/** How many containers of one image are drawn before the rest is one item that opens. */
export const mostContainersShown = 12;

export const moreId = (image: string): string => `more:${image}`;
export const shelfId = (kind: ShelfKind): string => `shelf:${kind}`;
export const orphansId = 'orphans:';
export const stepId = (layer: string, index: number): string => `${layer}#${index}`;

/** A segment opens when it is known what made its layers. */
export function canOpen(layer: LayerNode): boolean {
  return layer.steps !== undefined && layer.steps.length > 0;
}

/** The item and what lies below it in the tree, parents first. Walks with its own stack: chains are long. */
export function* withDescendants(start: HistoryItem): Generator<HistoryItem> {
  const stack = [start];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    yield item;
    for (let index = item.children.length - 1; index >= 0; index -= 1) {
      stack.push(item.children[index] as HistoryItem);
    }
  }
}

/** What it lies on, nearest first. */
export function* ancestors(item: HistoryItem): Generator<HistoryItem> {
  for (let above = item.parent; above !== undefined; above = above.parent) {
    yield above;
  }
}
