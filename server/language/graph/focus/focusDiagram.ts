import type { DockerGraph, GraphEdge, GraphNode } from '../../../protocol/graph';
import type { FocusDiagram } from '../../../protocol/graphDetails';
import { projectOfId } from '../../../protocol/graphNodeIds';
import { kindOrder } from '../../../protocol/applyGraphUpdate';
import { count, joinWords } from '../../wording';
import { nodeLabel } from '../nodeWords';
import { toMermaid } from '../toMermaid';
import { mergeRuns } from './mergeRuns';
import { neighbourhood } from './neighbourhood';

/**
 * One node with what is around it, as a flowchart of at most 40 nodes and in words. The same graph gives the same text.
 * @param node a node's id in the graph, or `project:NAME`
 * @returns undefined where there is no such node or project
 */
export function focusDiagram(graph: DockerGraph, node: string): FocusDiagram | undefined {
  const chosen = neighbourhood(graph, node);
  if (chosen === undefined) {
    return undefined;
  }
  const isShown = ({ from, to }: GraphEdge): boolean => chosen.nodes.has(from) && chosen.nodes.has(to);
  const { nodes, edges } = mergeRuns({ nodes: graph.nodes.filter(({ id }) => chosen.nodes.has(id)), edges: graph.edges.filter(isShown) }, node);
  const itself = chosen.index.node(node);
  const title = itself === undefined ? nodeLabel(projectOfId(node) ?? '') : itself.label;
  const summary = summaryOf(title, itself, nodes.filter(({ id }) => id !== node));
  const drawing = toMermaid({ ...graph, nodes, edges }, { chosen: node, title, description: summary });
  const missing = kindCounts([...chosen.leftOut].flatMap((id) => chosen.index.node(id) ?? []));
  return {
    node,
    drawing: missing.length === 0 ? drawing : { ...drawing, leftOut: `${joinWords(missing)} not in the diagram; the list holds all.` },
    summary,
  };
}

/** `web:1.5 (279 MB) with 2 segments of layers, 3 other images and 1 container.` */
function summaryOf(title: string, node: GraphNode | undefined, others: readonly GraphNode[]): string {
  const note = node === undefined ? 'compose project' : node.note;
  const around = joinWords(kindCounts(others, node?.kind));
  return `${title}${note === '' ? '' : ` (${note})`}${around === '' ? ', on its own' : ` with ${around}`}.`;
}

/** How many there are of each kind, in the order of kinds. Those of the kind `than` are called other ones. */
function kindCounts(nodes: readonly GraphNode[], than?: GraphNode['kind']): string[] {
  const amounts = new Map<GraphNode['kind'], number>();
  nodes.forEach(({ kind }) => amounts.set(kind, (amounts.get(kind) ?? 0) + 1));
  return [...amounts]
    .sort(([a], [b]) => kindOrder[a] - kindOrder[b])
    .map(([kind, amount]) => {
      const other = kind === than ? 'other ' : '';
      return kind === 'layer' ? count(amount, `${other}segment of layers`, `${other}segments of layers`) : count(amount, `${other}${kind}`);
    });
}
