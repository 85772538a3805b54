import { formatBytes } from '../../../server/protocol/formatBytes';
import type { DiskRow, DiskUsage } from '../../../server/protocol/graphDetails';

export type DiskColumn = 'label' | 'kind' | 'bytes' | 'sharedBytes' | 'freedBytes';

export interface DiskOrder {
  readonly column: DiskColumn;
  readonly descending: boolean;
}

/** The rows of some nodes in some order; rows that are equal stay as they were. `matches`: the nodes to show; undefined shows all. */
export function orderedRows(rows: readonly DiskRow[], { column, descending }: DiskOrder, matches: ReadonlySet<string> | undefined): readonly DiskRow[] {
  const sign = descending ? -1 : 1;
  const compare = (a: DiskRow, b: DiskRow): number => {
    const [one, other] = [a[column], b[column]];
    return sign * (typeof one === 'number' ? one - Number(other) : one < other ? -1 : one > other ? 1 : 0);
  };
  return rows.filter(({ node }) => matches === undefined || matches.has(node)).sort(compare);
}

/** A part of all that is counted. */
export interface DiskPart {
  readonly kind: DiskRow['kind'];
  readonly words: string;
  readonly bytes: number;
  /** Between 0 and 1. */
  readonly part: number;
}

/** What is counted, by kind; what the daemon did not tell is missing. Layers count once, however many images need them. */
export function diskParts({ layerBytes, containerBytes, volumeBytes, buildCacheBytes }: DiskUsage): readonly DiskPart[] {
  const known = ([
    ['image', 'Image layers', layerBytes],
    ['container', 'Containers', containerBytes],
    ['volume', 'Volumes', volumeBytes],
    ['build-cache', 'Build cache', buildCacheBytes],
  ] as const).flatMap(([kind, words, bytes]) => (bytes === undefined ? [] : [{ kind, words, bytes }]));
  const total = known.reduce((sum, { bytes }) => sum + bytes, 0);
  return known.map((one) => ({ ...one, part: total === 0 ? 0 : one.bytes / total }));
}

/** Something that can go together. */
export interface Reclaimable {
  readonly words: string;
  readonly bytes: number;
  /** What keeps more from going; empty where nothing does. */
  readonly more: string;
}

/** What can be freed at one go; what the daemon did not tell is missing. */
export function reclaimables({ danglingBytes, unusedBytes, unusedInBuildCache = 0, buildCacheReclaimable }: DiskUsage): readonly Reclaimable[] {
  return ([
    ['All images without a tag', danglingBytes, ''],
    ['All images without a container', unusedBytes, unusedInBuildCache === 0 ? '' : `${formatBytes(unusedInBuildCache)} more of theirs are held by the build cache, too`],
    ['Build cache that nothing uses', buildCacheReclaimable, ''],
  ] as const).flatMap(([words, bytes, more]) => (bytes === undefined ? [] : [{ words, bytes, more }]));
}
