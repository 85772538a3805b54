import type { ComposeDiagramKind, GraphDrawing } from '../../protocol/drawing';
import { byCodeUnit, mermaidLabel, mermaidWord, uniqueIds } from '../mermaidText';
import { shortenStart } from '../wording';
import type { DiagramEdge, DiagramNode } from './diagramModel';
import { selectForPicture } from './pictureSelection';
import type { DiagramModel } from './diagramModel';

/** Longest line of a label, in characters. */
const longestLine = 30;
/** Longest words beside a line. */
const longestEdgeLabel = 24;

/** The order of the kinds in the text: mermaid places nodes in it. */
const kindOrder: readonly ComposeDiagramKind[] = ['port', 'service', 'network', 'volume', 'bind', 'secret', 'config'];

/** Kinds differ in shape, so that nobody needs colours to tell them apart. */
const shapes: Readonly<Record<ComposeDiagramKind, readonly [string, string]>> = {
  service: ['("', '")'],
  port: ['>"', '"]'],
  network: ['{{"', '"}}'],
  volume: ['[("', '")]'],
  bind: ['[/"', '"/]'],
  secret: ['[["', '"]]'],
  config: ['["', '"]'],
};

/**
 * Writes a project as a mermaid flowchart: ports of the host left, then services with what they need to their right, and
 * what they store and share at the end. The same project gives the same text, sorted by kind and name.
 */
export function diagramText(model: DiagramModel): GraphDrawing {
  const { nodes, edges, leftOut } = selectForPicture(model);
  const sorted = [...nodes].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id));
  const ids = uniqueIds(sorted.map(({ kind, name }) => mermaidWord(kind, name)));
  const idOf = new Map(sorted.map(({ id }, index) => [id, ids[index]!]));
  const position = new Map(sorted.map(({ id }, index) => [id, index]));
  const lines = [
    'flowchart LR',
    ...sorted.map((node, index) => `  ${ids[index]!}${shapeOf(node)}`),
    ...[...edges].sort((a, b) => position.get(a.from)! - position.get(b.from)! || position.get(a.to)! - position.get(b.to)!).map((edge) => `  ${idOf.get(edge.from)!} ${lineOf(edge)} ${idOf.get(edge.to)!}`),
  ];
  return { mermaid: `${lines.join('\n')}\n`, nodes: Object.fromEntries(sorted.map(({ id }, index) => [ids[index]!, id])), ...(leftOut === undefined ? {} : { leftOut }) };
}

function shapeOf(node: DiagramNode): string {
  const [open, close] = shapes[node.kind];
  // Of a path or an image the end tells most.
  const [name, ...details] = [node.kind === 'bind' ? shortenStart(node.name, longestLine) : node.name, ...node.details.map((line) => shortenStart(line, longestLine))];
  return `${open}${mermaidLabel([name!, ...details], longestLine)}${close}:::${node.isInProfile ? 'profiled' : node.kind}`;
}

/** Arrows lead to what is needed; lines without a head only say that two belong together. */
function lineOf({ kind, label, isOptional }: DiagramEdge): string {
  const line = kind === 'needs' || kind === 'publishes' ? (isOptional ? '-.->' : '-->') : kind === 'reads' ? '-.-' : '---';
  return label === '' ? line : `${line}|"${mermaidLabel([label], longestEdgeLabel)}"|`;
}
