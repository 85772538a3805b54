import type { DockerGraph, GraphEdge, GraphNode, GraphState } from './graph';

/**
 * How a live graph travels: the whole state first, then what differs. Numbers count up by one; who gets a patch whose
 * `number` does not follow its own asks for the whole state (`graphWatch` with `refresh`).
 */
export type GraphUpdate = WholeGraph | GraphPatch;

export interface WholeGraph {
  readonly kind: 'whole';
  readonly number: number;
  readonly state: GraphState;
}

export interface GraphPatch {
  readonly kind: 'patch';
  readonly number: number;
  /** The new state without nodes and edges. */
  readonly state: Omit<GraphState, 'graph'> & { readonly graph: Omit<DockerGraph, 'nodes' | 'edges'> };
  /** Nodes that are new or differ. */
  readonly nodes: readonly GraphNode[];
  /** Ids of nodes that are gone. */
  readonly removed: readonly string[];
  /** New and gone edges. */
  readonly edges: readonly GraphEdge[];
  readonly removedEdges: readonly GraphEdge[];
}
