import type { GraphNode } from '../../../protocol/graph';
import type { RelatedNodes } from '../../../protocol/graphDetails';
import { projectId } from '../../../protocol/graphNodeIds';
import { nodeLabel } from '../nodeWords';

/** Nobody reads longer lists beside the graph; the list of the whole graph has them all. */
const mostRelated = 50;

/** One group of nodes to go to; nothing where it is empty. `withNotes`: the state or size is part of the label. */
export function related(title: string, nodes: readonly GraphNode[], withNotes = false): readonly RelatedNodes[] {
  if (nodes.length === 0) return [];
  const shown = nodes.slice(0, mostRelated).map(({ id, label, note }) => ({ node: id, label: withNotes && note !== '' ? `${label}: ${note}` : label }));
  return [{ title: nodes.length > mostRelated ? `${title} (${mostRelated} of ${nodes.length})` : title, nodes: shown }];
}

/** The way to a compose project. */
export function projectLinks(project: string | undefined): readonly RelatedNodes[] {
  return project === undefined ? [] : [{ title: 'Compose project', nodes: [{ node: projectId(project), label: nodeLabel(project) }] }];
}
