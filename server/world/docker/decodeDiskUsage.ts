import type { BuildCacheRecord, DaemonDiskFacts } from '../../language/graph/daemonFacts';
import { below, count, field, list, text } from './answerFields';

/**
 * Reads `GET /system/df`. Until API 1.51 the kinds are lists of the answer itself; newer Engines put each below a name of its
 * own, with totals, and name the single things only where they are asked to be verbose.
 * A kind that is not in the answer was not counted, which is not the same as none.
 */
export function decodeDiskUsage(answer: unknown): DaemonDiskFacts {
  const layerBytes = field(answer, 'LayersSize') ?? below(answer, 'ImageUsage', 'TotalSize');
  const images = kind(answer, 'Images', 'ImageUsage');
  const containers = kind(answer, 'Containers', 'ContainerUsage');
  const volumes = kind(answer, 'Volumes', 'VolumeUsage');
  const buildCache = kind(answer, 'BuildCache', 'BuildCacheUsage');
  const cacheTotals = field(answer, 'BuildCacheUsage');
  return {
    ...(typeof layerBytes === 'number' && { layerBytes: count(layerBytes) }),
    ...(images && { images: images.map((one) => ({ id: text(field(one, 'Id')), ...told('sharedBytes', field(one, 'SharedSize')) })) }),
    ...(containers && { containers: containers.map((one) => ({ id: text(field(one, 'Id')), writableBytes: count(field(one, 'SizeRw')) })) }),
    ...(volumes && { volumes: volumes.map(decodeVolume) }),
    ...(buildCache && { buildCache: buildCache.map(decodeRecord) }),
    ...(cacheTotals !== undefined && {
      buildCacheTotals: { bytes: count(field(cacheTotals, 'TotalSize')), reclaimable: count(field(cacheTotals, 'Reclaimable')) },
    }),
  };
}

/** The daemon writes null for an empty list, and leaves out what it was not asked to count. */
function kind(answer: unknown, name: string, newName: string): readonly unknown[] | undefined {
  const found = field(answer, name) ?? below(answer, newName, 'Items');
  return Array.isArray(found) ? list(found) : field(answer, name) === null ? [] : undefined;
}

/** A size of -1 says that the daemon does not know. */
function told<Name extends string>(name: Name, value: unknown): { readonly [key in Name]?: number } {
  return typeof value === 'number' && value >= 0 ? ({ [name]: count(value) } as { readonly [key in Name]?: number }) : {};
}

function decodeVolume(volume: unknown): { readonly name: string; readonly bytes?: number; readonly containers: number } {
  const usage = field(volume, 'UsageData');
  return { name: text(field(volume, 'Name')), ...told('bytes', field(usage, 'Size')), containers: count(field(usage, 'RefCount')) };
}

function decodeRecord(record: unknown): BuildCacheRecord {
  return {
    description: text(field(record, 'Description')),
    bytes: count(field(record, 'Size')),
    inUse: field(record, 'InUse') === true,
    shared: field(record, 'Shared') === true,
  };
}
