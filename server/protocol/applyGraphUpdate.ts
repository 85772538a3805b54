import type { GraphEdge, GraphNode, GraphState } from './graph';
import type { GraphPatch, GraphUpdate } from './graphUpdate';

/** The order of kinds in a graph. */
export const kindOrder: Readonly<Record<GraphNode['kind'], number>> = {
  layer: 0,
  image: 1,
  container: 2,
  volume: 3,
  network: 4,
  service: 5,
  task: 6,
  machine: 7,
};

/** Nodes by kind and id, both by code unit: the same in every locale. */
export function compareNodes(a: GraphNode, b: GraphNode): number {
  return kindOrder[a.kind] - kindOrder[b.kind] || compare(a.id, b.id);
}

/** Edges by their ends, then by kind. */
export function compareEdges(a: GraphEdge, b: GraphEdge): number {
  return compare(a.from, b.from) || compare(a.to, b.to) || compare(a.kind, b.kind);
}

/** Names an edge: two nodes have at most one of each kind. */
export function edgeKey({ from, to, kind }: GraphEdge): string {
  return `${kind} ${from} ${to}`;
}

/**
 * The state after an update. A patch changes `state`, which is the one before it; nodes that did not change stay the same
 * objects. Who lacks the state before must ask for the whole one: a patch of nothing gives its own nodes only.
 */
export function applyGraphUpdate(state: GraphState | undefined, update: GraphUpdate): GraphState {
  return update.kind === 'whole' ? update.state : applyPatch(state, update);
}

function applyPatch(before: GraphState | undefined, patch: GraphPatch): GraphState {
  const nodes = new Map((before?.graph?.nodes ?? []).map((node) => [node.id, node]));
  const edges = new Map((before?.graph?.edges ?? []).map((edge) => [edgeKey(edge), edge]));
  patch.removed.forEach((id) => nodes.delete(id));
  patch.nodes.forEach((node) => nodes.set(node.id, node));
  patch.removedEdges.forEach((edge) => edges.delete(edgeKey(edge)));
  patch.edges.forEach((edge) => edges.set(edgeKey(edge), edge));
  const graph = { ...patch.state.graph, nodes: [...nodes.values()].sort(compareNodes), edges: [...edges.values()].sort(compareEdges) };
  return { ...patch.state, graph };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
