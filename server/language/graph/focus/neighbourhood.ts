import type { DockerGraph, GraphNode } from '../../../protocol/graph';
import { indexGraph, type GraphIndex } from '../../../protocol/graphIndex';
import { projectOfId } from '../../../protocol/graphNodeIds';
import { compareNames } from '../../../protocol/nameOrder';
import { Gathering } from './gathering';
import { imageKin, layersAbove } from './imageKin';

/** The most that one picture shows of one kind, so that there is room for others. */
const most = { kin: 12, containers: 12, members: 24, layers: 12 } as const;

/**
 * Chooses what a diagram of one node shows. `node` may be `project:NAME`.
 * @returns undefined where there is no such node or project.
 */
export function neighbourhood(graph: DockerGraph, node: string): Gathering | undefined {
  const gathering = new Gathering(indexGraph(graph));
  const chosen = gathering.index.node(node);
  const project = projectOfId(node);
  if (chosen !== undefined) {
    gathering.add([node]);
    gatherAround(chosen, gathering);
  } else if (project !== undefined) {
    gatherProject(project, gathering);
  }
  return gathering.nodes.size === 0 ? undefined : gathering;
}

function gatherAround(node: GraphNode, gathering: Gathering): void {
  const { index } = gathering;
  switch (node.kind) {
    case 'image':
      return gatherImage(node.id, gathering);
    case 'layer':
      return gatherLayer(node.id, gathering);
    case 'container':
      return gatherContainer(node.id, node.project, gathering);
    case 'volume':
      return gatherUsers(index.to(node.id, 'mounts'), gathering);
    case 'network':
      return gatherUsers(index.to(node.id, 'joins'), gathering);
    case 'service':
      return gatherTasks(index.to(node.id, 'belongs'), gathering);
    case 'machine':
      return gatherTasks(index.to(node.id, 'placed'), gathering);
    case 'task':
      gatherTasks([node.id], gathering);
      return gatherTasks(index.from(node.id, 'belongs').flatMap((service) => index.to(service, 'belongs')), gathering);
  }
}

/** Its layers down to the base, its containers and what these use, and the images that share most with it. */
function gatherImage(image: string, gathering: Gathering): void {
  const { index } = gathering;
  const layers = [...index.layersOf(image)].reverse();
  gathering.add(layers, most.layers);
  const containers = gathering.add(byInterest(index.to(image, 'runs'), index), most.containers);
  gathering.add(containers.flatMap((id) => usedBy(id, index)), most.containers);
  gatherKin(imageKin(layers, index).filter((id) => id !== image), layers, gathering);
}

/** What it lies on down to the base, and the images that need it. */
function gatherLayer(layer: string, gathering: Gathering): void {
  const { index } = gathering;
  const seen = new Set([layer]);
  for (let below = index.from(layer, 'on')[0]; below !== undefined && !seen.has(below); below = index.from(below, 'on')[0]) {
    seen.add(below);
  }
  gathering.add([...seen], most.layers);
  gatherKin(imageKin([layer], index), [layer], gathering);
}

function gatherKin(kin: readonly string[], layers: readonly string[], gathering: Gathering): void {
  // A layer that did not fit would leave its images without a connection.
  const shown = new Set(layers.filter((layer) => gathering.nodes.has(layer)));
  kin.slice(0, most.kin).forEach((image) => gathering.addWith(image, layersAbove(image, shown, gathering.index)));
  gathering.add(kin, 0);
}

/** Its image, what it mounts and joins, its task, and the containers of its project with theirs. */
function gatherContainer(container: string, project: string | undefined, gathering: Gathering): void {
  const { index } = gathering;
  gathering.add(index.from(container, 'runs'));
  const used = gathering.add(usedBy(container, index), most.members);
  const task = gathering.add(index.to(container, 'starts'));
  gathering.add(task.flatMap((id) => aroundTask(id, index)));
  const ofProject = index.nodesOfKind('container').filter((other) => project !== undefined && other.project === project);
  const mounting = used.flatMap((id) => index.to(id, 'mounts'));
  const neighbours = gathering.add(byInterest([...ofProject.map(({ id }) => id), ...mounting], index), most.containers);
  gathering.add(neighbours.flatMap((id) => usedBy(id, index)));
}

/** Its containers with what they use and what they were made from, and its volumes and networks. */
function gatherProject(name: string, gathering: Gathering): void {
  const { index } = gathering;
  const own = (nodes: readonly { readonly id: string; readonly project?: string }[]): string[] =>
    nodes.filter(({ project }) => project === name).map(({ id }) => id);
  const containers = gathering.add(byInterest(own(index.nodesOfKind('container')), index), most.members);
  gathering.add([...own(index.nodesOfKind('network')), ...own(index.nodesOfKind('volume'))]);
  gathering.add(containers.flatMap((id) => index.from(id, 'runs')));
  gathering.add(containers.flatMap((id) => usedBy(id, index)));
}

/** Who uses a volume or a network, what these were made from, and what else they use. */
function gatherUsers(users: readonly string[], gathering: Gathering): void {
  const { index } = gathering;
  const shown = gathering.add(byInterest(users, index), most.members);
  gathering.add(shown.flatMap((id) => index.from(id, 'runs')));
  gathering.add(shown.flatMap((id) => usedBy(id, index)));
}

/** Tasks that are wanted first; with their service, machine and container. */
function gatherTasks(tasks: readonly string[], gathering: Gathering): void {
  const { index } = gathering;
  const known = tasks.flatMap((id) => index.nodeOfKind(id, 'task') ?? []);
  const rank = (wanted: string): number => (wanted === 'running' ? 0 : 1);
  known.sort((a, b) => rank(a.wantedState) - rank(b.wantedState) || compareNames(a.label, b.label) || (a.id < b.id ? -1 : 1));
  const shown = gathering.add(known.map(({ id }) => id), most.members);
  gathering.add(shown.flatMap((id) => aroundTask(id, index)));
}

function aroundTask(task: string, index: GraphIndex): readonly string[] {
  return [...index.from(task, 'belongs'), ...index.from(task, 'placed'), ...index.from(task, 'starts')];
}

function usedBy(container: string, index: GraphIndex): readonly string[] {
  return [...index.from(container, 'mounts'), ...index.from(container, 'joins')];
}

/** Running containers first, then by name. */
function byInterest(containers: readonly string[], index: GraphIndex): readonly string[] {
  const known = [...new Set(containers)].flatMap((id) => index.nodeOfKind(id, 'container') ?? []);
  const rank = (state: string): number => (state === 'running' ? 0 : 1);
  return known.sort((a, b) => rank(a.state) - rank(b.state) || compareNames(a.label, b.label) || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}
