import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DockerfileBuilds } from '../../server/dockerfileBuilds';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { LayerOrigins } from '../../server/layerOrigins';
import { inspectImage } from '../../server/nodeInspections';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { createFolder, docker, dockerHost, dockerOutput, ownName, removeEverything, removeFolder, writeFiles } from './engine';

const dockerfile = `ARG BASE=${busyboxImage}
FROM \${BASE} AS base
WORKDIR /app
COPY one.txt ./
FROM base
ENV MODE=production
RUN md5sum one.txt \\
    >one.sum
CMD ["sleep", "300"]
`;

suite('Lines of Dockerfiles that made the layers of an image', function () {
  this.timeout(120_000);
  let folder = '';
  let reader: DaemonReader;

  suiteSetup(async () => {
    await ensureBaseImage();
    reader = connectToDaemon(parseDaemonHost(dockerHost()));
  });
  setup(() => {
    folder = createFolder({ 'web/Dockerfile': dockerfile, 'web/one.txt': 'x'.repeat(5_000), 'readme.md': '' });
  });
  teardown(() => removeFolder(folder));
  suiteTeardown(async () => {
    reader.close();
    await removeEverything();
  });

  const build = async (tag: string, ...options: readonly string[]): Promise<void> => {
    await dockerOutput('build', '--tag', tag, ...options, join(folder, 'web'));
  };
  const madeBy = async (tag: string, facts?: DaemonFacts): Promise<readonly (string | undefined)[]> => {
    const known = facts ?? (await takeSnapshot(reader));
    const image = known.images.find(({ tags }) => tags.includes(tag));
    assert.ok(image);
    const origins = new LayerOrigins(() => [folder], new DockerfileBuilds(() => [folder]), () => undefined);
    const found = await origins.madeBy(image, known, (id) => inspectImage(reader, id));
    return image.layers.map((_, index) => found.get(index)?.words);
  };
  const lines = (...numbers: readonly number[]): readonly (string | undefined)[] => [undefined, undefined, ...numbers.map((line) => `web/Dockerfile, line ${line}`)];

  test('each step that made a layer, over two stages; the base has none', async () => {
    const tag = `${ownName}/madeby:1`;
    await build(tag);
    assert.deepEqual(await madeBy(tag), lines(3, 4, 7));
  });

  test('the place is the whole instruction', async () => {
    const tag = `${ownName}/madeby:1`;
    await build(tag);
    const facts = await takeSnapshot(reader);
    const origins = new LayerOrigins(() => [folder], new DockerfileBuilds(() => [folder]), () => undefined);
    const found = await origins.madeBy(facts.images.find(({ tags }) => tags.includes(tag))!, facts, (id) => inspectImage(reader, id));
    const { location } = found.get(4)!;
    assert.equal(location.uri, pathToFileURL(join(folder, 'web', 'Dockerfile')).href);
    assert.deepEqual(location.range, { start: { line: 6, character: 0 }, end: { line: 7, character: 12 } });
  });

  test('the builder before BuildKit', async () => {
    const tag = `${ownName}/madeby:legacy`;
    const { code, stderr } = await docker(['build', '--tag', tag, join(folder, 'web')], { DOCKER_BUILDKIT: '0' });
    assert.equal(code, 0, stderr);
    assert.deepEqual(await madeBy(tag), lines(3, 4, 7));
  });

  test('a file that was changed since says nothing of the image; built again, it does', async () => {
    const tag = `${ownName}/madeby:2`;
    await build(tag);
    writeFiles(folder, { 'web/Dockerfile': `# new\n${dockerfile.replace('MODE=production', 'MODE=test')}` });
    assert.deepEqual(await madeBy(tag), [undefined, undefined, undefined, undefined, undefined]);
    await build(tag);
    assert.deepEqual(await madeBy(tag), lines(4, 5, 8));
  });

  test('where two files may have made it, neither is told', async () => {
    const tag = `${ownName}/madeby:3`;
    await build(tag);
    writeFiles(folder, { 'copy/Dockerfile': dockerfile });
    assert.deepEqual(await madeBy(tag), [undefined, undefined, undefined, undefined, undefined]);
  });

  test('build arguments of a compose file count', async () => {
    const tag = `${ownName}/madeby:4`;
    writeFiles(folder, {
      'web/Dockerfile': `FROM ${busyboxImage}\nARG NAME\nRUN echo $NAME >/name\n`,
      'compose.yaml': 'services:\n  web:\n    build:\n      context: web\n      args:\n        NAME: shop\n',
    });
    await build(tag, '--build-arg', 'NAME=shop');
    assert.deepEqual(await madeBy(tag), lines(3));
  });

  test('an image of somebody else, and one without a history', async () => {
    const known = await takeSnapshot(reader);
    assert.deepEqual(await madeBy(busyboxImage, known), [undefined, undefined]);
    const image = known.images.find(({ tags }) => tags.includes(busyboxImage))!;
    assert.deepEqual(await madeBy(busyboxImage, { ...known, images: [{ ...image, history: undefined }] }), [undefined, undefined]);
  });
});
