import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { dockerOutput, removeEverything, startContainer } from './engine';
import { GraphClient } from './graphClient';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

suite('Details and disk usage from the server', function () {
  this.timeout(120_000);
  let proxy: RecordingProxy;
  let client: GraphClient;
  let container = '';

  suiteSetup(async () => {
    await ensureBaseImage();
    container = `container:${await startContainer(busyboxImage, ['--env', 'API_TOKEN=do-not-show'], ['sleep', '300'])}`;
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
  suiteTeardown(removeEverything);

  test('details of a container that nobody watches', async () => {
    const details = await client.details(container);
    assert.equal(details?.kindName, 'Container');
    assert.match(details.paragraphs.join('\n'), /It runs as root, because neither the image nor the command names a user\./);
    assert.equal(details.command?.line, 'sleep 300');
    assert.doesNotMatch(JSON.stringify(details), /do-not-show/);
    assert.ok(details.commands.some(({ line }) => /^docker stop [\w.-]+$/.test(line)));
    assert.equal(await client.details('container:none'), null);
  });

  test('on a live graph one question costs a few calls', async () => {
    await client.watch(true);
    await client.until(({ graph }) => graph?.nodes.some(({ id }) => id === container) === true);
    const before = proxy.requests.length;
    assert.ok(await client.details(container));
    const asked = proxy.requests.slice(before).filter((request) => !/\/(?:events|history)/.test(request));
    assert.deepEqual(asked.filter((request) => !/^GET \/(?:_ping|info|containers\/[0-9a-f]{64}\/json|images\/sha256:[0-9a-f]{64}\/json) /.test(request)), []);
    assert.ok(asked.length <= 6, asked.join('\n'));
  });

  test('the disk is counted once for all who ask at the same time', async () => {
    const [one, other] = await Promise.all([client.disk(), client.disk()]);
    assert.deepEqual(one, other);
    assert.equal(proxy.requests.filter((request) => request.startsWith('GET /system/df')).length, 1);
    const image = `image:${await dockerOutput('inspect', '--format', '{{.Id}}', busyboxImage)}`;
    const row = one?.rows.find(({ node }) => node === image);
    assert.ok(row && row.bytes > 0 && row.freedBytes === 0 && /uses? it$/.test(row.heldBy));
    assert.notEqual(one?.layerBytes, undefined);
    assert.notEqual(one?.containerBytes, undefined);
    assert.ok(one?.commands?.some(({ line }) => line === 'docker system df --verbose'));
  });

  test('a daemon that hangs leaves what the graph knows', async () => {
    await client.watch(true);
    await client.until(({ graph }) => graph?.nodes.some(({ id }) => id === container) === true);
    proxy.freeze();
    const details = await client.details(container);
    assert.equal(details?.kindName, 'Container');
    assert.equal(details.command, undefined);
    const disk = await client.disk();
    assert.match(disk?.leftOut ?? '', /did not count: containers, volumes, build cache/);
  });

  test('without a daemon the sample has details and no commands', async () => {
    await proxy.goAway();
    const state = await client.ask();
    const node = state.graph?.nodes.find(({ kind }) => kind === 'image');
    assert.ok(node && state.graph?.source === 'sample');
    const details = await client.details(node.id);
    assert.equal(details?.kindName, 'Image');
    assert.deepEqual(details.commands, []);
    assert.deepEqual((await client.disk())?.commands, []);
  });
});
