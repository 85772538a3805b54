import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { dockerOutput, ownName, removeEverything, startContainer } from './engine';
import { GraphClient } from './graphClient';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

/** What a daemon may be asked, written down here once more: a wider list in the product must not widen the test. */
const readingCalls = [
  /^\/_ping$/,
  /^\/(?:version|info|volumes|networks|services|tasks|nodes)$/,
  /^\/images\/json$/,
  /^\/images\/[\w:.-]+\/(?:json|history)$/,
  /^\/containers\/json\?all=true(?:&size=true)?$/,
  /^\/containers\/[\w.-]+\/json$/,
  /^\/system\/df\?verbose=true(?:&type=(?:container|image|volume|build-cache))*$/,
  /^\/events\?filters=[\w%.-]+$/,
];

suite('Whatever the graph is asked for, the daemon is only read', function () {
  this.timeout(60_000);
  const volume = `${ownName}-only-reads`;
  let proxy: RecordingProxy;
  let client: GraphClient;

  suiteSetup(async () => {
    await ensureBaseImage();
    await dockerOutput('volume', 'create', volume);
  });
  setup(async () => {
    proxy = await startRecordingProxy();
    client = new GraphClient(proxy.host);
    await client.start();
  });
  teardown(async () => {
    await client.end();
    await proxy.close();
  });
  suiteTeardown(async () => {
    await removeEverything();
    await dockerOutput('volume', 'rm', '--force', volume);
  });

  test('snapshot, live graph, details and diagram of every kind of node, disk, contexts', async () => {
    const id = await startContainer(busyboxImage, ['--volume', `${volume}:/data`, '--label', 'com.docker.compose.project=shop', '--label', 'com.docker.compose.service=web'], ['sleep', '300']);
    await client.ask();
    await client.watch(true);
    const { graph } = await client.until((state) => state.graph?.nodes.some((node) => node.id === `container:${id}`) ?? false);
    const kinds = new Map(graph?.nodes.map((node) => [node.kind as string, node.id]));
    assert.ok(['layer', 'image', 'container', 'volume', 'network'].every((kind) => kinds.has(kind)), [...kinds.keys()].join());
    for (const node of [...kinds.values(), 'project:shop']) {
      assert.ok(await client.details(node), node);
      assert.ok(await client.focus(node), node);
    }
    assert.ok(await client.disk());
    assert.ok((await client.contexts()).some(({ name }) => name === 'default'));
    await client.watch(true, { refresh: true });
    await client.watch(true, { scope: 'containers' });
    await dockerOutput('stop', '--time', '0', id);
    await client.until((state) => state.scope === 'containers' && (state.graph?.nodes.every((node) => node.kind === 'container') ?? false));

    const asked = new Set(proxy.requests.map((line) => line.split(' ')[1] ?? ''));
    assert.deepEqual(proxy.requests.filter((line) => !line.startsWith('GET ')), []);
    assert.deepEqual([...asked].filter((path) => !readingCalls.some((call) => call.test(path))), []);
    for (const call of ['/images/json', '/containers/json?all=true', '/volumes', '/networks', '/system/df?verbose=true', `/containers/${id}/json`]) {
      assert.ok(asked.has(call), `${call} was not asked`);
    }
  });

  test('a node that a client makes up leads to no call', async () => {
    await client.watch(true);
    await client.until((state) => state.graph !== undefined);
    const before = proxy.requests.filter((line) => !line.includes('_ping')).length;
    for (const node of ['container:../images/json', 'container:x/json?', 'image:x?y', 'volume:../../version', '', 'project:', 'container:' + 'x'.repeat(100_000)]) {
      assert.equal(await client.details(node), null);
      assert.equal(await client.focus(node), null);
    }
    assert.equal(proxy.requests.filter((line) => !line.includes('_ping')).length, before);
  });
});
