import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode } from './composeNode';
import { foundOnce } from '../../foundOnce';
import { listNode, mapEntries, mappingNode, scalarText, textNode } from './nodeEdits';
import { scalarAt } from './readNodes';
import type { ProjectReading } from './projectReading';
import { matchesPath } from './typeCasts';

type Merger = (base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading) => ComposeNode;

/** What is not merged key by key and item by item. Source: compose-go `override/merge.go`. */
const specials: readonly { readonly pattern: readonly string[]; readonly merge: Merger }[] = [
  ...Object.entries<Merger>({
    'networks.*.ipam.config': mergeAddressPools,
    'networks.*.labels': mergeAsLists,
    'volumes.*.labels': mergeAsLists,
    'services.*.annotations': mergeAsLists,
    'services.*.build': mergeBuilds,
    'services.*.build.args': mergeAsLists,
    'services.*.build.additional_contexts': mergeAsLists,
    'services.*.build.extra_hosts': mergeHosts,
    'services.*.build.labels': mergeAsLists,
    'services.*.command': takeOver,
    'services.*.depends_on': mergeDependencies,
    'services.*.deploy.labels': mergeAsLists,
    'services.*.dns': mergeAsLists,
    'services.*.dns_opt': mergeAsLists,
    'services.*.dns_search': mergeAsLists,
    'services.*.entrypoint': takeOver,
    'services.*.env_file': mergeAsLists,
    'services.*.label_file': mergeAsLists,
    'services.*.environment': mergeAsLists,
    'services.*.extra_hosts': mergeHosts,
    'services.*.healthcheck.test': takeOver,
    'services.*.labels': mergeAsLists,
    'services.*.logging': mergeLogging,
    'services.*.models': mergeNamed,
    'services.*.networks': mergeNamed,
    'services.*.sysctls': mergeAsLists,
    'services.*.tmpfs': mergeAsLists,
    'services.*.ulimits.*': takeOver,
  }).map(([pattern, merge]) => ({ pattern: pattern.split('.'), merge })),
];

/**
 * One file's values over those of the files before: mappings key by key, lists one behind the other, all else replaced.
 * @param path keys that lead to the two values, as in `services`, `web`, `build`
 */
export function mergeNodes(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  const special = specials.find(({ pattern }) => matchesPath(path, pattern));
  if (special) return special.merge(base, over, path, reading);
  if (isNothing(over)) return base;
  if (isNothing(base) || (base.kind === 'scalar' && over.kind === 'scalar')) return over;
  if (base.kind === 'mapping' && over.kind === 'mapping') return mergeMappings(base, over, path, reading);
  if (base.kind === 'list' && over.kind === 'list') return listNode([...base.items, ...over.items], over.place);
  // What stands below an `x-` key only newer versions of Compose merge so strictly.
  const isExtension = path.some((key) => key.startsWith('x-'));
  if (base.kind !== 'scalar' && !isExtension) reading.fault('values-cannot-be-merged', `\`${path.join('.')}\` is a ${base.kind} in the file before and a ${over.kind} here: Compose cannot merge them.`, over.place);
  return over;
}

/** The keys of both; what both have is merged. @param path keys from the top of the file, for messages */
export function mergeMappings(base: ComposeMappingNode, over: ComposeMappingNode, path: readonly string[], reading: ProjectReading): ComposeMappingNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before ? { ...entry, value: mergeNodes(before.value, entry.value, [...path, key], reading) } : entry);
  }
  return { ...over, entries };
}

function isNothing(node: ComposeNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function takeOver(_base: ComposeNode, over: ComposeNode): ComposeNode {
  return over;
}

function mergeAsLists(base: ComposeNode, over: ComposeNode): ComposeNode {
  return listNode([...asItems(base), ...asItems(over)], over.place);
}

/** `KEY: value` as `KEY=value`, sorted by Compose; a single text is a list of one. */
function asItems(node: ComposeNode): readonly ComposeNode[] {
  if (node.kind === 'list') return node.items;
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  return [...node.entries.values()].flatMap(keyValueItems).sort((one, other) => compare(one, other));
}

function compare(one: ComposeNode, other: ComposeNode): number {
  const [left, right] = [one, other].map((node) => (node.kind === 'scalar' ? scalarText(node) : ''));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}

function keyValueItems({ key, keyPlace, value }: ComposeMappingEntry): ComposeNode[] {
  const place = { path: keyPlace.path, span: { start: keyPlace.span.start, end: Math.max(keyPlace.span.end, value.place.path === keyPlace.path ? value.place.span.end : 0) } };
  if (value.kind === 'list') return value.items.map((item) => textNode(`${key}=${item.kind === 'scalar' ? scalarText(item) : ''}`, place));
  if (value.kind === 'mapping') return [value];
  if (value.value === null) return [textNode(key, place)];
  return [{ ...textNode(`${key}=${scalarText(value)}`, place, value.isUncertain), uses: value.uses }];
}

function mergeHosts(base: ComposeNode, over: ComposeNode): ComposeNode {
  const first = asItems(base);
  const known = new Set(first.map((item) => (item.kind === 'scalar' ? scalarText(item) : '')));
  return listNode([...first, ...asItems(over).filter((item) => item.kind !== 'scalar' || !known.has(scalarText(item)))], over.place);
}

function mergeBuilds(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  const [first, second] = [base, over].map(asBuild);
  return first && second ? mergeMappings(first, second, path, reading) : over;
}

function asBuild(node: ComposeNode): ComposeMappingNode | undefined {
  if (node.kind === 'mapping') return node;
  if (node.kind !== 'scalar') return undefined;
  return mappingNode(node.value === null ? [] : [{ key: 'context', keyPlace: node.place, value: node }], node.place);
}

function mergeDependencies(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  return mergeAsMappings(base, over, path, reading, (item) =>
    mappingNode([
      { key: 'condition', keyPlace: item.place, value: textNode('service_started', item.place) },
      { key: 'required', keyPlace: item.place, value: { ...textNode('true', item.place), value: true } },
    ], item.place),
  );
}

function mergeNamed(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  return mergeAsMappings(base, over, path, reading, (item) => ({ ...textNode('', item.place), value: null }));
}

function mergeAsMappings(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading, valueOf: (item: ComposeNode) => ComposeNode): ComposeNode {
  const [first, second] = [base, over].map((node) => (node.kind === 'list' ? namedMapping(node, valueOf) : node));
  if (first?.kind !== 'mapping') return second ?? over;
  return second?.kind === 'mapping' ? mergeMappings(first, second, path, reading) : first;
}

function namedMapping(list: ComposeListNode, valueOf: (item: ComposeNode) => ComposeNode): ComposeMappingNode {
  return mappingNode(list.items.flatMap((item) => (item.kind === 'scalar' ? [{ key: scalarText(item), keyPlace: item.place, value: valueOf(item) }] : [])), list.place);
}

/** Options are merged only where both speak of the same driver. */
function mergeLogging(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  if (base.kind !== 'mapping' || over.kind !== 'mapping') return over;
  const [first, second] = [base, over].map((node) => scalarAt(node, 'driver')?.value);
  return first === second || first === undefined || second === undefined ? mergeMappings(base, over, path, reading) : over;
}

/** Pools of addresses belong together where they name the same subnet. */
function mergeAddressPools(base: ComposeNode, over: ComposeNode, path: readonly string[], reading: ProjectReading): ComposeNode {
  if (base.kind !== 'list' || over.kind !== 'list') return over;
  const pools = base.items.slice();
  for (const item of over.items) {
    const subnet = scalarAt(item, 'subnet')?.value;
    const at = pools.findIndex((pool) => subnet !== undefined && scalarAt(pool, 'subnet')?.value === subnet);
    const before = pools[at];
    if (before?.kind === 'mapping' && item.kind === 'mapping') pools[at] = mergeMappings(before, item, path, reading);
    else pools.push(item);
  }
  return listNode(pools, over.place);
}

/** A model without the keys that a later file's `!reset` and `!override` name. */
export function withoutPaths(model: ComposeMappingNode, paths: readonly (readonly string[])[]): ComposeMappingNode {
  return paths.length === 0 ? model : withoutBranches(model, branchesOf(paths));
}

/** Keys by what is taken away below them; `all` where the key itself goes. */
type Branches = Map<string, Branches | 'all'>;

/** Paths that share their first keys are one branch, so that each mapping is made anew once, and not for each path. */
const branchesOf = foundOnce((paths: readonly (readonly string[])[]): Branches => {
  const root: Branches = new Map();
  for (const path of paths) addPath(root, path);
  return root;
});

function addPath(branches: Branches, [key, ...rest]: readonly string[]): void {
  if (key === undefined) return;
  const known = branches.get(key);
  if (known === 'all') return;
  if (rest.length === 0) branches.set(key, 'all');
  else {
    const below: Branches = known ?? new Map();
    branches.set(key, below);
    addPath(below, rest);
  }
}

function withoutBranches(mapping: ComposeMappingNode, branches: Branches): ComposeMappingNode {
  return mapEntries(mapping, ({ key, value }) => {
    const branch = branches.get(key);
    if (branch === 'all') return undefined;
    return branch && value.kind === 'mapping' ? withoutBranches(value, branch) : value;
  });
}
