import type { GraphDrawing } from '../../protocol/drawing';
import type { ContainerNode, DockerGraph, GraphNode, TaskNode } from '../../protocol/graph';
import { byCodeUnit, escapeLabel, mermaidLabel, mermaidWord, uniqueIds } from '../mermaidText';
import { shorten, shortenStart } from '../wording';
import { shortId } from './nodeWords';
import { pictureEdge } from './pictureEdge';

export interface MermaidOptions {
  /** Longest line of a label, in characters; 30 where it is missing. */
  readonly longestLine?: number;
  /** The node that the picture is about. */
  readonly chosen?: string;
  /** What a screen reader says of the picture. */
  readonly title?: string;
  readonly description?: string;
}

/** Kinds differ in shape, so that nobody needs colours to tell them apart. */
const shapes: Readonly<Record<GraphNode['kind'], readonly [string, string]>> = {
  layer: ['["', '"]'],
  image: ['[["', '"]]'],
  container: ['("', '")'],
  volume: ['[("', '")]'],
  // A hexagon would be twice as high as what it says.
  network: ['[/"', '"/]'],
  service: ['[/"', '"\\]'],
  task: ['>"', '"]'],
  machine: ['[\\"', '"/]'],
};

/**
 * Writes the graph as a mermaid flowchart: base layers left, what is built on them to the right, then containers and what
 * they use. The same graph gives the same text, and lines are sorted by the words that they show, because mermaid places
 * nodes in the order of the text.
 */
export function toMermaid(graph: DockerGraph, { longestLine = 30, chosen, title, description }: MermaidOptions = {}): GraphDrawing {
  const wanted = uniqueIds(graph.nodes.map(mermaidId));
  const nodes = graph.nodes.map((node, index) => ({ node, id: wanted[index]!, lines: labelLines(node, longestLine) }));
  nodes.sort((a, b) => byCodeUnit(a.lines.join(' '), b.lines.join(' ')) || byCodeUnit(a.id, b.id));
  const position = new Map(nodes.map(({ node }, index) => [node.id, index]));
  const at = (node: string): number => position.get(node) ?? 0;
  const edges = graph.edges.map(pictureEdge).sort((a, b) => at(a.left) - at(b.left) || at(a.right) - at(b.right));
  const text = [
    'flowchart LR',
    ...(title === undefined ? [] : [`  accTitle: ${spoken(title)}`]),
    ...(description === undefined ? [] : [`  accDescr: ${spoken(description)}`]),
    ...nodes.map(({ node, id, lines }) => `  ${id}${shapes[node.kind][0]}${mermaidLabel(lines, longestLine)}${shapes[node.kind][1]}:::${styleClass(node)}`),
    ...edges.map(({ left, right, isLoose }) => `  ${nodes[at(left)]!.id} ${isLoose ? '-.-' : '-->'} ${nodes[at(right)]!.id}`),
    ...nodes.flatMap(({ node, id }) => (node.id === chosen ? [`  class ${id} chosen`] : [])),
  ];
  return {
    mermaid: `${text.join('\n')}\n`,
    nodes: Object.fromEntries(nodes.map(({ node, id }) => [id, node.id])),
  };
}

/** Mermaid reads the words up to the line's end. */
function spoken(words: string): string {
  return escapeLabel(shorten(words, 400));
}

/** Of a hash the first digits do: ids that agree are told apart. */
function mermaidId({ kind, id }: GraphNode): string {
  const own = id.slice(kind.length + 1);
  return mermaidWord(kind, /^(?:sha256:|[0-9a-f]{32,}$)/.test(own) ? shortId(own) : own);
}

function labelLines(node: GraphNode, longestLine: number): readonly string[] {
  const label = node.kind === 'image' ? shortenStart(node.label, longestLine) : node.label;
  const note = node.kind === 'container' ? `${stateSigns[containerClass(node)]} ${node.note}` : node.note;
  return note === '' ? [label] : [label, note];
}

function styleClass(node: GraphNode): string {
  switch (node.kind) {
    case 'image':
      return node.tags.length === 0 ? 'untagged' : 'image';
    case 'container':
      return containerClass(node);
    case 'task':
      return taskClass(node);
    default:
      return node.kind;
  }
}

/** A sign for the state beside the word: a filled circle runs, a ring does not. */
const stateSigns = { running: '●', paused: '◐', stopped: '○' } as const;

/** What an exit code means is not for a colour to say: `docker stop` leaves other codes than 0, too. */
function containerClass({ state }: ContainerNode): keyof typeof stateSigns {
  return state === 'running' || state === 'restarting' ? 'running' : state === 'paused' ? 'paused' : 'stopped';
}

function taskClass({ state }: TaskNode): 'running' | 'stopped' | 'failed' {
  return state === 'running' ? 'running' : ['failed', 'rejected', 'orphaned'].includes(state) ? 'failed' : 'stopped';
}
