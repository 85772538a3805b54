import type { DockerGraph, GraphEdgeKind, GraphNode, LayerNode } from '../../../protocol/graph';

/** A graph by its ids: what a node needs and what needs it. */
export class GraphIndex {
  private readonly nodes: ReadonlyMap<string, GraphNode>;
  private readonly needed = new Map<string, string[]>();
  private readonly needing = new Map<string, string[]>();

  constructor({ nodes, edges }: DockerGraph) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    for (const { from, to, kind } of edges) {
      add(this.needed, `${kind} ${from}`, to);
      add(this.needing, `${kind} ${to}`, from);
    }
  }

  get(id: string): GraphNode | undefined {
    return this.nodes.get(id);
  }

  /** What the node needs, by the kind of edge. */
  from(id: string, kind: GraphEdgeKind): readonly GraphNode[] {
    return this.present(this.needed.get(`${kind} ${id}`));
  }

  /** What needs the node. */
  to(id: string, kind: GraphEdgeKind): readonly GraphNode[] {
    return this.present(this.needing.get(`${kind} ${id}`));
  }

  /** The segments of layers from the base up to the one that an image or a segment ends in. */
  chain(id: string): readonly LayerNode[] {
    const own = this.nodes.get(id);
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

  private present(ids: readonly string[] = []): readonly GraphNode[] {
    return ids.flatMap((id) => this.nodes.get(id) ?? []);
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
