import type { ContainerNode, GraphNode } from '../../../server/protocol/graph';
import { sortNames } from '../../../server/protocol/nameOrder';

/** What may be shown. An empty value filters nothing. */
export interface Filters {
  readonly kind: string;
  readonly state: string;
  readonly project: string;
  readonly size: string;
  readonly age: string;
  readonly use: string;
}

export type FilterName = keyof Filters;

export const noFilters: Filters = { kind: '', state: '', project: '', size: '', age: '', use: '' };

/** The values of a filter with their words, the empty one first. */
export type FilterChoice = readonly [value: string, words: string];

const megabyte = 1_000_000;
const day = 86_400;

/** Every filter with its values; the projects are those of the graph. */
export const filterChoices: Readonly<Record<Exclude<FilterName, 'project'>, readonly FilterChoice[]>> = {
  kind: [
    ['', 'Everything'],
    ['image', 'Images'],
    ['container', 'Containers'],
    ['layer', 'Layers'],
    ['volume', 'Volumes'],
    ['network', 'Networks'],
    ['swarm', 'Swarm'],
  ],
  state: [
    ['', 'Any state'],
    ['running', 'Running'],
    ['unhealthy', 'Unhealthy'],
    ['paused', 'Paused'],
    ['restarting', 'Restarting'],
    ['stopped', 'Stopped'],
    ['failed', 'Exit code other than 0, or dead'],
  ],
  size: [
    ['', 'Any size'],
    [String(10 * megabyte), '10 MB and more'],
    [String(100 * megabyte), '100 MB and more'],
    [String(500 * megabyte), '500 MB and more'],
    [String(1000 * megabyte), '1 GB and more'],
  ],
  age: [
    ['', 'Any age'],
    [`<${day}`, 'Of the last 24 hours'],
    [`<${7 * day}`, 'Of the last 7 days'],
    [`>${30 * day}`, 'Older than 30 days'],
    [`>${180 * day}`, 'Older than 180 days'],
  ],
  use: [
    ['', 'Used or not'],
    ['used', 'Used by a container'],
    ['unused', 'Used by no container'],
    ['dangling', 'Images without a tag'],
    ['cue', 'Worth a look'],
  ],
};

/** The compose projects of a graph as values of a filter. */
export function projectChoices(nodes: readonly GraphNode[]): readonly FilterChoice[] {
  const names = new Set(nodes.flatMap((node) => ('project' in node && node.project !== undefined ? [node.project] : [])));
  return [['', 'Any project'], ...sortNames(names).map((name): FilterChoice => [name, name])];
}

/** What a page remembered, reduced to what is a filter. */
export function readFilters(remembered: Readonly<Record<string, string>> | undefined): Filters {
  const names = Object.keys(noFilters) as FilterName[];
  return { ...noFilters, ...Object.fromEntries(names.map((name) => [name, String(remembered?.[name] ?? '')])) };
}

/** How many filters are set. */
export function setFilters(filters: Filters): number {
  return Object.values(filters).filter((value) => value !== '').length;
}

/**
 * The nodes that pass every filter that is set; undefined where none is. What a filter does not know of a node, such as the
 * age of a volume whose driver tells none, does not pass.
 * @param now seconds since 1970
 */
export function filterNodes(nodes: readonly GraphNode[], filters: Filters, now: number): ReadonlySet<string> | undefined {
  if (setFilters(filters) === 0) {
    return undefined;
  }
  return new Set(nodes.filter((node) => passes(node, filters, now)).map(({ id }) => id));
}

function passes(node: GraphNode, { kind, state, project, size, age, use }: Filters, now: number): boolean {
  return (
    (kind === '' || isOfKind(node, kind)) &&
    (state === '' || (node.kind === 'container' && isInState(node, state))) &&
    (project === '' || ('project' in node && node.project === project)) &&
    (size === '' || ('bytes' in node && (node.bytes ?? -1) >= Number(size))) &&
    (age === '' || isOfAge(node, age, now)) &&
    (use === '' || isUsed(node, use))
  );
}

function isOfKind(node: GraphNode, kind: string): boolean {
  return kind === 'swarm' ? node.kind === 'service' || node.kind === 'task' || node.kind === 'machine' : node.kind === kind;
}

function isInState({ state, health, exitCode }: ContainerNode, wanted: string): boolean {
  switch (wanted) {
    case 'stopped':
      return state === 'exited' || state === 'created' || state === 'dead';
    case 'failed':
      return state === 'dead' || (exitCode ?? 0) !== 0;
    case 'unhealthy':
      return health === 'unhealthy';
    default:
      return state === wanted;
  }
}

function isOfAge(node: GraphNode, wanted: string, now: number): boolean {
  const created = 'created' in node ? node.created : 0;
  const seconds = Number(wanted.slice(1));
  const age = now - created;
  return created > 0 && (wanted.startsWith('<') ? age < seconds : age > seconds);
}

function isUsed(node: GraphNode, wanted: string): boolean {
  if (wanted === 'cue') {
    return (node.cues?.length ?? 0) > 0;
  }
  if (wanted === 'dangling') {
    return node.kind === 'image' && node.tags.length === 0;
  }
  const isPredefined = node.kind === 'network' && node.predefined;
  const isKept = node.kind === 'image' || node.kind === 'volume' || node.kind === 'network';
  return isKept && (wanted === 'used' ? node.containers > 0 : node.containers === 0 && !isPredefined);
}
