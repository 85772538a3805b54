import type { DockerGraph } from '../../protocol/graph';
import { edgeKey } from '../../protocol/applyGraphUpdate';
import type { GraphPatch } from '../../protocol/graphUpdate';

/** What a patch says of nodes and edges. */
export type GraphDifference = Pick<GraphPatch, 'nodes' | 'removed' | 'edges' | 'removedEdges'>;

/**
 * What turns one graph into another, in the order of the graphs. Takes time in proportion to their size: nodes and edges
 * are looked up by their names, and objects that both graphs hold are not compared.
 */
export function graphDiff(before: DockerGraph, after: DockerGraph): GraphDifference {
  const nodesBefore = new Map(before.nodes.map((node) => [node.id, node]));
  const nodesAfter = new Set(after.nodes.map(({ id }) => id));
  const edgesBefore = new Set(before.edges.map(edgeKey));
  const edgesAfter = new Set(after.edges.map(edgeKey));
  return {
    nodes: after.nodes.filter((node) => !isSame(nodesBefore.get(node.id), node)),
    removed: before.nodes.filter(({ id }) => !nodesAfter.has(id)).map(({ id }) => id),
    edges: after.edges.filter((edge) => !edgesBefore.has(edgeKey(edge))),
    removedEdges: before.edges.filter((edge) => !edgesAfter.has(edgeKey(edge))),
  };
}

/** True where a patch would change nothing. */
export function isNoDifference({ nodes, removed, edges, removedEdges }: GraphDifference): boolean {
  return nodes.length + removed.length + edges.length + removedEdges.length === 0;
}

/** Compares plain data by its content; a key that is missing is as good as one without a value. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) {
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  const [first, second] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const isNothing = (key: string): boolean => key in first || second[key] === undefined;
  return Object.keys(first).every((key) => isSame(first[key], second[key])) && Object.keys(second).every(isNothing);
}
