import type { DockerGraph, GraphEdgeKind, GraphNode, LayerNode } from '../../../protocol/graph';
import { indexGraph, type GraphIndex as IndexOfIds } from '../../../protocol/graphIndex';

/** The nodes that a node needs, and those that need it. */
export class GraphIndex {
  private readonly ids: IndexOfIds;

  constructor(graph: DockerGraph) {
    this.ids = indexGraph(graph);
  }

  get(id: string): GraphNode | undefined {
    return this.ids.node(id);
  }

  /** What the node needs, by the kind of edge. */
  from(id: string, kind: GraphEdgeKind): readonly GraphNode[] {
    return this.present(this.ids.from(id, kind));
  }

  /** What needs the node. */
  to(id: string, kind: GraphEdgeKind): readonly GraphNode[] {
    return this.present(this.ids.to(id, kind));
  }

  /** The segments of layers from the base up to the one that an image or a segment ends in. */
  chain(id: string): readonly LayerNode[] {
    const own = this.get(id);
    const chain: LayerNode[] = [];
    const seen = new Set<string>();
    let layer = own?.kind === 'layer' ? own : this.from(id, 'top')[0];
    while (layer?.kind === 'layer' && !seen.has(layer.id)) {
      seen.add(layer.id);
      chain.push(layer);
      layer = this.from(layer.id, 'on')[0];
    }
    return chain.reverse();
  }

  /** The images that need a segment of layers, those that end nearest to it first. */
  imagesOn(layer: string): readonly GraphNode[] {
    const found: GraphNode[] = [];
    const seen = new Set([layer]);
    for (let level = [layer]; level.length > 0; ) {
      found.push(...level.flatMap((id) => this.to(id, 'top')));
      level = level.flatMap((id) => this.to(id, 'on').map((each) => each.id)).filter((id) => !seen.has(id));
      level.forEach((id) => seen.add(id));
    }
    return found;
  }

  private present(ids: readonly string[]): readonly GraphNode[] {
    return ids.flatMap((id) => this.get(id) ?? []);
  }
}
