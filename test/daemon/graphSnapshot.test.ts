import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { connectToDaemon } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, dockerHost, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from './engine';
import { startRecordingProxy } from './recordingProxy';

async function snapshot(host = dockerHost()): Promise<DaemonFacts> {
  const reader = connectToDaemon(parseDaemonHost(host));
  try {
    return await takeSnapshot(reader);
  } finally {
    reader.close();
  }
}

suite('The graph of a real daemon', function () {
  this.timeout(120_000);
  const image = `${ownName}/graph:1`;
  let container = '';

  suiteSetup(async () => {
    await ensureBaseImage();
    const folder = createFolder({
      Dockerfile: `FROM ${busyboxImage}\nWORKDIR /app\nENV API_TOKEN=do-not-show\nCOPY one.txt ./\nRUN md5sum one.txt >one.sum\nCMD ["sleep", "300"]\n`,
      'one.txt': 'x'.repeat(5_000),
    });
    const { ok, output } = await buildImage(folder, { tag: image, options: ['--no-cache'] });
    removeFolder(folder);
    assert.ok(ok, output);
    container = await startContainer(image, ['--name', `${ownName}-graph`]);
  });
  suiteTeardown(removeEverything);

  test('holds an image just built and its container, joined', async () => {
    const id = await dockerOutput('inspect', '--format', '{{.Id}}', image);
    const graph = buildGraph(await snapshot(), 'daemon');
    const node = graph.nodes.find((each) => each.id === `image:${id}`);
    assert.deepEqual(node?.kind === 'image' && node.tags, [image]);
    const run = graph.nodes.find((each) => each.id === `container:${container}`);
    assert.equal(run?.kind === 'container' && run.state, 'running');
    assert.equal(run?.kind === 'container' && run.name, `${ownName}-graph`);
    assert.ok(graph.edges.some(({ from, to, kind }) => kind === 'runs' && from === `container:${container}` && to === `image:${id}`));
  });

  test('every image and container that the docker command lists is there, and no other', async () => {
    const facts = await snapshot();
    const images = (await dockerOutput('images', '--no-trunc', '--quiet')).split('\n').filter(Boolean);
    const containers = (await dockerOutput('ps', '--all', '--no-trunc', '--quiet')).split('\n').filter(Boolean);
    assert.deepEqual(facts.images.map(({ id }) => id).sort(), [...new Set(images)].sort());
    assert.deepEqual(facts.containers.map(({ id }) => id).sort(), containers.sort());
  });

  test('the image lies on its base image\'s layers; its own layers tell what made them', async () => {
    const graph = buildGraph(await snapshot(), 'daemon');
    const endOf = (tag: string): string | undefined => {
      const node = graph.nodes.find((each) => each.kind === 'image' && each.tags.includes(tag));
      return graph.edges.find(({ from, kind }) => kind === 'top' && from === node?.id)?.to;
    };
    const own = endOf(image);
    assert.ok(own !== undefined);
    assert.equal(graph.edges.find(({ from, kind }) => kind === 'on' && from === own)?.to, endOf(busyboxImage));
    const layer = graph.nodes.find(({ id }) => id === own);
    assert.deepEqual(
      layer?.kind === 'layer' && layer.steps?.map(({ instruction }) => instruction),
      ['WORKDIR /app', 'COPY one.txt ./', 'RUN md5sum one.txt >one.sum'],
    );
    assert.ok(layer?.kind === 'layer' && (layer.bytes ?? 0) >= 5_000);
  });

  test('nothing that the view gets holds the token of the image\'s environment', async () => {
    assert.doesNotMatch(JSON.stringify(buildGraph(await snapshot(), 'daemon')), /do-not-show/);
  });

  test('only reading calls reach the daemon, and only known ones', async () => {
    const proxy = await startRecordingProxy();
    const facts = await snapshot(proxy.host);
    await proxy.close();
    assert.ok(facts.images.length > 0);
    assert.ok(proxy.requests.length >= 3 + 2 * facts.images.length);
    for (const request of proxy.requests) {
      assert.match(request, /^GET \/(?:_ping|version|images\/json|images\/sha256:[0-9a-f]{64}\/(?:json|history)|containers\/json\?all=true|containers\/[0-9a-f]{64}\/json|volumes|networks|services) HTTP\/1\.1$/);
    }
  });

  test('an id that is none cannot lead to another call', async () => {
    const proxy = await startRecordingProxy();
    const reader = connectToDaemon(parseDaemonHost(proxy.host));
    for (const id of ['../containers/x/start?', 'x/json?y=', `x HTTP/1.1\r\nPOST /containers/prune`, '..', '']) {
      await assert.rejects(reader.inspectImage(id), JSON.stringify(id));
    }
    reader.close();
    await proxy.close();
    assert.deepEqual(proxy.requests.filter((request) => !/^GET \/images\/\.\.\/json /.test(request)), []);
  });

  test('what can be called has no way to write', () => {
    const reader = connectToDaemon(parseDaemonHost(dockerHost()));
    reader.close();
    assert.deepEqual(Object.keys(reader).sort(), [
      'close',
      'containerChanges',
      'containerLog',
      'diskUsage',
      'events',
      'host',
      'imageHistory',
      'info',
      'inspectContainer',
      'inspectImage',
      'listContainers',
      'listContainersWithSizes',
      'listImages',
      'listNetworks',
      'listNodes',
      'listServices',
      'listTasks',
      'listVolumes',
      'ping',
      'statInContainer',
      'version',
    ]);
  });
});
