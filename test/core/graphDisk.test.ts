import assert from 'node:assert/strict';
import type { ContainerFacts, DaemonDiskFacts, DaemonFacts, HistoryRow, ImageFacts } from '../../server/language/graph/daemonFacts';
import { diskUsage } from '../../server/language/graph/disk/diskUsage';
import { decodeDiskUsage } from '../../server/world/docker/decodeDiskUsage';
import { randomNumbers, syntheticFacts } from './graphFacts';

const row = (bytes: number, createdBy = 'COPY a b # buildkit'): HistoryRow => ({ createdBy, bytes, created: 1, comment: 'buildkit.dockerfile.v0' });

/** An image whose layers are named with their sizes: `x:10`. */
function image(id: string, layers: readonly string[], more: Partial<ImageFacts> = {}): ImageFacts {
  const sizes = layers.map((layer) => Number(layer.split(':')[1]));
  return { id: `sha256:${id}`, tags: [`${id}:1`], bytes: sizes.reduce((a, b) => a + b, 0), created: 1, layers, history: sizes.map((size) => row(size)), ...more };
}

const container = (id: string, imageOf: string, state = 'exited'): ContainerFacts => ({ id, name: id, imageId: `sha256:${imageOf}`, imageName: imageOf, state, status: '', command: '', created: 1 });

const facts = (images: readonly ImageFacts[], containers: readonly ContainerFacts[] = []): DaemonFacts => ({ host: '', engineVersion: '', images, containers, leftOut: [] });

const nothing: DaemonDiskFacts = { containers: [], volumes: [], buildCache: [] };

/** What the rows say of images: label, freed bytes, what holds it. */
function freed(of: DaemonFacts, df: DaemonDiskFacts = nothing): readonly (readonly [string, number, string])[] {
  return diskUsage(of, df).rows.filter(({ kind }) => kind === 'image').map(({ label, freedBytes, heldBy }) => [label, freedBytes, heldBy]);
}

suite('What removing an image frees', () => {
  test('its own layers; nothing of what others need', () => {
    assert.deepEqual(freed(facts([image('a', ['x:100', 'y:20']), image('b', ['x:100', 'z:5'])])), [['a:1', 20, ''], ['b:1', 5, '']]);
  });

  test('nothing while a container was made from it, running or not', () => {
    assert.deepEqual(freed(facts([image('a', ['x:100'])], [container('c', 'a')])), [['a:1', 0, '1 container uses it']]);
    assert.deepEqual(freed(facts([image('a', ['x:100'])], [container('c', 'a'), container('d', 'a', 'running')])), [['a:1', 0, '2 containers use it']]);
  });

  test('nothing while another tag is there', () => {
    assert.deepEqual(freed(facts([image('a', ['x:100'], { tags: ['a:1', 'a:2'] })])), [['a:1', 0, 'it has 2 tags: removing one leaves the others']]);
  });

  test('nothing of an image that others were built on, and all when these are gone', () => {
    assert.deepEqual(freed(facts([image('base', ['x:100']), image('app', ['x:100', 'y:5'])])), [['app:1', 5, ''], ['base:1', 0, '1 other image needs all of its layers']]);
    assert.deepEqual(freed(facts([image('base', ['x:100'])])), [['base:1', 100, '']]);
  });

  test('nothing of what the build cache holds: by size, or by the step\'s words', () => {
    const record = { inUse: false, shared: true };
    const app = image('app', ['x:100', 'y:20'], { history: [row(100), row(20, 'RUN /bin/sh -c  make all # buildkit')] });
    const bySize = { ...nothing, buildCache: [{ ...record, description: 'fileop target', bytes: 100 }] };
    assert.deepEqual(freed(facts([app]), bySize), [['app:1', 20, 'the build cache holds 100 bytes of it']]);
    const byWords = { ...nothing, buildCache: [{ ...record, description: '[stage 2/3] RUN make all', bytes: 77 }] };
    assert.deepEqual(freed(facts([app]), byWords), [['app:1', 100, 'the build cache holds 20 bytes of it']]);
    const { unusedBytes, unusedInBuildCache } = diskUsage(facts([app]), bySize);
    assert.deepEqual([unusedBytes, unusedInBuildCache], [20, 100]);
    const notShared = { ...nothing, buildCache: [{ ...record, shared: false, description: 'fileop target', bytes: 100 }] };
    assert.deepEqual(freed(facts([app]), notShared), [['app:1', 120, '']]);
  });

  test('without sizes of layers what the daemon counts, where its sizes are those of layers', () => {
    const dark = image('dark', ['x:100', 'y:20'], { history: undefined, bytes: 120 });
    const df = { ...nothing, images: [{ id: 'sha256:dark', sharedBytes: 100 }] };
    assert.deepEqual(freed(facts([dark]), df), [['dark:1', 20, 'the sizes of its layers are not known']]);
    assert.deepEqual(freed(facts([dark, image('larger', ['z:5'], { bytes: 9 })]), df)[0], ['dark:1', 0, 'the sizes of its layers are not known']);
    assert.match(diskUsage(facts([dark, image('larger', ['z:5'], { bytes: 9 })]), df).leftOut ?? '', /compressed layers/);
  });
});

suite('What goes together', () => {
  test('images that share only with each other free more together than alone', () => {
    const two = [image('a', ['x:100', 'y:20'], { tags: [] }), image('b', ['x:100', 'z:5'], { tags: [] })];
    const { danglingBytes, unusedBytes, layerBytes } = diskUsage(facts(two), nothing);
    assert.deepEqual([danglingBytes, unusedBytes, layerBytes], [125, 125, 125]);
  });

  test('dangling ones that a container uses stay; unused ones are tagged ones, too', () => {
    const images = [image('a', ['x:100'], { tags: [] }), image('b', ['y:20'], { tags: [] }), image('c', ['z:3']), image('d', ['z:3', 'w:1'])];
    const { danglingBytes, unusedBytes } = diskUsage(facts(images, [container('c', 'a'), container('d', 'd')]), nothing);
    assert.deepEqual([danglingBytes, unusedBytes], [20, 20]);
  });

  test('it is never less than the largest alone, never more than all layers, and removing all unused one by one frees as much', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const of = syntheticFacts({ seed, images: 16, layers: 50, containers: 6 });
      const usage = diskUsage(of, nothing);
      const random = randomNumbers(seed);
      let left = { ...of, images: of.images.map((each) => ({ ...each, tags: each.tags.slice(0, 1) })) };
      const used = new Set(of.containers.map(({ imageId }) => imageId));
      let oneByOne = 0;
      for (const gone of of.images.filter(({ id }) => !used.has(id)).sort(() => random() - 0.5)) {
        oneByOne += diskUsage(left, nothing).rows.find(({ node }) => node === `image:${gone.id}`)?.freedBytes ?? NaN;
        left = { ...left, images: left.images.filter(({ id }) => id !== gone.id) };
      }
      assert.equal(oneByOne, usage.unusedBytes, `seed ${seed}`);
      assert.ok((usage.unusedBytes ?? NaN) <= (usage.layerBytes ?? NaN));
      assert.ok((usage.danglingBytes ?? NaN) <= (usage.unusedBytes ?? NaN));
    }
  });

  test('an unknown size among what goes makes the sum unknown', () => {
    const { unusedBytes, layerBytes } = diskUsage(facts([image('a', ['x:1'], { history: [] })]), nothing);
    assert.deepEqual([unusedBytes, layerBytes], [undefined, undefined]);
  });
});

suite('Containers, volumes and the build cache', () => {
  const df: DaemonDiskFacts = {
    layerBytes: 50,
    containers: [{ id: 'c', writableBytes: 7 }, { id: 'd', writableBytes: 9 }],
    volumes: [{ name: 'data', bytes: 30, containers: 1 }, { name: 'old', bytes: 20, containers: 0 }, { name: 'far', containers: 0 }],
    buildCache: [
      { description: 'a', bytes: 5, inUse: true, shared: false },
      { description: 'b', bytes: 6, inUse: false, shared: false },
      { description: 'c', bytes: 99, inUse: false, shared: true },
    ],
  };
  const usage = diskUsage(facts([], [container('c', 'x', 'running'), container('d', 'x')]), df);

  test('totals are those of docker system df', () => {
    const { rows: _rows, ...totals } = usage;
    assert.deepEqual(totals, { layerBytes: 50, containerBytes: 16, volumeBytes: 50, buildCacheBytes: 11, buildCacheReclaimable: 6, danglingBytes: 0, unusedBytes: 0 });
  });

  test('what is in use frees nothing; rows are sorted by size', () => {
    assert.deepEqual(usage.rows.map(({ label, bytes, freedBytes, heldBy }) => [label, bytes, freedBytes, heldBy]), [
      ['data', 30, 0, '1 container mounts it'],
      ['old', 20, 20, ''],
      ['Build cache', 11, 6, '1 record in use'],
      ['d', 9, 9, ''],
      ['c', 7, 0, 'it is running'],
      ['far', 0, 0, 'its size is not known'],
    ]);
  });

  test('what was not counted is said', () => {
    assert.equal(diskUsage(facts([])).leftOut, 'The daemon did not count: containers, volumes, build cache.');
    assert.equal(diskUsage(facts([]), nothing).leftOut, undefined);
  });
});

suite('The daemon\'s answer to system/df', () => {
  const image = { Id: 'sha256:a', SharedSize: 3 };
  const volumes = [{ Name: 'v', UsageData: { Size: 4, RefCount: 1 } }, { Name: 'w', UsageData: { Size: -1, RefCount: -1 } }, { Name: 'x' }];
  const record = { Description: 'step', Size: 5, InUse: true, Shared: false };

  test('lists as Engines until 28 write them, null for an empty one', () => {
    assert.deepEqual(decodeDiskUsage({ LayersSize: 9, Images: [image, { Id: 'sha256:b', SharedSize: -1 }], Containers: [{ Id: 'c' }], Volumes: volumes, BuildCache: null }), {
      layerBytes: 9,
      images: [{ id: 'sha256:a', sharedBytes: 3 }, { id: 'sha256:b' }],
      containers: [{ id: 'c', writableBytes: 0 }],
      volumes: [{ name: 'v', bytes: 4, containers: 1 }, { name: 'w', containers: 0 }, { name: 'x', containers: 0 }],
      buildCache: [],
    });
  });

  test('kinds of their own as newer ones do', () => {
    const answer = { ImageUsage: { TotalSize: 9, Items: [image] }, BuildCacheUsage: { TotalSize: 5, Reclaimable: 2, Items: [record] }, VolumeUsage: { TotalSize: 1 } };
    assert.deepEqual(decodeDiskUsage(answer), {
      layerBytes: 9,
      images: [{ id: 'sha256:a', sharedBytes: 3 }],
      buildCache: [{ description: 'step', bytes: 5, inUse: true, shared: false }],
      buildCacheTotals: { bytes: 5, reclaimable: 2 },
    });
    const { buildCacheBytes, buildCacheReclaimable } = diskUsage(facts([]), decodeDiskUsage({ BuildCacheUsage: { TotalSize: 5, Reclaimable: 2 } }));
    assert.deepEqual([buildCacheBytes, buildCacheReclaimable], [5, 2]);
  });

  test('garbage gives nothing', () => {
    for (const answer of [undefined, null, 7, 'x', [], { Images: 5, LayersSize: 'x' }, { Volumes: {} }]) {
      assert.deepEqual(decodeDiskUsage(answer), {});
    }
    assert.deepEqual(decodeDiskUsage({ Volumes: [null, 3], Containers: ['x'] }), { volumes: [{ name: '', containers: 0 }, { name: '', containers: 0 }], containers: [{ id: '', writableBytes: 0 }] });
  });
});
