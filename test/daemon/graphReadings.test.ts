/** What is read when: every kind for itself, nothing twice, and all of it again when the daemon has been away. */
import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { dockerHost, dockerOutput, ownName, removeEverything, startContainer } from './engine';
import { ObservedWatch } from './observedWatch';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';
import { startSlowProxy, type SlowProxy } from './slowProxy';

/** A daemon that the tests have started, as `scripts/setup` names its folder: only there a swarm may begin. */
const isOwnDaemon = /\/layerwise-[^/]+\/docker\.sock$/.test(process.env['DOCKER_HOST'] ?? '');

const volume = `${ownName}-readings`;
const network = `${ownName}-readings`;
/** No poll and no second look comes between. */
const eventsOnly = { poll: 3_600_000, settle: [] };

suite('The readings of a real daemon', function () {
  this.timeout(90_000);
  let watched: ObservedWatch;
  let proxy: RecordingProxy | SlowProxy | undefined;

  setup(async () => void (await ensureBaseImage()));
  teardown(async () => {
    watched.watch.dispose();
    await proxy?.close();
    proxy = undefined;
    await removeEverything();
    await dockerOutput('volume', 'rm', '--force', volume);
    for (const id of (await dockerOutput('network', 'ls', '--quiet', '--filter', `name=^${network}$`)).split('\n').filter(Boolean)) {
      await dockerOutput('network', 'rm', id);
    }
  });

  test('volumes, networks, ports, mounts and users come and go', async () => {
    watched = new ObservedWatch(dockerHost());
    await watched.until(() => watched.facts !== undefined);
    await dockerOutput('volume', 'create', volume);
    await watched.until(() => watched.facts?.volumes?.some(({ name }) => name === volume) ?? false);
    await dockerOutput('network', 'create', '--internal', network);
    await watched.until(() => watched.facts?.networks?.some(({ name, internal }) => name === network && internal) ?? false);

    const id = await startContainer(busyboxImage, ['--volume', `${volume}:/data:ro`, '--publish', '127.0.0.1::80', '--user', '1000:1000'], ['sleep', '300']);
    await watched.until(() => watched.container(id)?.user === '1000:1000' && watched.container(id)?.state === 'running');
    assert.deepEqual(watched.container(id)?.mounts?.map(({ kind, name, target, readOnly }) => [kind, name, target, readOnly]), [['volume', volume, '/data', true]]);
    assert.deepEqual(watched.container(id)?.ports?.map(({ containerPort, hostAddress }) => [containerPort, hostAddress]), [[80, '127.0.0.1']]);

    const networks = (): string => watched.container(id)?.networks?.map(({ name }) => name).join() ?? '';
    await dockerOutput('network', 'connect', network, id);
    await watched.until(() => networks() === `bridge,${network}`);
    await dockerOutput('network', 'disconnect', network, id);
    await watched.until(() => networks() === 'bridge');
    await dockerOutput('rm', '--force', id);
    await dockerOutput('network', 'rm', network);
    await dockerOutput('volume', 'rm', volume);
    await watched.until(() => !watched.has(id) && !watched.facts?.networks?.some(({ name }) => name === network));
    await watched.until(() => !watched.facts?.volumes?.some(({ name }) => name === volume));
    assert.deepEqual(watched.failures, []);
  });

  test('a change costs the calls of its own kind, and one more for what is new', async () => {
    const gate = await startRecordingProxy();
    proxy = gate;
    watched = new ObservedWatch(gate.host, eventsOnly);
    await watched.until(() => watched.facts !== undefined && (watched.facts.images.every(({ history }) => history) ?? false));
    const callsOf = async (act: () => Promise<unknown>, holds: () => boolean): Promise<string[]> => {
      const before = gate.requests.length;
      await act();
      await watched.until(holds);
      return gate.requests.slice(before).map((request) => request.replace(/^GET (\S+) .*$/, '$1').replace(/[0-9a-f]{64}/, 'ID'));
    };
    const hasVolume = (): boolean => watched.facts?.volumes?.some(({ name }) => name === volume) ?? false;
    const hasTag = (tag: string) => (): boolean => watched.facts?.images.some(({ tags }) => tags.includes(tag)) ?? false;
    const tag = `${ownName}/readings:${Date.now()}`;

    assert.deepEqual(await callsOf(() => dockerOutput('volume', 'create', volume), hasVolume), ['/volumes']);
    const named = (await callsOf(() => dockerOutput('tag', busyboxImage, tag), hasTag(tag))).sort();
    assert.deepEqual(named, ['/containers/json?all=true', '/images/json']);
    let id = '';
    const created = await callsOf(async () => void (id = await dockerOutput('create', '--label', ownName, busyboxImage, 'true')), () => watched.container(id)?.user === '');
    assert.deepEqual(created, ['/containers/json?all=true', '/containers/ID/json']);
  });

  test('containers are there while the daemon is still listing its images', async () => {
    const gate = await startSlowProxy(/^\/images\/json/, 2_500);
    proxy = gate;
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    watched = new ObservedWatch(gate.host, { longPatience: 100 });
    await watched.until(() => watched.has(id));
    assert.deepEqual(watched.facts?.images, []);
    assert.match(watched.facts?.leftOut.join() ?? '', /still listing/);
    await dockerOutput('rm', '--force', id);
    await watched.until(() => !watched.has(id));
    assert.deepEqual(watched.facts?.images, [], 'the container went before the images came');
    await watched.until(() => (watched.facts?.images.length ?? 0) > 0);
    assert.deepEqual(watched.facts?.leftOut, []);

    // From now on the list is known to be slow: what an event or a container names is asked for by itself.
    const listings = (): number => gate.paths.filter((path) => path === '/images/json').length;
    const before = listings();
    const [first, second] = [`${ownName}/slow:${Date.now()}`, `${ownName}/slow:second-${Date.now()}`];
    const tagged = (name: string) => (): boolean => watched.facts?.images.some(({ tags }) => tags.includes(name)) ?? false;
    await dockerOutput('tag', busyboxImage, first);
    await dockerOutput('tag', busyboxImage, second);
    await watched.until(() => tagged(first)() && tagged(second)());
    await dockerOutput('rmi', first);
    await watched.until(() => !tagged(first)());
    assert.equal(listings(), before);
  });

  test('who wants containers only costs nothing else, and gets the rest when wanted', async () => {
    const gate = await startRecordingProxy();
    proxy = gate;
    watched = new ObservedWatch(gate.host, eventsOnly);
    watched.watch.setScope('containers');
    await watched.until(() => watched.facts !== undefined);
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    await watched.until(() => watched.container(id)?.state === 'running');
    assert.deepEqual([watched.facts?.images, watched.facts?.volumes, watched.facts?.networks], [[], undefined, undefined]);
    assert.ok(gate.requests.every((request) => /^GET \/(?:_ping|version|events|containers\/)/.test(request)), gate.requests.join('\n'));
    watched.watch.setScope('everything');
    await watched.until(() => (watched.facts?.images.length ?? 0) > 0 && watched.facts?.networks !== undefined);
    watched.watch.setScope('containers');
    await watched.until(() => watched.facts?.images.length === 0 && watched.has(id));
    assert.equal(gate.requests.filter((request) => request.includes('/events')).length, 1, 'over the same connection');
  });

  test('a hundred losses of the daemon leave no timer, no connection and no listener behind', async () => {
    const gate = await startRecordingProxy();
    proxy = gate;
    watched = new ObservedWatch(gate.host, { ...eventsOnly, firstRetry: 1, longestRetry: 1 });
    await watched.until(() => watched.facts !== undefined);
    const lose = async (): Promise<void> => {
      watched.failures.length = 0;
      await gate.goAway();
      await watched.until(() => watched.failures.length > 0);
      watched.facts = undefined;
      await gate.comeBack();
      await watched.until(() => watched.facts !== undefined);
    };
    await lose();
    const before = await resources(gate);
    for (let count = 0; count < 100; count += 1) await lose();
    const grown = Object.entries(await resources(gate)).filter(([name, number]) => number > (before[name] ?? 0));
    assert.deepEqual(grown, []);
    const told = watched.told.length;
    const id = await dockerOutput('create', '--label', ownName, busyboxImage, 'true');
    await watched.until(() => watched.has(id));
    assert.ok(watched.told.length - told <= 2, 'one listener told it, with and without the user');
    watched.watch.dispose();
    while (gate.openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  if (isOwnDaemon) {
    test('a swarm begins, runs tasks of which no event tells, and ends', async () => {
      watched = new ObservedWatch(dockerHost(), { swarmPoll: 300 });
      await watched.until(() => watched.facts !== undefined);
      assert.equal(watched.facts?.swarm, undefined);
      await dockerOutput('swarm', 'init', '--advertise-addr', '127.0.0.1');
      try {
        await watched.until(() => watched.facts?.swarm?.machines.length === 1);
        const options = ['--detach', '--quiet', '--no-resolve-image', '--container-label', ownName, '--replicas', '2', '--name', `${ownName}-service`];
        const service = await dockerOutput('service', 'create', ...options, busyboxImage, 'sleep', '300');
        const running = () => watched.facts?.swarm?.tasks.filter(({ serviceId, state }) => serviceId === service && state === 'running') ?? [];
        await watched.until(() => running().length === 2);
        await watched.until(() => running().every(({ id }) => watched.facts?.containers.some(({ taskId, state }) => taskId === id && state === 'running')));
        await dockerOutput('service', 'rm', service);
        await watched.until(() => watched.facts?.swarm?.services.length === 0);
      } finally {
        await dockerOutput('swarm', 'leave', '--force');
      }
      await watched.until(() => watched.facts?.swarm === undefined);
      await watched.until(() => !watched.facts?.networks?.some(({ name }) => name === 'ingress'));
      await dockerOutput('network', 'rm', 'docker_gwbridge');
      assert.deepEqual(watched.failures, []);
    });
  }
});

/**
 * What keeps this process alive, counted, once the connections of the last calls have ended: they are kept for half a second,
 * and both ends of the proxy close one after the other.
 */
async function resources(gate: RecordingProxy): Promise<Readonly<Record<string, number>>> {
  for (let [before, now] = ['', JSON.stringify(counted(gate))]; before !== now || gate.openConnections() > 1; [before, now] = [now, JSON.stringify(counted(gate))]) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  return counted(gate);
}

function counted(gate: RecordingProxy): Record<string, number> {
  const counts: Record<string, number> = { connections: gate.openConnections() };
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'CloseReq' && name !== 'Immediate') counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
