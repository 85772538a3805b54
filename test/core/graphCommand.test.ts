import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { diskText } from '../../server/language/graph/disk/diskText';
import { findNodes } from '../../server/language/graph/focus/findNode';

const compose = { project: 'shop', service: 'web', folder: '', files: [], isOneOff: false };
const facts: DaemonFacts = {
  host: '',
  engineVersion: '',
  images: [
    { id: 'sha256:abcdef0123', tags: ['web:1.5', 'web:latest'], digests: ['web@sha256:99'], bytes: 1, created: 1, layers: ['x'] },
    { id: 'sha256:abcd999999', tags: [], bytes: 1, created: 1, layers: ['x'] },
  ],
  containers: [{ id: 'c0ffee', name: 'shop-web-1', imageId: '', imageName: '', state: 'running', status: '', command: '', created: 1, compose }],
  volumes: [{ name: 'data', driver: 'local', created: 1, anonymous: false }, { name: 'shop', driver: 'local', created: 1, anonymous: false }],
  networks: [{ id: 'abc0', name: 'data', driver: 'bridge', scope: 'local', internal: false, created: 1, subnets: [] }],
  leftOut: [],
};
const graph = buildGraph(facts, 'daemon');

suite('What a person may mean by a name', () => {
  const meanings: readonly (readonly [string, readonly string[]])[] = [
    ['container:c0ffee', ['container:c0ffee']],
    ['web:1.5', ['image:sha256:abcdef0123']],
    ['web', ['image:sha256:abcdef0123']],
    ['web@sha256:99', ['image:sha256:abcdef0123']],
    ['shop-web-1', ['container:c0ffee']],
    ['project:shop', ['project:shop']],
    ['shop', ['project:shop', 'volume:shop']],
    ['data', ['network:abc0', 'volume:data']],
    ['c0ff', ['container:c0ffee']],
    ['abcdef', ['image:sha256:abcdef0123']],
    ['sha256:abcd9', ['image:sha256:abcd999999']],
    ['abcd', ['image:sha256:abcd999999', 'image:sha256:abcdef0123']],
    ['abc', []],
    ['nothing', []],
    ['', []],
  ];
  for (const [words, ids] of meanings) {
    test(words || 'nothing at all', () => assert.deepEqual(findNodes(graph, words), ids));
  }
});

suite('Disk usage as lines', () => {
  test('totals, then what takes space; what is not known is said', () => {
    const row = { node: 'image:a', kind: 'image', label: 'web:1', bytes: 12_000_000, sharedBytes: 10_000_000, freedBytes: 0, heldBy: '1 container uses it' } as const;
    const cache = { node: 'build-cache', kind: 'build-cache', label: 'Build cache', bytes: 5_000, sharedBytes: 0, freedBytes: 5_000, heldBy: '' } as const;
    assert.equal(
      diskText({ layerBytes: 12_000_000, buildCacheBytes: 5_000, rows: [row, cache, { ...row, bytes: 0 }], leftOut: 'The daemon did not count: volumes.' }),
      [
        'Layers of images                       12 MB',
        '  freed by removing dangling images    unknown',
        '  freed by removing all unused images  unknown',
        'Writable layers of containers          unknown',
        'Volumes                                unknown',
        'Build cache                            5 kB',
        '  freed by pruning it                  unknown',
        '',
        'KIND         NAME         SIZE   SHARED  FREED    HELD BECAUSE',
        'image        web:1        12 MB  10 MB   0 bytes  1 container uses it',
        'build cache  Build cache  5 kB           5 kB',
        '',
        'The daemon did not count: volumes.',
        '',
      ].join('\n'),
    );
  });
});
