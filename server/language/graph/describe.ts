import type { OutlineItem } from '../../protocol/drawing';
import type { ContainerNode, DockerGraph, ImageNode, LayerNode } from '../../protocol/graph';
import { formatBytes } from '../../protocol/formatBytes';
import { count, shorten } from '../wording';

/** More lines than this in one list say how many follow instead. */
const longestList = 1_000;

/** Longer than any name that Docker allows, with room for the words around it. */
const longestLabel = 400;

/** With more images the steps are left out: shared layers repeat theirs under every image, which would be megabytes. */
const mostImagesWithSteps = 60;

/** The whole graph in one or two sentences. */
export function summarize(graph: DockerGraph): string {
  const images = graph.nodes.filter((node) => node.kind === 'image');
  const containers = graph.nodes.filter((node) => node.kind === 'container');
  const running = containers.filter(({ state }) => state === 'running').length;
  const counts = `${count(images.length, 'image')}, ${count(containers.length, 'container')}${containers.length > 0 ? ` (${running} running)` : ''}.`;
  const layers = graph.nodes.filter((node) => node.kind === 'layer');
  const bytes = layers.every((layer) => layer.bytes !== undefined) ? layers.reduce((sum, layer) => sum + (layer.bytes ?? 0), 0) : undefined;
  const total = layers.reduce((sum, layer) => sum + layer.layers, 0);
  return total === 0 ? counts : `${counts} ${count(total, 'different layer')}${bytes === undefined ? '' : `, ${formatBytes(bytes)}`} in all.`;
}

/** Images with their containers and layers, and containers whose image is gone. The same content as the picture. */
export function outline(graph: DockerGraph): OutlineItem[] {
  const index = indexGraph(graph);
  const images = graph.nodes.filter((node) => node.kind === 'image').sort((a, b) => compareNames(a.label, b.label));
  const orphans = graph.nodes.filter((node) => node.kind === 'container').filter(({ id }) => !index.edgesFrom.has(id));
  return [
    group(`Images (${images.length})`, images.map((image) => imageItem(image, index))),
    ...(orphans.length === 0
      ? []
      : [group(`Containers whose image is gone (${orphans.length})`, orphans.map((container) => containerItem(container, true)))]),
    ...(graph.leftOut === undefined ? [] : [{ kind: 'note', label: graph.leftOut, children: [] } as const]),
  ];
}

/** The outline as indented lines for the terminal. */
export function outlineText(items: readonly OutlineItem[], indent = ''): string {
  return items.map(({ label, children }) => `${indent}${label}\n${outlineText(children, `${indent}  `)}`).join('');
}

interface GraphIndex {
  readonly layers: ReadonlyMap<string, LayerNode>;
  /** What a node depends on: one layer, or one image. */
  readonly edgesFrom: ReadonlyMap<string, string>;
  readonly containersOf: ReadonlyMap<string, readonly ContainerNode[]>;
  /** How many images need a layer. */
  readonly imagesOn: ReadonlyMap<string, number>;
  readonly withSteps: boolean;
}

function indexGraph(graph: DockerGraph): GraphIndex {
  const layers = new Map(graph.nodes.filter((node) => node.kind === 'layer').map((node) => [node.id, node]));
  const containers = new Map(graph.nodes.filter((node) => node.kind === 'container').map((node) => [node.id, node]));
  const down = graph.edges.filter(({ kind }) => kind === 'on' || kind === 'top' || kind === 'runs');
  const edgesFrom = new Map(down.map(({ from, to }) => [from, to]));
  const containersOf = new Map<string, ContainerNode[]>();
  const imagesOn = new Map<string, number>();
  for (const { from, to, kind } of graph.edges) {
    const container = containers.get(from);
    if (kind === 'runs' && container !== undefined) {
      containersOf.set(to, [...(containersOf.get(to) ?? []), container]);
    }
    for (let layer = kind === 'top' ? to : undefined; layer !== undefined; layer = edgesFrom.get(layer)) {
      imagesOn.set(layer, (imagesOn.get(layer) ?? 0) + 1);
    }
  }
  const withSteps = graph.nodes.filter(({ kind }) => kind === 'image').length <= mostImagesWithSteps;
  return { layers, edgesFrom, containersOf, imagesOn, withSteps };
}

function imageItem(image: ImageNode, index: GraphIndex): OutlineItem {
  const containers = [...(index.containersOf.get(image.id) ?? [])].sort((a, b) => compareNames(a.label, b.label));
  const layers = layerItems(image, index);
  const label = [`${[image.label, ...image.tags.slice(1)].join(', ')}: ${formatBytes(image.bytes)}`];
  if (containers.length > 0) {
    label.push(count(containers.length, 'container'));
  }
  return item('image', image.id, label.join(', '), [...containers.map((container) => containerItem(container, false)), ...layers]);
}

/** The image's layers from its base up. */
function layerItems(image: ImageNode, { layers, edgesFrom, imagesOn, withSteps }: GraphIndex): OutlineItem[] {
  const items: OutlineItem[] = [];
  for (let id = edgesFrom.get(image.id); id !== undefined; id = edgesFrom.get(id)) {
    const layer = layers.get(id);
    if (layer !== undefined) {
      const others = (imagesOn.get(id) ?? 1) - 1;
      const shared = others === 0 ? 'only in this image' : `shared with ${count(others, 'other image')}`;
      const steps = (withSteps ? (layer.steps ?? []) : []).map((step) => item('note', undefined, `${step.instruction}: ${formatBytes(step.bytes)}`, []));
      items.unshift(item('layer', id, `${layer.label}, ${shared}`, steps));
    }
  }
  return items;
}

function containerItem(container: ContainerNode, withImage: boolean): OutlineItem {
  const from = withImage ? `, made from ${container.imageName}` : '';
  return item('container', container.id, `${container.label}: ${container.note}${from}`, []);
}

function group(label: string, items: readonly OutlineItem[]): OutlineItem {
  const more = items.length - longestList;
  const shown = more > 0 ? [...items.slice(0, longestList), item('note', undefined, `and ${more} more`, [])] : items;
  return item('group', undefined, label, shown);
}

function item(kind: OutlineItem['kind'], node: string | undefined, label: string, children: readonly OutlineItem[]): OutlineItem {
  return { kind, ...(node === undefined ? {} : { node }), label: shorten(label, longestLabel), children };
}

/** By code unit, names without a tag last. */
function compareNames(a: string, b: string): number {
  const untagged = Number(a.startsWith('untagged ')) - Number(b.startsWith('untagged '));
  return untagged || (a < b ? -1 : a > b ? 1 : 0);
}
