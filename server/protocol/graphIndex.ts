import type { DockerGraph, GraphEdgeKind, GraphNode } from './graph';

/** A graph's nodes by id, and what each points at and is pointed at by. */
export interface GraphIndex {
  node(id: string): GraphNode | undefined;
  /** The node of this id, where it is of this kind. */
  nodeOfKind<Kind extends GraphNode['kind']>(id: string, kind: Kind): Extract<GraphNode, { kind: Kind }> | undefined;
  nodesOfKind<Kind extends GraphNode['kind']>(kind: Kind): readonly Extract<GraphNode, { kind: Kind }>[];
  /** Ids that the node's edges of this kind lead to, sorted. */
  from(id: string, kind: GraphEdgeKind): readonly string[];
  /** Ids of nodes whose edges of this kind lead here, sorted. */
  to(id: string, kind: GraphEdgeKind): readonly string[];
  /** The segments that an image consists of, its base first. Ends where an edge leads back. */
  layersOf(image: string): readonly string[];
}

/** Takes time in proportion to the graph once; each question after that costs next to nothing. */
export function indexGraph(graph: DockerGraph): GraphIndex {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const outward = new Map<string, string[]>();
  const inward = new Map<string, string[]>();
  for (const { from, to, kind } of graph.edges) {
    add(outward, `${kind} ${from}`, to);
    add(inward, `${kind} ${to}`, from);
  }
  const index: GraphIndex = {
    node: (id) => nodes.get(id),
    nodeOfKind: (id, kind) => {
      const node = nodes.get(id);
      return node !== undefined && isOfKind(node, kind) ? node : undefined;
    },
    nodesOfKind: (kind) => graph.nodes.filter((node) => isOfKind(node, kind)),
    from: (id, kind) => outward.get(`${kind} ${id}`) ?? [],
    to: (id, kind) => inward.get(`${kind} ${id}`) ?? [],
    layersOf: (image) => {
      const seen = new Set<string>();
      for (let layer = index.from(image, 'top')[0]; layer !== undefined && !seen.has(layer); layer = index.from(layer, 'on')[0]) {
        seen.add(layer);
      }
      return [...seen].reverse();
    },
  };
  return index;
}

function isOfKind<Kind extends GraphNode['kind']>(node: GraphNode, kind: Kind): node is Extract<GraphNode, { kind: Kind }> {
  return node.kind === kind;
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}
