import { count } from './count';
import type { OutlineItem } from './drawing';
import { formatBytes } from './formatBytes';
import type { ContainerNode, DockerGraph, GraphNode, ImageNode, LayerNode } from './graph';
import { indexGraph, type GraphIndex } from './graphIndex';
import { projectId } from './graphNodeIds';
import { sortByName } from './nameOrder';
import { plainLine, shorten } from './plainText';

/** One line of the tree that side bar, list and terminal show. */
export interface GraphTreeItem {
  /** Tells it from its siblings; the same after each change of the graph. */
  readonly key: string;
  /** Id of the node that it stands for, or `project:NAME`. A node can stand in several places. */
  readonly node?: string;
  readonly kind: OutlineItem['kind'];
  readonly label: string;
  /** What is said beside the label; empty where there is nothing to say. */
  readonly note: string;
  readonly hasChildren: boolean;
  /** Made when they are asked for first. */
  children(): readonly GraphTreeItem[];
}

/** Longest words that are not a node's own label or note, in characters. */
const longestWords = 200;

/** More lines than this below one item say how many follow instead. */
const longestList = 1_000;

/**
 * The graph as a tree: compose projects, images, containers, volumes, networks, and the swarm where there is one; last what
 * was left out. A group without members is not there. Names are sorted, numbers in them by their value.
 */
export function graphTree(graph: DockerGraph): readonly GraphTreeItem[] {
  const index = indexGraph(graph);
  const containers = index.nodesOfKind('container');
  const projects = projectItems(index);
  const others = containers.filter(({ project }) => project === undefined);
  return [
    group('projects', 'Compose projects', projects.length, () => projects),
    group('images', 'Images', index.nodesOfKind('image').length, () => sorted(index.nodesOfKind('image')).map((image) => imageItem(image, index))),
    group('containers', projects.length === 0 ? 'Containers' : 'Other containers', others.length, () => containerItems(others, index)),
    ...(['volume', 'network'] as const).map((kind) =>
      group(`${kind}s`, kind === 'volume' ? 'Volumes' : 'Networks', index.nodesOfKind(kind).length, () =>
        sorted<GraphNode>(index.nodesOfKind(kind)).map((node) => usedItem(node, index)),
      ),
    ),
    group('services', 'Services of the swarm', index.nodesOfKind('service').length, () => serviceItems(index)),
    group('machines', 'Machines of the swarm', index.nodesOfKind('machine').length, () => sorted(index.nodesOfKind('machine')).map((node) => nodeItem(node))),
    ...(graph.leftOut === undefined ? [] : [note('left-out', graph.leftOut)]),
  ].flatMap((item) => item ?? []);
}

function projectItems(index: GraphIndex): GraphTreeItem[] {
  const nodes = (['container', 'volume', 'network'] as const).flatMap((kind) => index.nodesOfKind(kind).filter(({ project }) => project !== undefined));
  const members = groupedBy<GraphNode & { readonly project?: string }>(nodes, ({ project = '' }) => project);
  return sortByName([...members], ([name]) => name).map(([name, own]) => {
    const containers = own.filter((node) => node.kind === 'container');
    const running = containers.filter(({ state }) => state === 'running').length;
    const others = sorted<GraphNode>(own.filter(({ kind }) => kind !== 'container'));
    const words = containers.length === 0 ? 'no container' : `${running} of ${count(containers.length, 'container')} running`;
    return item({ key: name, node: projectId(name), kind: 'project', label: oneLine(name), note: words }, true, () => [
      ...serviceContainers(containers, index),
      ...others.map((node) => usedItem(node, index)),
    ]);
  });
}

/** Containers by service; several of one service stand below its name. */
function serviceContainers(containers: readonly ContainerNode[], index: GraphIndex): GraphTreeItem[] {
  const byService = groupedBy(sorted(containers), ({ service = '' }) => service);
  return sortByName([...byService], ([service]) => service).flatMap(([service, own]) => {
    if (own.length === 1 || service === '') {
      return containerItems(own, index);
    }
    return group(`service ${service}`, oneLine(service), own.length, () => containerItems(own, index)) ?? [];
  });
}

/** An image: its other tags, the containers made from it, and its layers from the base up. */
function imageItem(image: ImageNode, index: GraphIndex): GraphTreeItem {
  const containers = index.to(image.id, 'runs').flatMap((id) => index.nodeOfKind(id, 'container') ?? []);
  const words = [formatBytes(image.bytes), ...(containers.length === 0 ? [] : [count(containers.length, 'container')])];
  const hasChildren = image.tags.length > 1 || containers.length + index.from(image.id, 'top').length > 0;
  return item({ key: image.id, node: image.id, kind: 'image', label: image.label, note: words.join(', ') }, hasChildren, () => [
    ...image.tags.slice(1).map((tag) => note(`tag ${tag}`, tag, 'also its tag')),
    ...containerItems(containers, index),
    ...index.layersOf(image.id).flatMap((id) => index.nodeOfKind(id, 'layer') ?? []).map(layerItem),
  ]);
}

function layerItem(layer: LayerNode): GraphTreeItem {
  const others = layer.images - 1;
  const shared = others === 0 ? 'only in this image' : `shared with ${count(others, 'other image')}`;
  const steps = layer.steps ?? [];
  return item({ key: layer.id, node: layer.id, kind: 'layer', label: layer.label, note: shared }, steps.length > 0, () =>
    steps.map(({ instruction, bytes }, at) => note(`step ${at}`, instruction || 'unknown step', formatBytes(bytes))),
  );
}

/** The image's name stands beside a container whose image is not in the graph. */
function containerItems(containers: readonly ContainerNode[], index: GraphIndex): GraphTreeItem[] {
  return sorted(containers).map((container) =>
    nodeItem(container, index.from(container.id, 'runs').length === 0 ? oneLine(`${container.note}, made from ${container.imageName}`) : container.note),
  );
}

/** A volume or a network with the containers that use it. */
function usedItem(node: GraphNode, index: GraphIndex): GraphTreeItem {
  const users = [...index.to(node.id, 'mounts'), ...index.to(node.id, 'joins')];
  return nodeItem(node, node.note, users.length > 0, () => containerItems(users.flatMap((id) => index.nodeOfKind(id, 'container') ?? []), index));
}

/** Services with their tasks; below a task the container of this daemon that it has started. */
function serviceItems(index: GraphIndex): GraphTreeItem[] {
  return sorted(index.nodesOfKind('service')).map((service) => {
    const tasks = index.to(service.id, 'belongs').flatMap((id) => index.nodeOfKind(id, 'task') ?? []);
    return nodeItem(service, service.note, tasks.length > 0, () =>
      sorted(tasks).map((task) => {
        const started = index.from(task.id, 'starts').flatMap((id) => index.nodeOfKind(id, 'container') ?? []);
        return nodeItem(task, task.note, started.length > 0, () => containerItems(started, index));
      }),
    );
  });
}

function nodeItem(node: GraphNode, words = node.note, hasChildren = false, children = (): readonly GraphTreeItem[] => []): GraphTreeItem {
  return item({ key: node.id, node: node.id, kind: node.kind, label: node.label, note: words }, hasChildren, children);
}

/** What a daemon says beside the labels of nodes, which are lines already: a project is named by whatever a label says. */
function oneLine(text: string): string {
  return shorten(plainLine(text), longestWords);
}

function note(key: string, label: string, words = ''): GraphTreeItem {
  return item({ key, kind: 'note', label: oneLine(label), note: words }, false, () => []);
}

function group(key: string, label: string, members: number, children: () => readonly GraphTreeItem[]): GraphTreeItem | undefined {
  return members === 0 ? undefined : item({ key, kind: 'group', label, note: String(members) }, true, children);
}

function item(words: Omit<GraphTreeItem, 'hasChildren' | 'children'>, hasChildren: boolean, make: () => readonly GraphTreeItem[]): GraphTreeItem {
  let made: readonly GraphTreeItem[] | undefined;
  return { ...words, hasChildren, children: () => (made ??= bounded(make())) };
}

function bounded(items: readonly GraphTreeItem[]): readonly GraphTreeItem[] {
  const more = items.length - longestList;
  return more > 0 ? [...items.slice(0, longestList), note('more', `and ${more} more`)] : items;
}

function groupedBy<Member>(members: readonly Member[], nameOf: (member: Member) => string): ReadonlyMap<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const group = groups.get(nameOf(member)) ?? [];
    groups.set(nameOf(member), group);
    group.push(member);
  }
  return groups;
}

/** By label, what has no name of its own last; those of one label keep their order, which is that of ids. */
function sorted<Node extends GraphNode>(nodes: readonly Node[]): Node[] {
  const byLabel = sortByName(nodes, ({ label }) => label);
  return [...byLabel.filter((node) => !isUnnamed(node)), ...byLabel.filter(isUnnamed)];
}

function isUnnamed(node: GraphNode): boolean {
  return (node.kind === 'image' && node.tags.length === 0) || (node.kind === 'volume' && node.anonymous);
}
