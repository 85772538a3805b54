import type { ContainerNode, DockerGraph, GraphEdge, GraphNode, ImageNode, LayerNode, LayerStep } from '../../protocol/graph';
import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts } from './daemonFacts';
import { compareEdges, compareNodes } from '../../protocol/applyGraphUpdate';
import { shorten } from '../wording';
import { shortInstruction } from './historyInstruction';
import { buildLayerForest, mostLayersOfAnImage, type TreeLayer } from './layerTree';
import { maskSecrets } from '../maskSecrets';

/**
 * Draws the graph's nodes and edges from a daemon's facts. Nodes are sorted by kind and id, edges by their ends, so that
 * the same facts give the same graph, whatever order the daemon told them in.
 */
export function buildGraph(facts: DaemonFacts, source: DockerGraph['source']): DockerGraph {
  const images = [...facts.images].sort(byId);
  const forest = buildLayerForest(images);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const segment of collapse(forest.roots)) {
    nodes.push(segmentNode(segment));
    const below = segment[0]?.parent;
    const top = segment.at(-1) as TreeLayer;
    if (below !== undefined) {
      edges.push({ from: layerId(top), to: layerId(below), kind: 'on' });
    }
    edges.push(...top.images.map((id): GraphEdge => ({ from: imageId(id), to: layerId(top), kind: 'top' })));
  }
  const present = new Set(images.map(({ id }) => id));
  nodes.push(...images.map(imageNode));
  for (const container of [...facts.containers].sort(byId)) {
    nodes.push(containerNode(container));
    if (present.has(container.imageId)) {
      edges.push({ from: containerId(container.id), to: imageId(container.imageId), kind: 'runs' });
    }
  }
  const leftOut = [...facts.leftOut, ...tooManyLayers(images)].join(' ');
  return {
    source,
    host: facts.host,
    engineVersion: facts.engineVersion,
    nodes: nodes.sort(compareNodes),
    edges: edges.sort(compareEdges),
    ...(leftOut === '' ? {} : { leftOut }),
  };
}

/** The node ids: `image:sha256:…`, `container:…`, and for a layer its chain. */
export const imageId = (id: string): string => `image:${id}`;
export const containerId = (id: string): string => `container:${id}`;
const layerId = (layer: TreeLayer): string => `layer:${layer.chain}`;

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

function segmentNode(segment: readonly TreeLayer[]): LayerNode {
  const rows = segment.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const known = rows.length === segment.length;
  return {
    kind: 'layer',
    id: layerId(segment.at(-1) as TreeLayer),
    layers: segment.length,
    images: 0,
    label: '',
    note: '',
    ...(known ? { bytes: rows.reduce((sum, row) => sum + row.bytes, 0), steps: rows.map(step) } : {}),
  };
}

function step({ createdBy, bytes, created }: HistoryRow): LayerStep {
  return { instruction: shortInstruction(createdBy), bytes, created };
}

function imageNode({ id, tags, digests = [], bytes, created, layers }: ImageFacts): ImageNode {
  return { kind: 'image', id: imageId(id), label: tags[0] ?? id, note: '', tags, digests, bytes, layers: layers.length, containers: 0, created };
}

function containerNode(container: ContainerFacts): ContainerNode {
  const { id, name, imageName, state, status, command, created } = container;
  return {
    kind: 'container',
    id: containerId(id),
    name: name || id.slice(0, 12),
    label: name,
    note: state,
    ports: [],
    created,
    imageName,
    state,
    status,
    command: shorten(maskSecrets(command), 200),
  };
}

function tooManyLayers(images: readonly ImageFacts[]): string[] {
  const cut = images.filter(({ layers }) => layers.length > mostLayersOfAnImage).length;
  return cut === 0 ? [] : [`${cut} images have more than ${mostLayersOfAnImage} layers; the rest of theirs is left out.`];
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

/** By code unit: the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
