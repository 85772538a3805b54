import assert from 'node:assert/strict';
import { diskParts, orderedRows, reclaimables } from '../../media/graph/disk/diskRows';
import type { DiskRow } from '../../server/protocol/graphDetails';

const row = (label: string, bytes: number, freedBytes: number): DiskRow => ({ node: `image:${label}`, kind: 'image', label, bytes, sharedBytes: 0, freedBytes, heldBy: '' });
const rows = [row('b', 10, 3), row('a', 10, 5), row('c', 30, 0)];
const names = (ordered: readonly DiskRow[]): string => ordered.map(({ label }) => label).join('');

suite('the graph page: rows of the disk', () => {
  test('by each column, both ways; rows that are equal stay as they were', () => {
    assert.equal(names(orderedRows(rows, { column: 'bytes', descending: true }, undefined)), 'cba');
    assert.equal(names(orderedRows(rows, { column: 'freedBytes', descending: false }, undefined)), 'cba');
    assert.equal(names(orderedRows(rows, { column: 'label', descending: false }, undefined)), 'abc');
    assert.equal(names(orderedRows(rows, { column: 'label', descending: true }, undefined)), 'cba');
    assert.equal(names(rows), 'bac');
  });

  test('only what matches', () => {
    assert.equal(names(orderedRows(rows, { column: 'bytes', descending: true }, new Set(['image:a']))), 'a');
  });

  test('what the daemon did not tell is missing, and nothing is no part of nothing', () => {
    const parts = diskParts({ rows: [], layerBytes: 75, volumeBytes: 25 });
    assert.deepEqual(parts.map(({ kind, part }) => [kind, part]), [['image', 0.75], ['volume', 0.25]]);
    assert.deepEqual(diskParts({ rows: [], layerBytes: 0 }).map(({ part }) => part), [0]);
    assert.deepEqual(reclaimables({ rows: [], unusedBytes: 5 }), [{ words: 'All images without a container', bytes: 5, more: '' }]);
    assert.match(reclaimables({ rows: [], unusedBytes: 0, unusedInBuildCache: 2_000_000 })[0]?.more ?? '', /^2 MB more/);
  });
});
