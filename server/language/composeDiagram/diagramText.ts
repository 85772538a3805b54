import type { ComposeDiagramKind, GraphDrawing } from '../../protocol/drawing';
import { byCodeUnit, escapeLabel, mermaidLabel, mermaidWord, uniqueIds } from '../mermaidText';
import { shorten, shortenStart } from '../wording';
import { shortDetail } from './shownText';
import type { DiagramEdge, DiagramModel, DiagramNode } from './diagramModel';
import { selectForPicture } from './pictureSelection';

/** Longest line of a label, in characters. */
const longestLine = 30;
/** Longest words beside a line. */
const longestEdgeLabel = 24;

/** The order of the kinds in the text: mermaid places nodes in it. */
const kindOrder: readonly ComposeDiagramKind[] = ['port', 'service', 'network', 'volume', 'bind', 'secret', 'config'];

/** Kinds differ in shape, so that nobody needs colours to tell them apart. */
const shapes: Readonly<Record<ComposeDiagramKind, readonly [string, string]>> = {
  service: ['["', '"]'],
  port: ['>"', '"]'],
  // A hexagon would be twice as high as what it says.
  network: ['("', '")'],
  volume: ['[("', '")]'],
  bind: ['[/"', '"/]'],
  secret: ['[["', '"]]'],
  config: ['[["', '"]]'],
};

/**
 * Writes a project as a mermaid flowchart: ports of the host left, then services with what they need to their right, and
 * what they store and share at the end. The same project gives the same text, sorted by kind and name.
 */
export function diagramText(model: DiagramModel): GraphDrawing {
  const { nodes, edges, portLines, leftOut } = selectForPicture(model);
  const sorted = [...nodes].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id));
  const ids = uniqueIds(sorted.map(({ kind, name }) => mermaidWord(kind, name)));
  const idOf = new Map(sorted.map(({ id }, index) => [id, ids[index]!]));
  const position = new Map(sorted.map(({ id }, index) => [id, index]));
  const lines = [
    'flowchart LR',
    ...sorted.map((node, index) => `  ${ids[index]!}${shapeOf(node, portLines.get(node.id))}`),
    ...[...edges].sort((a, b) => position.get(a.from)! - position.get(b.from)! || position.get(a.to)! - position.get(b.to)!).map((edge) => `  ${idOf.get(edge.from)!} ${lineOf(edge)} ${idOf.get(edge.to)!}`),
  ];
  return { mermaid: `${lines.join('\n')}\n`, nodes: Object.fromEntries(sorted.map(({ id }, index) => [ids[index]!, id])), ...(leftOut === undefined ? {} : { leftOut }) };
}

function shapeOf(node: DiagramNode, portLine: string | undefined): string {
  const [open, close] = shapes[node.kind];
  // Of a path the end tells most.
  const name = node.kind === 'bind' ? shortenStart(node.name, longestLine) : node.name;
  const lines = [name, ...node.details.map((line) => shortDetail(line, longestLine)), ...(portLine === undefined ? [] : [portLine])];
  return `${open}${mermaidLabel(lines, longestLine)}${close}:::${node.kind}`;
}

/** Arrows lead to what is needed, dashed ones where the service starts without; lines without a head only say that two belong together. */
function lineOf({ kind, label, isOptional }: DiagramEdge): string {
  const line = kind !== 'needs' && kind !== 'publishes' ? '---' : isOptional ? '-.->' : '-->';
  return label === '' ? line : `${line}|"${escapeLabel(shorten(label, longestEdgeLabel))}"|`;
}
