import type { DockerGraph, GraphNode } from '../../../protocol/graph';
import { projectId } from '../../../protocol/graphNodeIds';
import { byCodeUnit } from '../../mermaidText';

/** Shorter beginnings of an id name too much. */
const shortestId = 4;

/**
 * The ids of the nodes that a person may mean: a node's id or `project:NAME`, a name or tag (`web` is `web:latest`, too), a
 * project's name, or the beginning of Docker's id. The first of these ways that finds something decides.
 * @returns sorted; several where one name belongs to several things
 */
export function findNodes(graph: DockerGraph, words: string): readonly string[] {
  const ways: readonly ((words: string) => readonly string[])[] = [
    (id) => graph.nodes.filter((node) => node.id === id).map((node) => node.id),
    (name) => [...graph.nodes.filter((node) => namesOf(node).includes(name)).map(({ id }) => id), ...projects(graph, name)],
    (start) => graph.nodes.filter((node) => start.length >= shortestId && beginsWith(node, start)).map(({ id }) => id),
  ];
  for (const way of ways) {
    const found = way(words);
    if (found.length > 0) {
      return [...new Set(found)].sort(byCodeUnit);
    }
  }
  return [];
}

function namesOf(node: GraphNode): readonly string[] {
  switch (node.kind) {
    case 'image':
      return [...node.tags, ...node.tags.flatMap((tag) => (tag.endsWith(':latest') ? [tag.slice(0, -':latest'.length)] : [])), ...node.digests];
    case 'layer':
      return [];
    case 'task':
      return [node.label];
    default:
      return [node.name];
  }
}

function projects(graph: DockerGraph, name: string): readonly string[] {
  const isMember = (node: GraphNode): boolean => 'project' in node && (node.project === name || projectId(node.project ?? '') === name);
  const member = graph.nodes.find(isMember);
  return member === undefined || !('project' in member) ? [] : [projectId(member.project ?? '')];
}

function beginsWith({ kind, id }: GraphNode, start: string): boolean {
  const own = id.slice(kind.length + 1);
  return own.startsWith(start) || own.replace(/^sha256:/, '').startsWith(start);
}
