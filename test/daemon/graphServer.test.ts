import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphState } from '../../server/protocol/graph';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { createFolder, dockerHost, dockerOutput, removeEverything, removeFolder, startContainer, writeFiles } from './engine';
import { GraphClient } from './graphClient';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

/** A context as the Docker command line keeps it: below a folder that is named by the hash of its name. */
function contextFile(name: string, host: string): Readonly<Record<string, string>> {
  const hash = createHash('sha256').update(name).digest('hex');
  return { [`contexts/meta/${hash}/meta.json`]: JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }) };
}

suite('The graph over the language server\'s own connection', function () {
  this.timeout(60_000);
  let proxy: RecordingProxy;
  let client: GraphClient;

  suiteSetup(async () => void (await ensureBaseImage()));
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

  const has = (container: string) => (state: GraphState) => state.graph?.nodes.some(({ id }) => id === `container:${container}`) ?? false;

  const watchOneComeAndGo = async (): Promise<void> => {
    await client.watch(true);
    await client.until((state) => state.graph?.source === 'daemon');
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    await client.until(has(id));
    await dockerOutput('rm', '--force', id);
    await client.until((state) => !has(id)(state));
  };

  test('a request is answered with graph and summary', async () => {
    const state = await client.ask();
    assert.equal(state.graph?.source, 'daemon');
    assert.equal(state.problem, undefined);
    assert.match(state.summary ?? '', /^\d+ images?, /);
    assert.ok(state.graph?.nodes.some((node) => node.kind === 'image' && node.tags.includes(busyboxImage)));
    assert.ok(state.graph?.nodes.some((node) => node.kind === 'network' && node.predefined));
  });

  test('the whole graph comes once, then patches whose numbers count up, and the whole one where it is asked for', async () => {
    await watchOneComeAndGo();
    const [first, ...later] = client.updates;
    assert.equal(first?.kind, 'whole');
    assert.ok(later.length >= 2 && later.every(({ kind }) => kind === 'patch'));
    const before = client.updates.length;
    await client.watch(true, { refresh: true });
    await client.until(() => client.updates.length > before);
    assert.equal(client.updates.at(-1)?.kind, 'whole');
    assert.deepEqual(client.updates.map(({ number }) => number), client.updates.map((_, index) => index + 1));
  });

  test('who wants containers only gets no other node, and all of them when wanted, over the same connection', async () => {
    await client.watch(true, { scope: 'containers' });
    const narrow = await client.until((state) => state.graph !== undefined);
    assert.equal(narrow.scope, 'containers');
    assert.ok(narrow.graph?.nodes.every(({ kind }) => kind === 'container'));
    await client.watch(true, { scope: 'everything' });
    await client.until((state) => state.scope === undefined && (state.graph?.nodes.some(({ kind }) => kind === 'image') ?? false));
    await client.watch(true, { scope: 'containers' });
    await client.until((state) => state.scope === 'containers');
    assert.equal(proxy.requests.filter((request) => request.includes('/events')).length, 1);
  });

  test('a diagram of one node is drawn of what is watched, without another reading, and null where the node is gone', async () => {
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    const unwatched = await client.focus(`container:${id}`);
    await client.watch(true);
    await client.until(has(id));
    const before = proxy.requests.length;
    const focus = await client.focus(`container:${id}`);
    assert.deepEqual(focus, unwatched);
    assert.ok(Object.values(focus?.drawing.nodes ?? {}).some((node) => node.startsWith('image:')));
    assert.equal(await client.focus('container:none'), null);
    assert.deepEqual(proxy.requests.slice(before).filter((request) => !request.includes('/_ping')), []);
    await dockerOutput('rm', '--force', id);
  });

  test('while it is watched, each change arrives; afterwards nothing does, and no connection stays', async () => {
    await watchOneComeAndGo();

    await client.watch(false);
    while (proxy.openConnections() > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const before = client.states.length;
    const unseen = await startContainer(busyboxImage, [], ['sleep', '300']);
    assert.ok(has(unseen)(await client.ask()));
    assert.equal(client.states.length, before);
  });

  test('a lost daemon leaves its last graph under a banner, and the live one comes back', async () => {
    await client.watch(true);
    await client.until((state) => state.graph?.source === 'daemon');
    await proxy.goAway();
    const lost = await client.until((state) => state.problem?.reason === 'socket-missing');
    assert.equal(lost.notice?.kind, 'stale');
    assert.equal(lost.graph?.source, 'daemon');
    await proxy.comeBack();
    const back = await client.until((state) => state.problem === undefined);
    assert.equal(back.notice, undefined);
  });

  test('another context: the old daemon\'s graph goes at once, the new one\'s comes, and the old connection ends', async () => {
    const other = await startRecordingProxy();
    const folder = createFolder({ ...contextFile('one', proxy.host), ...contextFile('two', other.host), 'config.json': '{"currentContext":"one"}' });
    process.env['DOCKER_CONFIG'] = folder;
    const follower = new GraphClient('');
    try {
      await follower.start();
      await follower.watch(true);
      await follower.until((state) => state.graph?.host === proxy.host);
      writeFiles(folder, { 'new.json': '{"currentContext":"two"}' });
      renameSync(join(folder, 'new.json'), join(folder, 'config.json'));
      await follower.until((state) => state.graph?.host === other.host);
      const between = follower.states.filter((state) => state.graph === undefined);
      assert.deepEqual(between, [{}]);
      assert.deepEqual(follower.updates.map(({ number }) => number), follower.updates.map((_, index) => index + 1));
      while (proxy.openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      delete process.env['DOCKER_CONFIG'];
      await follower.end();
      await other.close();
      removeFolder(folder);
    }
  });

  test('without a daemon it shows the sample, and says in words what is wrong', async () => {
    await proxy.goAway();
    const state = await client.ask();
    assert.deepEqual([state.graph?.source, state.notice?.kind, state.problem?.reason], ['sample', 'sample', 'socket-missing']);
    assert.equal(state.problem?.host, proxy.host);
    assert.notEqual(dockerHost(), proxy.host);
  });
});
