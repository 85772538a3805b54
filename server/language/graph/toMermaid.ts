import type { GraphDrawing } from '../../protocol/drawing';
import type { ContainerNode, DockerGraph, GraphNode } from '../../protocol/graph';
import { byCodeUnit, mermaidLabel, mermaidWord, uniqueIds } from '../mermaidText';
import { shortenStart } from '../wording';
import { shortId } from './nodeWords';

export interface MermaidOptions {
  /** Longest line of a label, in characters. */
  readonly longestLine: number;
}

/**
 * Writes the graph as a mermaid flowchart: base layers left, what is built on them to the right, containers last. The
 * same graph gives the same text, and lines are sorted by the words that they show, because mermaid places nodes in the
 * order of the text.
 */
export function toMermaid(graph: DockerGraph, options: MermaidOptions = { longestLine: 26 }): GraphDrawing {
  const ids = uniqueIds(graph.nodes.map(mermaidId));
  const nodes = graph.nodes.map((node, index) => ({ node, id: ids[index] as string, lines: labelLines(node, options) }));
  nodes.sort((a, b) => byCodeUnit(a.lines.join(' '), b.lines.join(' ')) || byCodeUnit(a.id, b.id));
  const idByNode = new Map(nodes.map(({ node, id }) => [node.id, id]));
  const position = new Map(nodes.map(({ node }, index) => [node.id, index]));
  const edges = graph.edges
    // An edge of the graph points at what it depends on; the picture runs the other way, from the base to the right.
    .map(({ from, to }) => ({ from: to, to: from }))
    .sort((a, b) => (position.get(a.from) ?? 0) - (position.get(b.from) ?? 0) || (position.get(a.to) ?? 0) - (position.get(b.to) ?? 0));
  const text = [
    'flowchart LR',
    ...nodes.map(({ node, id, lines }) => `  ${id}${shape(node, mermaidLabel(lines, options.longestLine))}:::${styleClass(node)}`),
    ...edges.map(({ from, to }) => `  ${idByNode.get(from)} --> ${idByNode.get(to)}`),
  ];
  return {
    mermaid: `${text.join('\n')}\n`,
    nodes: Object.fromEntries(nodes.map(({ node, id }) => [id, node.id])),
  };
}

function mermaidId(node: GraphNode): string {
  const own = node.kind === 'layer' ? node.id.replace(/^layer:/, '') : shortId(node.id);
  return mermaidWord(node.kind, own);
}

function labelLines(node: GraphNode, { longestLine }: MermaidOptions): readonly string[] {
  const label = node.kind === 'image' ? shortenStart(node.label, longestLine) : node.label;
  const note = node.kind === 'container' ? `${stateSign(node)} ${node.note}` : node.note;
  return note === '' ? [label] : [label, note];
}

/** Kinds differ in shape, so that nobody needs colours to tell them apart. */
function shape(node: GraphNode, text: string): string {
  switch (node.kind) {
    case 'layer':
      return `["${text}"]`;
    case 'image':
      return `[["${text}"]]`;
    case 'container':
      return `("${text}")`;
    default:
      return `[("${text}")]`;
  }
}

function styleClass(node: GraphNode): string {
  switch (node.kind) {
    case 'layer':
      return 'layer';
    case 'image':
      return node.tags.length === 0 ? 'untagged' : 'image';
    case 'container':
      return stateClass(node);
    default:
      return node.kind;
  }
}

function stateClass({ state }: ContainerNode): 'running' | 'paused' | 'stopped' {
  return state === 'running' || state === 'restarting' ? 'running' : state === 'paused' ? 'paused' : 'stopped';
}

/** A sign for the state beside the word: a filled circle runs, a ring does not. */
function stateSign(container: ContainerNode): string {
  return { running: '●', paused: '◐', stopped: '○' }[stateClass(container)];
}
