import type { DockerGraph, GraphEdge, GraphNode, LayerNode } from '../../../server/protocol/graph';
import { sortNames } from '../../../server/protocol/nameOrder';
import {
  canOpen, moreId, mostContainersShown, orphansId, shelfId, shelfKinds, stepId,
  type HistoryForest, type HistoryItem, type ItemKind, type ShelfKind,
} from './items';

/** What lies on a node, in the order of a fresh drawing. */
interface Kin {
  readonly children: ReadonlyMap<string, readonly GraphNode[]>;
  /** Ids of nodes that lie on another one of the graph. */
  readonly resting: ReadonlySet<string>;
  compareKin(a: GraphNode, b: GraphNode): number;
}

/** Kinds of edges that make the trees; the others are shown for the selected node only. */
const treeEdges: ReadonlySet<GraphEdge['kind']> = new Set<GraphEdge['kind']>(['on', 'top', 'runs', 'belongs']);
const forestKinds: ReadonlySet<GraphNode['kind']> = new Set<GraphNode['kind']>(['layer', 'image', 'container']);

/**
 * Puts a graph's nodes into trees. Images stand before the layers that go on from the same segment; both go by name.
 * A node of a ring of edges, which no daemon has, is left out.
 * @param opened ids of segments, crowds (`more:…`) and drawers (`shelf:…`) that are open
 * @param wasShown whether a container was drawn before: of a crowd those stay
 */
export function makeForest(graph: DockerGraph, opened: ReadonlySet<string>, wasShown: (id: string) => boolean): HistoryForest {
  const kin = findKin(graph);
  const maker = new ForestMaker(kin, opened, wasShown);
  const shelves = shelfKinds.flatMap((kind) => maker.shelf(kind, graph.nodes.filter((node) => node.kind === kind)));
  const top = graph.nodes.filter((node) => forestKinds.has(node.kind) && !kin.resting.has(node.id));
  const isOrphan = (node: GraphNode): boolean => node.kind === 'container';
  const roots = top.filter((node) => !isOrphan(node)).sort(kin.compareKin).map((node) => maker.tree(node, undefined));
  const orphans = top.filter(isOrphan).sort(kin.compareKin);
  if (orphans.length > 0) {
    roots.push(maker.group(orphansId, 'orphans', orphans, true));
  }
  return { roots, shelves, items: maker.items };
}

class ForestMaker {
  readonly items = new Map<string, HistoryItem>();
  private readonly roots: HistoryItem[] = [];

  constructor(
    private readonly kin: Kin,
    private readonly opened: ReadonlySet<string>,
    private readonly wasShown: (id: string) => boolean,
  ) {}

  /** The tree of a node; with its own stack, as a chain of layers can be long. */
  tree(root: GraphNode, under: HistoryItem | undefined): HistoryItem {
    const made = this.item(root, under);
    const stack = [made];
    for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
      const end = this.addSteps(item);
      for (const child of this.shownChildren(item)) {
        if (!this.items.has(child.id)) {
          stack.push(this.item(child, end));
        }
      }
      this.addMore(item);
    }
    return made;
  }

  group(id: string, kind: ItemKind, nodes: readonly GraphNode[], open: boolean): HistoryItem {
    const made = this.add({ id, kind, count: nodes.length, children: [], level: 1, open: kind === 'shelf' ? open : undefined });
    if (open) {
      nodes.forEach((node) => this.tree(node, made));
    }
    return made;
  }

  /** Every Engine can have volumes and networks; only a swarm has the others. */
  shelf(kind: ShelfKind, nodes: readonly GraphNode[]): HistoryItem[] {
    const isAlways = kind === 'volume' || kind === 'network';
    return nodes.length === 0 && !isAlways
      ? []
      : [this.group(shelfId(kind), 'shelf', [...nodes].sort(this.kin.compareKin), this.opened.has(shelfId(kind)))];
  }

  private item(node: GraphNode, parent: HistoryItem | undefined): HistoryItem {
    const open = node.kind === 'layer' && canOpen(node) ? this.opened.has(node.id) : undefined;
    return this.add({ id: node.id, kind: node.kind, node, count: 1, parent, children: [], level: (parent?.level ?? 0) + 1, open });
  }

  private add(made: Omit<HistoryItem, 'siblings'>): HistoryItem {
    const siblings = made.parent?.children ?? this.roots;
    const item = { ...made, siblings };
    siblings.push(item);
    this.items.set(item.id, item);
    return item;
  }

  /** The single layers of an open segment follow it one after the other. Gives the last one, which carries what lies on them. */
  private addSteps(item: HistoryItem): HistoryItem {
    let end = item;
    if (item.node?.kind === 'layer' && item.open === true) {
      item.node.steps?.forEach((step, index) => {
        const level = item.level + 1;
        end = this.add({ id: stepId(item.id, index), kind: 'step', node: item.node, step, count: 1, parent: end, children: [], level });
      });
    }
    return end;
  }

  private shownChildren({ id, kind }: HistoryItem): readonly GraphNode[] {
    const children = this.kin.children.get(id) ?? [];
    const isCrowd = kind === 'image' && children.length > mostContainersShown && !this.opened.has(moreId(id));
    if (!isCrowd) {
      return children;
    }
    const before = children.filter((child) => this.wasShown(child.id));
    const chosen = new Set([...new Set([...before, ...children])].slice(0, mostContainersShown));
    return children.filter((child) => chosen.has(child));
  }

  private addMore(item: HistoryItem): void {
    const count = (this.kin.children.get(item.id)?.length ?? 0) - mostContainersShown;
    if (item.kind === 'image' && count > 0) {
      const id = moreId(item.id);
      this.add({ id, kind: 'more', count, parent: item, children: [], level: item.level + 1, open: this.opened.has(id) });
    }
  }
}

function findKin({ nodes, edges }: DockerGraph): Kin {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<string, GraphNode[]>();
  const resting = new Set<string>();
  for (const { from, to, kind } of edges) {
    const node = byId.get(from);
    if (treeEdges.has(kind) && node !== undefined && byId.has(to) && !resting.has(from)) {
      resting.add(from);
      const beside = children.get(to);
      if (beside === undefined) {
        children.set(to, [node]);
      } else {
        beside.push(node);
      }
    }
  }
  const ranks = firstRanks(nodes, children);
  const rankOf = ({ id }: GraphNode): number => ranks.get(id) ?? Infinity;
  const compareKin = (a: GraphNode, b: GraphNode): number =>
    Number(a.kind === 'layer') - Number(b.kind === 'layer') || rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1);
  children.forEach((kin) => kin.sort(compareKin));
  return { children, resting, compareKin };
}

/** An image without a tag comes after those that have one. */
function nameOf(node: GraphNode): string {
  return node.kind === 'image' ? (node.tags[0] ?? '') : node.label;
}

function isLayer(node: GraphNode): node is LayerNode {
  return node.kind === 'layer';
}

/** Where each node's name comes among all; a layer's is the first name of an image that needs it. Walks with its own stack. */
function firstRanks(nodes: readonly GraphNode[], children: ReadonlyMap<string, readonly GraphNode[]>): Map<string, number> {
  const named = nodes.filter((node) => node.kind !== 'layer');
  const places = new Map(sortNames(new Set(named.map(nameOf))).map((name, place) => [name, name === '' ? nodes.length : place]));
  const ranks = new Map(named.map((node) => [node.id, places.get(nameOf(node)) ?? nodes.length]));
  const entered = new Set<string>();
  const stack = nodes.filter(isLayer);
  for (let layer = stack.at(-1); layer !== undefined; layer = stack.at(-1)) {
    const above = children.get(layer.id) ?? [];
    if (!entered.has(layer.id)) {
      entered.add(layer.id);
      stack.push(...above.filter(isLayer).filter((child) => !entered.has(child.id)));
    } else {
      stack.pop();
      ranks.set(layer.id, above.reduce((first, { id }) => Math.min(first, ranks.get(id) ?? nodes.length), nodes.length));
    }
  }
  return ranks;
}
