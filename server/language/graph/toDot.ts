import type { DockerGraph, GraphNode } from '../../protocol/graph';
import { pictureEdge } from './pictureEdge';

const shapes: Readonly<Record<GraphNode['kind'], string>> = {
  layer: 'box',
  image: 'component',
  container: 'ellipse',
  volume: 'cylinder',
  network: 'hexagon',
  service: 'tab',
  task: 'note',
  machine: 'box3d',
};

/** Writes the graph in the DOT language of Graphviz, base layers left. The same graph gives the same text. */
export function toDot(graph: DockerGraph): string {
  const nodes = graph.nodes.map((node) => `  ${quote([node.id])} [shape=${shapes[node.kind]}, label=${quote(lines(node))}];`);
  const edges = graph.edges.map(pictureEdge).map(({ left, right, isLoose }) => `  ${quote([left])} -> ${quote([right])}${isLoose ? ' [style=dashed, arrowhead=none]' : ''};`);
  return ['digraph docker {', '  rankdir=LR;', '  node [fontname="sans-serif"];', ...nodes, ...edges, '}', ''].join('\n');
}

function lines({ label, note }: GraphNode): readonly string[] {
  return note === '' ? [label] : [label, note];
}

/** A quoted DOT string; `\n` separates lines. Control characters become blanks. */
function quote(parts: readonly string[]): string {
  const escaped = parts.map((part) => part.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[\\"]/g, '\\$&'));
  return `"${escaped.join('\\n')}"`;
}
