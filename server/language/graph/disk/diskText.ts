import { formatBytes } from '../../../protocol/formatBytes';
import type { DiskUsage } from '../../../protocol/graphDetails';
import { plainLine, shorten } from '../../wording';

/** Longest name in the table. */
const longestName = 60;

/** Where the disk goes as lines for the terminal: totals, then a table of what takes space, the largest first. */
export function diskText(usage: DiskUsage): string {
  const totals: readonly (readonly [string, number | undefined])[] = [
    ['Layers of images', usage.layerBytes],
    ['  freed by removing dangling images', usage.danglingBytes],
    ['  freed by removing all unused images', usage.unusedBytes],
    ...(usage.unusedInBuildCache === undefined ? [] : [['  held by the build cache, too', usage.unusedInBuildCache] as const]),
    ['Writable layers of containers', usage.containerBytes],
    ['Volumes', usage.volumeBytes],
    ['Build cache', usage.buildCacheBytes],
    ['  freed by pruning it', usage.buildCacheReclaimable],
  ];
  const rows = usage.rows
    .filter(({ bytes }) => bytes > 0)
    .map(({ kind, label, bytes, sharedBytes, freedBytes, heldBy }) => [
      kind.replace('-', ' '),
      shorten(plainLine(label), longestName),
      formatBytes(bytes),
      sharedBytes === 0 ? '' : formatBytes(sharedBytes),
      formatBytes(freedBytes),
      heldBy,
    ]);
  const parts = [
    table(totals.map(([name, bytes]) => [name, bytes === undefined ? 'unknown' : formatBytes(bytes)])),
    ...(rows.length === 0 ? [] : [table([['KIND', 'NAME', 'SIZE', 'SHARED', 'FREED', 'HELD BECAUSE'], ...rows])]),
    ...(usage.leftOut === undefined ? [] : [`${usage.leftOut}\n`]),
  ];
  return parts.join('\n');
}

/** Columns as wide as their longest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) => `${row.map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length)).join('  ').trimEnd()}\n`).join('');
}
