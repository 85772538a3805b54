import type { DiskRow, DiskUsage } from '../../../protocol/graphDetails';
import { containerId, volumeId } from '../../../protocol/graphNodeIds';
import { compareNames } from '../../../protocol/nameOrder';
import { count } from '../../wording';
import { buildGraph } from '../buildGraph';
import type { BuildCacheRecord, DaemonDiskFacts, DaemonFacts } from '../daemonFacts';
import { buildLayerForest, type LayerForest } from '../layerTree';
import { shortId } from '../nodeWords';
import { uniqueById } from '../uniqueFacts';
import { freedLayers } from './freedLayers';
import { HeldByBuildCache } from './heldByBuildCache';
import { countsLayersOnly, imageRows } from './imageRows';

/**
 * Where the disk goes, and what would be freed. What one image frees alone, and several together, follows from the layers
 * that nothing else needs; it is a lower bound where sizes are not known.
 * @param told what the graph shows
 * @param df what the daemon has counted; without it there are images only
 */
export function diskUsage(told: DaemonFacts, df: DaemonDiskFacts = {}): DiskUsage {
  const facts = { ...told, images: uniqueById(told.images), containers: uniqueById(told.containers) };
  const forest = buildLayerForest(facts.images);
  const cache = new HeldByBuildCache(df.buildCache ?? []);
  const labels = new Map(buildGraph(facts, 'daemon').nodes.map(({ id, label }) => [id, label]));
  const used = new Set(facts.containers.map(({ imageId }) => imageId));
  const unused = facts.images.filter(({ id }) => !used.has(id));
  const dangling = unused.filter(({ tags }) => tags.length === 0);
  const areAllKnown = (facts.incomplete ?? []).length === 0;
  const together = areAllKnown ? freedLayers(unused, forest, cache) : undefined;
  const rows = [...imageRows(facts, forest, df, labels), ...containerRows(facts, df, labels), ...volumeRows(facts, df, labels), ...buildCacheRows(df)];
  const leftOut = [...facts.leftOut, ...notCounted(df), ...(countsLayersOnly(facts.images, forest) ? [] : [compressedToo])].join(' ');
  return {
    ...defined({
      layerBytes: df.layerBytes ?? allLayers(forest),
      containerBytes: sum(df.containers?.map(({ writableBytes }) => writableBytes)),
      volumeBytes: sum(df.volumes?.map(({ bytes = 0 }) => bytes)),
      buildCacheBytes: sum(ownRecords(df)?.map(({ bytes }) => bytes)) ?? df.buildCacheTotals?.bytes,
      buildCacheReclaimable: sum(ownRecords(df)?.filter(({ inUse }) => !inUse).map(({ bytes }) => bytes)) ?? df.buildCacheTotals?.reclaimable,
      danglingBytes: areAllKnown ? freedLayers(dangling, forest, cache)?.bytes : undefined,
      unusedBytes: together?.bytes,
      unusedInBuildCache: together?.inBuildCache || undefined,
    }),
    rows: rows.sort((a, b) => b.bytes - a.bytes || compareNames(a.label, b.label) || (a.node < b.node ? -1 : 1)),
    ...(leftOut !== '' && { leftOut }),
  };
}

const compressedToo = 'The sizes of images here count their compressed layers, too: more than is shown can go.';

/** Without its writable layer a container has no bytes of its own; Docker removes a running one only by force. */
function containerRows({ containers }: DaemonFacts, df: DaemonDiskFacts, labels: ReadonlyMap<string, string>): DiskRow[] {
  const states = new Map(containers.map(({ id, state }) => [id, state]));
  return (df.containers ?? []).map(({ id, writableBytes }) => {
    const state = states.get(id) ?? '';
    const isAlive = ['running', 'paused', 'restarting'].includes(state);
    const words = { node: containerId(id), kind: 'container', label: labels.get(containerId(id)) ?? shortId(id) } as const;
    return { ...words, bytes: writableBytes, sharedBytes: 0, freedBytes: isAlive ? 0 : writableBytes, heldBy: isAlive ? `it is ${state}` : '' };
  });
}

function volumeRows(facts: DaemonFacts, df: DaemonDiskFacts, labels: ReadonlyMap<string, string>): DiskRow[] {
  const mounting = (name: string): number => facts.containers.filter(({ mounts }) => mounts?.some((mount) => mount.kind === 'volume' && mount.name === name)).length;
  return (df.volumes ?? []).map(({ name, bytes, containers }) => {
    const users = Math.max(containers, mounting(name));
    const label = labels.get(volumeId(name)) ?? shortId(name);
    const words = { node: volumeId(name), kind: 'volume', label, bytes: bytes ?? 0, sharedBytes: 0 } as const;
    const held = users === 0 ? '' : `${count(users, 'container')} ${users === 1 ? 'mounts' : 'mount'} it`;
    return { ...words, freedBytes: users === 0 ? (bytes ?? 0) : 0, heldBy: held || (bytes === undefined ? 'its size is not known' : '') };
  });
}

/** One row for the whole cache: its records have no names that anybody knows. */
function buildCacheRows(df: DaemonDiskFacts): DiskRow[] {
  const records = ownRecords(df);
  const bytes = sum(records?.map((record) => record.bytes)) ?? df.buildCacheTotals?.bytes ?? 0;
  if (bytes === 0) {
    return [];
  }
  const inUse = records?.filter((record) => record.inUse).length ?? 0;
  const reclaimable = sum(records?.filter((record) => !record.inUse).map((record) => record.bytes)) ?? df.buildCacheTotals?.reclaimable ?? 0;
  const heldBy = inUse === 0 ? '' : `${count(inUse, 'record')} in use`;
  return [{ node: 'build-cache', kind: 'build-cache', label: 'Build cache', bytes, sharedBytes: 0, freedBytes: reclaimable, heldBy }];
}

/** What an image has, too, is counted there: as `docker system df` does. */
function ownRecords({ buildCache }: DaemonDiskFacts): readonly BuildCacheRecord[] | undefined {
  return buildCache?.filter(({ shared }) => !shared);
}

/** Each layer once; undefined where the size of one is not known. */
function allLayers({ roots }: LayerForest): number | undefined {
  let bytes = 0;
  const waiting = [...roots];
  for (let layer = waiting.pop(); layer !== undefined; layer = waiting.pop()) {
    if (layer.row === undefined) {
      return undefined;
    }
    bytes += layer.row.bytes;
    waiting.push(...layer.children);
  }
  return bytes;
}

function notCounted({ containers, volumes, buildCache, buildCacheTotals }: DaemonDiskFacts): string[] {
  const missing = [
    ...(containers === undefined ? ['containers'] : []),
    ...(volumes === undefined ? ['volumes'] : []),
    ...(buildCache ?? buildCacheTotals) === undefined ? ['build cache'] : [],
  ];
  return missing.length === 0 ? [] : [`The daemon did not count: ${missing.join(', ')}.`];
}

function sum(numbers: readonly number[] | undefined): number | undefined {
  return numbers?.reduce((total, one) => total + one, 0);
}

/** Without the keys that have no value. */
function defined<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}
