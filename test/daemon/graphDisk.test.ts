import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { graphCommand, type GraphCommandOptions } from '../../server/commands/graph';
import { diskUsage } from '../../server/language/graph/disk/diskUsage';
import { freedLayers } from '../../server/language/graph/disk/freedLayers';
import { HeldByBuildCache } from '../../server/language/graph/disk/heldByBuildCache';
import type { DaemonDiskFacts, DaemonFacts } from '../../server/language/graph/daemonFacts';
import { buildLayerForest } from '../../server/language/graph/layerTree';
import type { DiskUsage } from '../../server/protocol/graphDetails';
import { readContentFolder } from '../../server/world/contentFolder';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { findDaemonAddress } from '../../server/world/docker/daemonAddress';
import { decodeDiskUsage } from '../../server/world/docker/decodeDiskUsage';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { buildImage, chosenDaemon, createFolder, docker, dockerOutput, ownName, removeEverything, removeFolder } from './engine';
import { archivedId, loadImages, type ArchivedImage } from './imageArchive';
import { tarArchive } from './tarArchive';

const name = (image: string): string => `${ownName}/disk-${image}`;

/** A layer of so many bytes that no other is like it. */
const layer = (bytes: number): Buffer => tarArchive([{ name: `part-${bytes}`, content: randomBytes(bytes) }]);

function archived(tags: readonly string[], layers: readonly Buffer[]): ArchivedImage {
  const created = '2026-01-02T03:04:05Z';
  const history = layers.map((_, index) => ({ created, created_by: `COPY part-${index} / # buildkit`, comment: 'buildkit.dockerfile.v0' }));
  return { tags, layers, history, created, config: { Cmd: ['/part'], Labels: { random: randomBytes(8).toString('hex') } } };
}

/** The daemon's state as the graph reads it, what it counts, and all bytes that images and build cache take. */
interface Reading {
  readonly facts: DaemonFacts;
  readonly df: DaemonDiskFacts;
  readonly taken: number;
}

async function read(reader: DaemonReader): Promise<Reading> {
  const facts = await takeSnapshot(reader);
  const df = decodeDiskUsage(await reader.diskUsage());
  const cache = df.buildCache?.filter(({ shared }) => !shared).reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
  return { facts, df, taken: (df.layerBytes ?? NaN) + cache };
}

suite('What removing images frees on a real daemon', function () {
  this.timeout(180_000);
  let reader: DaemonReader;
  const base = layer(200_000);
  const [loadedBase, alone, used, oneDangling, otherDangling, twice] = [
    archived([`${name('base')}:1`], [base]),
    archived([`${name('alone')}:1`], [base, layer(31_000), layer(7_000)]),
    archived([`${name('used')}:1`], [base, layer(41_000)]),
    ...[51_000, 52_000].map((bytes) => archived([], [base, layer(bytes)])),
    archived([`${name('twice')}:1`, `${name('twice')}:2`], [base, layer(61_000)]),
  ] as const;
  const together = layer(70_000);
  const pair = [1_000, 2_000].map((bytes) => archived([], [base, together, layer(bytes)]));

  suiteSetup(async () => {
    reader = connectToDaemon(await findDaemonAddress(chosenDaemon()));
    await loadImages([loadedBase!, alone!, used!, oneDangling!, otherDangling!, twice!, ...pair]);
    await dockerOutput('create', '--label', ownName, `${name('used')}:1`);
  });
  suiteTeardown(async () => {
    reader.close();
    await docker(['rmi', '--force', ...[oneDangling!, otherDangling!, ...pair].map(archivedId)]);
    await removeEverything();
  });

  /** Removes by `docker rmi` and gives what the row said and what really went. */
  async function removed(image: string): Promise<{ readonly said: number; readonly heldBy: string; readonly went: number }> {
    const id = await dockerOutput('inspect', '--format', '{{.Id}}', image);
    const before = await read(reader);
    const row = diskUsage(before.facts, before.df).rows.find(({ node }) => node === `image:${id}`);
    assert.ok(row, image);
    await docker(['rmi', image]);
    return { said: row.freedBytes, heldBy: row.heldBy, went: before.taken - (await read(reader)).taken };
  }

  test('the command line prints the same, and one image with its container', async () => {
    const said = async (options: Pick<GraphCommandOptions, 'about' | 'format'>): Promise<string> => {
      let out = '';
      const write = { out: (text: string) => void (out += text), error: (text: string) => assert.fail(text) };
      assert.equal(await graphCommand({ daemon: chosenDaemon(), content: readContentFolder('content'), ...options }, write), 0);
      return out;
    };
    assert.match(await said({ about: 'disk', format: 'text' }), new RegExp(`^image +${name('alone')}:1 +238 kB +200 kB +38 kB$`, 'm'));
    const usage = JSON.parse(await said({ about: 'disk', format: 'json' })) as DiskUsage;
    assert.equal(usage.rows.find(({ label }) => label === `${name('alone')}:1`)?.freedBytes, 38_000);
    assert.match(await said({ about: { focus: `${name('used')}:1` }, format: 'text' }), /^ {2}container .+: created$/m);
    await assert.rejects(said({ about: { focus: name('nothing') }, format: 'text' }), /no image, container, volume, network, service or project is called/);
  });

  test('a loaded image: its own layers', async () => {
    const { said, heldBy, went } = await removed(`${name('alone')}:1`);
    assert.deepEqual([said, heldBy, went], [38_000, '', 38_000]);
  });

  test('an image that a container was made from: nothing', async () => {
    assert.deepEqual(await removed(`${name('used')}:1`), { said: 0, heldBy: '1 container uses it', went: 0 });
  });

  test('an image with two tags: nothing at the first, all at the last', async () => {
    const first = await removed(`${name('twice')}:1`);
    assert.deepEqual([first.said, first.went], [0, 0]);
    const last = await removed(`${name('twice')}:2`);
    assert.deepEqual([last.said, last.went], [61_000, 61_000]);
  });

  test('an image that others stand on: nothing', async () => {
    const { said, heldBy, went } = await removed(`${name('base')}:1`);
    assert.deepEqual([said, went], [0, 0]);
    assert.match(heldBy, /^5 other images need all of its layers$/);
  });

  test('images that share with each other free more together than alone', async () => {
    const before = await read(reader);
    const ids = pair.map(archivedId);
    const rows = diskUsage(before.facts, before.df).rows.filter(({ node }) => ids.includes(node.slice('image:'.length)));
    assert.deepEqual(rows.map(({ freedBytes }) => freedBytes).sort(), [1_000, 2_000]);
    const images = before.facts.images.filter(({ id }) => ids.includes(id));
    assert.equal(freedLayers(images, buildLayerForest(before.facts.images), new HeldByBuildCache([]))?.bytes, 73_000);
    await dockerOutput('rmi', ...ids);
    assert.equal(before.taken - (await read(reader)).taken, 73_000);
  });

  test('an image that BuildKit has built: nothing as long as the build cache holds it', async () => {
    const folder = createFolder({ Dockerfile: 'FROM scratch\nCOPY part /\n' , part: randomBytes(40_500).toString('hex') });
    const built = await buildImage(folder, { tag: `${name('built')}:1` });
    removeFolder(folder);
    assert.ok(built.ok, built.output);
    const { said, heldBy, went } = await removed(`${name('built')}:1`);
    assert.deepEqual([said, heldBy, went], [0, 'the build cache holds 81 kB of it', 0]);
  });

  test('an image of the legacy builder: its own layers, those in between with it', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${name('used')}:1\nCOPY one /\nCOPY two /\nENV A=1\n`, one: 'x'.repeat(5_100), two: 'y'.repeat(6_200) });
    const { code, stderr } = await docker(['build', '--tag', `${name('legacy')}:1`, folder], { DOCKER_BUILDKIT: '0' });
    removeFolder(folder);
    assert.equal(code, 0, stderr);
    const { said, heldBy, went } = await removed(`${name('legacy')}:1`);
    assert.deepEqual([said, heldBy, went], [11_300, '', 11_300]);
  });

  test('dangling images: docker says of those that are ours what the graph says', async () => {
    const before = await read(reader);
    const { danglingBytes } = diskUsage(before.facts, before.df);
    const ids = [oneDangling!, otherDangling!].map(archivedId);
    await dockerOutput('rmi', ...ids);
    const after = await read(reader);
    assert.equal((danglingBytes ?? NaN) - (diskUsage(after.facts, after.df).danglingBytes ?? NaN), 103_000);
    assert.equal(before.taken - after.taken, 103_000);
  });
});
