import type { ContainerNode, GraphNode } from '../../server/protocol/graph';
import { projectOfId } from '../../server/protocol/graphNodeIds';

/** How a container, image and so on is called in a list, for those who hear the list. */
export const kindNames: Readonly<Record<GraphNode['kind'] | 'project', string>> = {
  layer: 'Layers',
  image: 'Image',
  container: 'Container',
  volume: 'Volume',
  network: 'Network',
  service: 'Service',
  task: 'Task',
  machine: 'Node',
  project: 'Compose project',
};

/** What is known of a node at a glance, one thing on each line, as plain text. */
export function nodeTooltip(node: GraphNode): string {
  return [`${kindNames[node.kind]} ${node.label}`, node.note, ...moreLines(node)].filter(Boolean).join('\n');
}

function moreLines(node: GraphNode): string[] {
  switch (node.kind) {
    case 'image':
      return [...node.tags.slice(1, 10), node.containers === 0 ? 'No container uses it' : ''];
    case 'container':
      return containerLines(node);
    case 'volume':
    case 'network':
      return [`Driver ${node.driver}`, node.project === undefined ? '' : `Compose project ${node.project}`];
    case 'service':
      return [`Image ${node.imageName}`];
    case 'task':
      return [node.error];
    default:
      return [];
  }
}

/** Without the daemon's own sentence: its age is that of the last change. */
function containerLines({ imageName, ports, project, service }: ContainerNode): string[] {
  return [`Image ${imageName}`, ...ports.slice(0, 20), project === undefined ? '' : `Compose project ${project}, service ${service ?? ''}`];
}

/** What a docker command takes for the node: the name where it has one, else Docker's id. */
export function dockerName(id: string, node: GraphNode | undefined): string {
  if (node === undefined) {
    return projectOfId(id) ?? '';
  }
  switch (node.kind) {
    case 'image':
      return node.tags[0] ?? ownId(id);
    case 'layer':
    case 'task':
      return ownId(id);
    default:
      return node.name;
  }
}

/** Without the word for its kind. */
function ownId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
