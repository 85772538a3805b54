import type { ComposeDiagramKind, GraphDrawing } from '../../protocol/drawing';
import { byCodeUnit, escapeLabel, mermaidLabel, mermaidWord, uniqueIds } from '../mermaidText';
import { shorten, shortenStart } from '../wording';
import { shortDetail } from './shownText';
import type { DiagramEdge, DiagramModel, DiagramNode } from './diagramModel';
import { selectForPicture, type PictureSelection } from './pictureSelection';

/** Longest line of a label, in characters. */
const longestLine = 30;
/** Longest words beside a line. */
const longestEdgeLabel = 24;
/** Of a name in an id. */
const longestId = 24;
/** Mermaid draws nothing that has more than 50,000 characters; hostile names can be that long, real ones are not. */
const longestText = 48_000;

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
  config: ['[/"', '"\\]'],
};

/**
 * Writes a project as a mermaid flowchart: ports of the host left, then services with what they need to their right, and
 * what they store and share at the end. The same project gives the same text, sorted by kind and name.
 */
export function diagramText(model: DiagramModel): GraphDrawing {
  const selection = selectForPicture(model);
  const nodes = [...selection.nodes].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id));
  const ids = uniqueIds(nodes.map(({ kind, name }) => mermaidWord(kind, name.slice(0, longestId))));
  const whole = flowchart(selection, nodes, ids, ({ details, id }) => [...details, ...[selection.portLines.get(id) ?? []].flat()]);
  const mermaid = whole.length <= longestText ? whole : flowchart(selection, nodes, ids, () => []);
  const { leftOut } = selection;
  return { mermaid, nodes: Object.fromEntries(nodes.map(({ id }, index) => [ids[index]!, id])), ...(leftOut === undefined ? {} : { leftOut }) };
}

/** @param ids of the nodes in the flowchart, in their order */
function flowchart({ edges }: PictureSelection, nodes: readonly DiagramNode[], ids: readonly string[], detailsOf: (node: DiagramNode) => readonly string[]): string {
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  const at = (id: string): number => position.get(id) ?? 0;
  const sorted = [...edges].sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to));
  const lines = [
    'flowchart LR',
    ...nodes.map((node, index) => `  ${ids[index]!}${shapeOf(node, detailsOf(node))}`),
    ...sorted.map((edge) => `  ${ids[at(edge.from)]!} ${lineOf(edge)} ${ids[at(edge.to)]!}`),
  ];
  return `${lines.join('\n')}\n`;
}

function shapeOf(node: DiagramNode, details: readonly string[]): string {
  const [open, close] = shapes[node.kind];
  // Of a path the end tells most.
  const name = node.kind === 'bind' ? shortenStart(node.name, longestLine) : node.name;
  const label = mermaidLabel([name, ...details.map((line) => shortDetail(line, longestLine))], longestLine);
  return `${open}${label}${close}:::${node.isInProfile ? 'profiled' : node.kind}`;
}

/** Arrows lead to what is needed, dashed ones where the service starts without; lines without a head only say that two belong together. */
function lineOf({ kind, label, isOptional }: DiagramEdge): string {
  const line = kind !== 'needs' && kind !== 'publishes' ? '---' : isOptional ? '-.->' : '-->';
  return label === '' ? line : `${line}|"${escapeLabel(shorten(label, longestEdgeLabel))}"|`;
}
