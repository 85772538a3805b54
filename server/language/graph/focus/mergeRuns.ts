import type { GraphEdge, GraphNode, LayerNode } from '../../../protocol/graph';
import { layerWords } from '../layerNodes';

/** A part of a graph. */
export interface GraphPart {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * Draws segments of layers as one where nothing else in this part branches off or ends between them: with their other images
 * left out they would be a row of boxes that says nothing. The upper one's id stands for both. `chosen` stays as it is.
 */
export function mergeRuns({ nodes, edges }: GraphPart, chosen: string): GraphPart {
  const layers = new Map(nodes.flatMap((node) => (node.kind === 'layer' ? [[node.id, node] as const] : [])));
  const below = new Map(edges.flatMap(({ from, to, kind }) => (kind === 'on' ? [[from, to] as const] : [])));
  const users = new Map<string, number>();
  edges.forEach(({ to, kind }) => (kind === 'on' || kind === 'top') && users.set(to, (users.get(to) ?? 0) + 1));
  const isOnlyFor = (upper: string, lower: string): boolean => users.get(lower) === 1 && upper !== chosen && lower !== chosen && layers.has(lower);
  const gone = new Set([...below].flatMap(([upper, lower]) => (isOnlyFor(upper, lower) ? [lower] : [])));
  const merged = new Map<string, LayerNode>();
  const lowestOf = new Map<string, string>();
  for (const layer of layers.values()) {
    if (!gone.has(layer.id)) {
      const run = [layer];
      for (let next = below.get(layer.id); next !== undefined && gone.has(next) && run.length < layers.size; next = below.get(next)) {
        run.unshift(layers.get(next)!);
      }
      merged.set(layer.id, run.length === 1 ? layer : runNode(layer, run));
      lowestOf.set(run[0]!.id, layer.id);
    }
  }
  return {
    nodes: nodes.filter(({ id }) => !gone.has(id)).map((node) => merged.get(node.id) ?? node),
    edges: edges.filter(({ to, kind }) => !(kind === 'on' && gone.has(to))).map((edge) => (edge.kind === 'on' ? { ...edge, from: lowestOf.get(edge.from) ?? edge.from } : edge)),
  };
}

/** @param run base first */
function runNode(upper: LayerNode, run: readonly LayerNode[]): LayerNode {
  const { bytes: _bytes, steps: _steps, ...rest } = upper;
  const steps = run.every((layer) => layer.steps !== undefined) ? run.flatMap((layer) => layer.steps ?? []) : undefined;
  return { ...rest, ...layerWords(run.reduce((sum, layer) => sum + layer.layers, 0), steps) };
}
