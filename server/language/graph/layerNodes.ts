import type { GraphEdge, LayerNode, LayerStep } from '../../protocol/graph';
import { imageId, layerId } from '../../protocol/graphNodeIds';
import { formatBytes } from '../../protocol/formatBytes';
import { foundOnce } from '../foundOnce';
import { count, plainLine } from '../wording';
import type { HistoryRow } from './daemonFacts';
import { shortInstruction } from './historyInstruction';
import type { LayerForest, TreeLayer } from './layerTree';

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
    while (end.children.length === 1 && end.images.length === 0) {
      end = end.children[0]!;
      segment.push(end);
    }
    starts.push(...end.children);
    yield segment;
  }
}

function segmentNode(segment: readonly TreeLayer[], top: TreeLayer): LayerNode {
  const steps: LayerStep[] = [];
  segment.forEach(({ row }) => row !== undefined && steps.push(layerStep(row)));
  return { kind: 'layer', id: layerId(top.chain), images: top.needed, ...layerWords(segment.length, steps.length < segment.length ? undefined : steps) };
}

/** What a run of layers is called: how many there are and how large, and the step that is the largest. */
export function layerWords(layers: number, steps: readonly LayerStep[] | undefined): Pick<LayerNode, 'layers' | 'label' | 'note' | 'bytes' | 'steps'> {
  if (steps === undefined) {
    return { layers, label: count(layers, 'layer'), note: '' };
  }
  let bytes = 0;
  let largest: LayerStep | undefined;
  for (const step of steps) {
    bytes += step.bytes;
    largest = largest === undefined || step.bytes > largest.bytes ? step : largest;
  }
  return { layers, label: `${count(layers, 'layer')}, ${formatBytes(bytes)}`, note: largest?.instruction ?? '', bytes, steps };
}

/** A row as a step, on one line. Looking for secrets takes most of the time of a graph, and rows stay the same. */
const layerStep = foundOnce(
  ({ createdBy, bytes, created }: HistoryRow): LayerStep => ({ instruction: plainLine(shortInstruction(createdBy)), bytes, created }),
);
