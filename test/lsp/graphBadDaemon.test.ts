/** The whole server in front of daemons that answer badly: it says so, stays small, and answers everything else. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphState } from '../../server/protocol/graph';
import { GraphClient } from '../daemon/graphClient';
import { bytes, containerId, FakeDaemon, imageId, json, silence, type FakeAnswer, type FakeAnswers } from './fakeDaemon';

/** Megabytes that reading may cost above what the server had before; the longest answer that is taken has 64. */
const mostGrowth = 400;

const lists = ['/version', '/info', '/images/json', '/images/ID/json', '/images/ID/history', '/containers/json', '/containers/ID/json', '/volumes', '/networks', '/system/df'];
const isLive = (state: GraphState): boolean => state.graph?.source === 'daemon' && state.problem === undefined;
const containersOf = (state: GraphState): number => state.graph?.nodes.filter(({ kind }) => kind === 'container').length ?? 0;

const wrongJson: readonly unknown[] = [
  null,
  5,
  'text',
  true,
  [],
  {},
  [null, 1, 'x', [], {}],
  [[[[[[]]]]]],
  [{ Id: 5, Names: 'x', RepoTags: 'y', Labels: [], Ports: {}, Mounts: 7, NetworkSettings: 'none', Size: 'big', Created: 'never', State: {}, Command: [] }],
  [{ Id: 'a', Names: [null], RepoTags: [5, null], Labels: { 'com.docker.compose.project': 7 }, Ports: [null, 1], Mounts: [null, 'x'], NetworkSettings: { Networks: [1] }, Size: -1, Created: 1e300 }],
  [{ Id: '__proto__', Names: ['/constructor'], Labels: { __proto__: 'x', constructor: 'y' }, NetworkSettings: { Networks: { __proto__: {}, constructor: null } } }],
  { Volumes: [null, {}, { Name: 5 }, { Name: '__proto__', Labels: 4 }], RootFS: { Layers: [1, null, {}, ''] }, Config: 9, Swarm: 'active', Version: {}, LayersSize: 'x', Images: {}, BuildCache: [null] },
  { Volumes: 'x', RootFS: [], Swarm: { LocalNodeState: 'active', ControlAvailable: true }, Images: [{ Id: null }], Containers: [5], BuildCache: 5 },
];

suite('The whole server and a daemon that answers badly', function () {
  this.timeout(120_000);
  let daemon: FakeDaemon;
  let client: GraphClient;
  const begin = async (answers: FakeAnswers = {}): Promise<void> => {
    daemon = new FakeDaemon(answers);
    await daemon.start();
    client = new GraphClient(daemon.host);
    await client.start();
  };
  teardown(async () => {
    await client.end();
    await daemon.end();
  });

  test('as usual it is drawn, so the tests below can fail', async () => {
    await begin();
    const state = await client.ask();
    assert.ok(isLive(state));
    assert.equal(containersOf(state), 1);
    assert.equal(state.graph?.nodes.filter(({ kind }) => kind === 'image').length, 2);
  });

  test('JSON of another shape at any of its calls gives less, never an error', async () => {
    await begin();
    for (const path of lists) {
      for (const value of wrongJson) {
        daemon.answer({ [path]: json(value) });
        const state = await client.ask();
        assert.ok(state.graph !== undefined && state.problem === undefined, `${path} ${JSON.stringify(value)}: ${JSON.stringify(state.problem)}`);
        if (path === '/system/df') await client.disk();
        if (/ID|info/.test(path)) for (const { id } of state.graph.nodes) await client.details(id);
      }
    }
    daemon.answer(Object.fromEntries(lists.map((path) => [path, json(wrongJson.at(-1))])));
    assert.notEqual((await client.ask()).graph, undefined);
  });

  test('bytes that are no JSON are told as no Docker Engine', async () => {
    await begin();
    for (const body of [randomBytes(5_000), Buffer.from('<html>'), Buffer.from('[{"Id":"a"'), Buffer.from('')]) {
      daemon.answer({ '/images/json': bytes(body), '/containers/json': bytes(body) });
      const state = await client.ask();
      assert.equal(state.problem?.reason, 'not-docker', JSON.stringify(body.toString().slice(0, 20)));
    }
  });

  test('an answer that breaks off is a lost connection', async () => {
    await begin({ '/containers/json': breakOff, '/images/json': breakOff });
    assert.equal((await client.ask()).problem?.reason, 'connection-lost');
  });

  test('a stack of brackets without end is refused, and memory stays bounded', async () => {
    await begin();
    await client.ask();
    const before = client.memory().now;
    for (const piece of ['['.repeat(65_536), ' '.repeat(65_536), `${JSON.stringify({ Id: 'x'.repeat(1_000) })},`.repeat(64)]) {
      daemon.answer({ '/images/json': endless(piece), '/containers/json': endless(piece) });
      assert.notEqual((await client.ask()).problem, undefined);
    }
    assert.ok(client.memory().peak - before < mostGrowth, `${before} MB before, ${client.memory().peak} MB at most`);
    daemon.answer({});
    assert.ok(isLive(await client.ask()));
  });

  test('a ping that is never answered ends, and the server answers meanwhile', async () => {
    await begin({ '/_ping': silence });
    let settled = false;
    const asked = client.ask().finally(() => (settled = true));
    assert.ok((await client.contexts()).length > 0);
    assert.equal(settled, false);
    assert.equal((await asked).problem?.reason, 'timeout');
  });

  test('an answer that comes byte by byte holds nothing up, and nothing stays of it when nobody looks any more', async () => {
    await begin({ '/images/json': dribble, '/containers/json': dribble });
    await client.watch(true);
    while (daemon.asked('/containers/json') === 0) await sleep(10);
    assert.ok((await client.contexts()).length > 0);
    await client.watch(false);
    while ((await daemon.openConnections()) > 0) await sleep(10);
  });
});

suite('The whole server and bad event streams', function () {
  this.timeout(120_000);
  let daemon: FakeDaemon;
  let client: GraphClient;
  setup(async () => {
    daemon = new FakeDaemon();
    await daemon.start();
    client = new GraphClient(daemon.host);
    await client.start();
  });
  teardown(async () => {
    await client.end();
    await daemon.end();
  });
  const containers = (count: number): FakeAnswers => ({ '/containers/json': json(Array.from({ length: count }, (_, index) => ({ Id: containerId(index + 1), Names: [`/n${index}`], State: 'running', ImageID: imageId(1) }))) });

  test('garbage, half lines and lines without end between events do not keep a change from being seen', async () => {
    await client.watch(true);
    await client.until(isLive);
    const before = client.memory().now;
    daemon.send('garbage\n\0\n{"Type":\n[]\nnull\n5\n"x"\n{"Type":5,"Action":{}}\n');
    daemon.send(randomBytes(10_000).toString('latin1'));
    for (let index = 0; index < 200; index += 1) daemon.send('x'.repeat(100_000));
    daemon.send('\n{"Type":"container",');
    daemon.answer(containers(3));
    daemon.send('"Action":"create","Actor":{"ID":"x"}}\n');
    await client.until((state) => containersOf(state) === 3);
    assert.ok(client.memory().peak - before < mostGrowth);
    assert.equal(daemon.listeners(), 1);
  });

  test('a flood of events is answered by few readings, in bounded memory, and the last change is seen', async () => {
    await client.watch(true);
    await client.until(isLive);
    const [asked, before] = [daemon.requests.length, client.memory().now];
    const started = Date.now();
    const seconds = 5;
    for (let round = 0; round < seconds * 20; round += 1) {
      for (let index = 0; index < 500; index += 1) daemon.event(['container', 'image', 'network', 'volume'][index % 4]!, 'create', `${round}-${index}`);
      await sleep(Math.max(0, started + (round + 1) * 50 - Date.now()));
    }
    const elapsed = (Date.now() - started) / 1_000;
    daemon.answer(containers(2));
    daemon.event('container', 'create');
    await client.until((state) => containersOf(state) === 2);
    const perSecond = (daemon.requests.length - asked) / elapsed;
    assert.ok(perSecond < 40, `${perSecond} requests a second`);
    assert.ok(client.memory().peak - before < mostGrowth);
  });

  test('a stream that closes at once is tried again ever more slowly, and never twice at a time', async () => {
    daemon.answer({ '/events': (response) => void response.writeHead(200).end() });
    await client.watch(true);
    await client.until(({ problem }) => problem?.reason === 'connection-lost');
    const [asked, started] = [daemon.asked('/events'), Date.now()];
    while (daemon.asked('/events') < asked + 3) await sleep(10);
    assert.ok(Date.now() - started > 1_000, 'three tries within a second');
    assert.ok(daemon.listeners() <= 1);
    daemon.answer({});
    await client.until(isLive);
    assert.equal(daemon.listeners(), 1);
  });

  test('events that are refused are told, and everything comes back when they are not', async () => {
    daemon.answer({ '/events': (response) => void response.writeHead(500).end('{"message":"no"}') });
    await client.watch(true);
    await client.until(({ problem }) => problem !== undefined);
    daemon.answer({});
    await client.until(isLive);
  });

  test('twenty restarts leave one stream, no connection, and the daemon\'s present state', async () => {
    await client.watch(true);
    await client.until(isLive);
    for (let restart = 0; restart < 20; restart += 1) {
      await daemon.stop();
      await client.until(({ problem }) => problem !== undefined);
      daemon.answer(containers(restart % 5));
      await daemon.start();
      await client.watch(true, { refresh: true });
      await client.until((state) => isLive(state) && containersOf(state) === restart % 5);
    }
    assert.equal(daemon.listeners(), 1);
    await client.watch(false);
    while ((await daemon.openConnections()) > 0) await sleep(10);
  });

  test('updates count up by one, whatever comes', async () => {
    await client.watch(true);
    await client.until(isLive);
    for (let index = 0; index < 10; index += 1) {
      daemon.answer(containers(index));
      daemon.event('container', 'create');
      await client.until((state) => containersOf(state) === index);
    }
    client.updates.forEach((update, index) => index > 0 && update.kind === 'patch' && assert.equal(update.number, client.updates[index - 1]!.number + 1));
    assert.ok(client.updates.some(({ kind }) => kind === 'patch'));
  });
});

const breakOff: FakeAnswer = (response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('[{"Id":"a",');
  setTimeout(() => response.destroy(), 20);
};

/** As fast as it is read. */
function endless(piece: string): FakeAnswer {
  return (response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.writeHead(200);
    response.write('[');
    response.on('drain', more);
    more();
  };
}

const dribble: FakeAnswer = (response: ServerResponse) => {
  response.writeHead(200).write('[');
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
};
