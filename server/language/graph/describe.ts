import { formatBytes } from '../../protocol/formatBytes';
import type { OutlineItem } from '../../protocol/drawing';
import type { DockerGraph } from '../../protocol/graph';
import { graphTree, type GraphTreeItem } from '../../protocol/graphTree';
import { count, shorten } from '../wording';

/** Longer than any name that Docker allows, with room for the words around it. */
const longestLabel = 400;

/** With more images the steps are left out: shared layers repeat theirs under every image, which would be megabytes. */
const mostImagesWithSteps = 60;

/** The whole graph in one or two sentences. */
export function summarize(graph: DockerGraph): string {
  const images = graph.nodes.filter((node) => node.kind === 'image');
  const containers = graph.nodes.filter((node) => node.kind === 'container');
  const running = containers.filter(({ state }) => state === 'running').length;
  const kinds = (['volume', 'network', 'service'] as const).flatMap((kind) => {
    const amount = graph.nodes.filter((node) => node.kind === kind).length;
    return amount === 0 ? [] : [count(amount, kind)];
  });
  const states = containers.length > 0 ? ` (${running} running)` : '';
  const counts = `${[count(images.length, 'image'), `${count(containers.length, 'container')}${states}`, ...kinds].join(', ')}.`;
  const layers = graph.nodes.filter((node) => node.kind === 'layer');
  const bytes = layers.every((layer) => layer.bytes !== undefined) ? layers.reduce((sum, layer) => sum + (layer.bytes ?? 0), 0) : undefined;
  const total = layers.reduce((sum, layer) => sum + layer.layers, 0);
  return total === 0 ? counts : `${counts} ${count(total, 'different layer')}${bytes === undefined ? '' : `, ${formatBytes(bytes)}`} in all.`;
}

/** The graph's tree as a whole, in plain items: for whoever cannot ask for parts of it. */
export function outline(graph: DockerGraph): OutlineItem[] {
  const withSteps = graph.nodes.filter(({ kind }) => kind === 'image').length <= mostImagesWithSteps;
  return graphTree(graph).map((item) => outlineItem(item, withSteps));
}

/** An outline as indented lines for the terminal. */
export function outlineText(items: readonly OutlineItem[], indent = ''): string {
  return items.map(({ label, children }) => `${indent}${label}\n${outlineText(children, `${indent}  `)}`).join('');
}

function outlineItem(item: GraphTreeItem, withSteps: boolean): OutlineItem {
  const { kind, node, label, note } = item;
  const words = note === '' ? label : kind === 'group' ? `${label} (${note})` : `${label}: ${note}`;
  const children = kind === 'layer' && !withSteps ? [] : item.children();
  return {
    kind,
    ...(node !== undefined && { node }),
    label: shorten(words, longestLabel),
    children: children.map((child) => outlineItem(child, withSteps)),
  };
}
