import type { GraphEdge, LayerNode, LayerStep } from '../../protocol/graph';
import { imageId, layerId } from '../../protocol/graphNodeIds';
import { formatBytes } from '../../protocol/formatBytes';
import { foundOnce } from '../foundOnce';
import { count, plainLine } from '../wording';
import type { HistoryRow } from './daemonFacts';
import { shortInstruction } from './historyInstruction';
import type { LayerForest, TreeLayer } from './layerTree';
import { nodeLabel, nodeNote } from './nodeWords';

/** The layers of all images as segments, with what they lie on and which images end in them. */
export function layerNodes(forest: LayerForest): { readonly nodes: LayerNode[]; readonly edges: GraphEdge[] } {
  const nodes: LayerNode[] = [];
  const edges: GraphEdge[] = [];
  for (const segment of collapse(forest.roots)) {
    const below = segment[0]?.parent;
    const top = segment.at(-1) as TreeLayer;
    nodes.push(segmentNode(segment, top));
    if (below !== undefined) {
      edges.push({ from: layerId(top.chain), to: layerId(below.chain), kind: 'on' });
    }
    edges.push(...top.images.map((id): GraphEdge => ({ from: imageId(id), to: layerId(top.chain), kind: 'top' })));
  }
  return { nodes, edges };
}

/** Splits the forest into runs of layers without a branch or an image's end inside. Walks with its own stack: chains are long. */
function* collapse(roots: readonly TreeLayer[]): Generator<readonly TreeLayer[]> {
  const starts = [...roots];
  for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
    const segment = [start];
    let end = start;
    while (end.children.size === 1 && end.images.length === 0) {
      end = end.children.values().next().value as TreeLayer;
      segment.push(end);
    }
    starts.push(...end.children.values());
    yield segment;
  }
}

function segmentNode(segment: readonly TreeLayer[], top: TreeLayer): LayerNode {
  const steps = segment.flatMap(({ row }) => (row === undefined ? [] : [layerStep(row)]));
  const layers = segment.length;
  const words = { kind: 'layer', id: layerId(top.chain), layers, images: top.needed } as const;
  if (steps.length < layers) {
    return { ...words, label: nodeLabel(count(layers, 'layer')), note: '' };
  }
  const bytes = steps.reduce((sum, step) => sum + step.bytes, 0);
  const largest = steps.reduce((found, step) => (step.bytes > found.bytes ? step : found));
  return { ...words, label: nodeLabel(`${count(layers, 'layer')}, ${formatBytes(bytes)}`), note: nodeNote(largest.instruction), bytes, steps };
}

/** A row as a step. Looking for secrets takes most of the time of a graph, and rows stay the same. */
const layerStep = foundOnce(
  ({ createdBy, bytes, created }: HistoryRow): LayerStep => ({ instruction: plainLine(shortInstruction(createdBy)), bytes, created }),
);
