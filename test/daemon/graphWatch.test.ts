import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, dockerHost, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from './engine';
import { ObservedWatch } from './observedWatch';
import { startRecordingProxy, type RecordingProxy } from './recordingProxy';

suite('The live watch on a real daemon', function () {
  this.timeout(60_000);
  let observed: ObservedWatch | undefined;
  let proxy: RecordingProxy | undefined;

  suiteSetup(async () => void (await ensureBaseImage()));
  teardown(async () => {
    observed?.watch.dispose();
    await proxy?.close();
    observed = undefined;
    proxy = undefined;
  });
  suiteTeardown(removeEverything);

  test('tells of a container that starts, stops and goes', async () => {
    const watched = (observed = new ObservedWatch(dockerHost()));
    await watched.until(() => watched.facts !== undefined);
    const times: string[] = [];
    const measure = async (what: string, act: Promise<string>, holds: (id: string) => boolean): Promise<string> => {
      const id = await act;
      const started = performance.now();
      await watched.until(() => holds(id));
      times.push(`${what} ${Math.round(performance.now() - started)} ms`);
      return id;
    };
    const stateOf = (id: string) => watched.container(id)?.state;
    const id = await measure('run', startContainer(busyboxImage, [], ['sleep', '300']), (made) => stateOf(made) === 'running');
    await measure('kill', dockerOutput('kill', id), () => stateOf(id) === 'exited');
    await measure('rm', dockerOutput('rm', id), () => !watched.has(id));
    console.log(`    from the docker command's end to the news: ${times.join(', ')}`);
    assert.deepEqual(watched.failures, []);
  });

  test('finds an image that BuildKit built without an event, by polling', async () => {
    const watched = (observed = new ObservedWatch(dockerHost(), { poll: 200 }));
    await watched.until(() => watched.facts !== undefined);
    const tag = `${ownName}/polled:${Date.now()}`;
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nLABEL made=${Date.now()}\n` });
    const { ok, output } = await buildImage(folder, { tag });
    removeFolder(folder);
    assert.ok(ok, output);
    await watched.until(() => watched.facts?.images.some(({ tags }) => tags.includes(tag)) ?? false);
  });

  test('finds the image of a container that nobody had announced', async () => {
    const watched = (observed = new ObservedWatch(dockerHost()));
    await watched.until(() => watched.facts !== undefined);
    const tag = `${ownName}/unannounced:${Date.now()}`;
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nLABEL made=${Date.now()}\n` });
    const { ok, output } = await buildImage(folder, { tag });
    removeFolder(folder);
    assert.ok(ok, output);
    const id = await startContainer(tag, [], ['sleep', '300']);
    await watched.until(() => watched.has(id));
    const image = watched.container(id)?.imageId;
    assert.ok(watched.facts?.images.some((each) => each.id === image));
  });

  test('does not look again and again for the image of a container that has lost it', async () => {
    const gate = (proxy = await startRecordingProxy());
    const watched = (observed = new ObservedWatch(gate.host));
    const tag = `${ownName}/removed:${Date.now()}`;
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nLABEL made=${Date.now()}\n` });
    const { ok, output } = await buildImage(folder, { tag });
    removeFolder(folder);
    assert.ok(ok, output);
    const orphan = await dockerOutput('create', '--label', ownName, tag, 'true');
    await dockerOutput('rmi', '--force', tag);
    await watched.until(() => watched.has(orphan) && !watched.facts?.images.some(({ tags }) => tags.includes(tag)));
    const listings = (): number => gate.requests.filter((request) => request.startsWith('GET /images/json')).length;
    const before = listings();
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    await watched.until(() => watched.has(id));
    await dockerOutput('rm', '--force', id);
    await watched.until(() => !watched.has(id));
    await dockerOutput('rm', orphan);
    // The deletion's own image event may bring one more listing; each container event would bring another.
    assert.ok(listings() - before <= 1, `${listings() - before} more listings`);
  });

  test('says that the daemon went away, and goes on by itself when it is back', async () => {
    const gate = (proxy = await startRecordingProxy());
    const watched = (observed = new ObservedWatch(gate.host, { firstRetry: 50, longestRetry: 200 }));
    await watched.until(() => watched.facts !== undefined);
    await gate.goAway();
    await watched.until(() => watched.failures.some(({ reason }) => reason === 'socket-missing'));
    assert.equal(watched.failures[0]?.reason, 'connection-lost');

    watched.facts = undefined;
    await gate.comeBack();
    await watched.until(() => watched.facts !== undefined);
    const id = await startContainer(busyboxImage, [], ['sleep', '300']);
    await watched.until(() => watched.has(id));
    assert.equal(gate.requests.filter((request) => request.includes('/events')).length, 2, 'one event stream for each connection');
  });

  test('notices a daemon that is frozen, although its connection stays open', async () => {
    const gate = (proxy = await startRecordingProxy());
    const watched = (observed = new ObservedWatch(gate.host, { heartbeat: 100 }));
    await watched.until(() => watched.facts !== undefined);
    gate.freeze();
    await watched.until(() => watched.failures.length > 0);
    assert.equal(watched.failures[0]?.reason, 'timeout');
  });

  test('tries at once when asked to', async () => {
    const gate = (proxy = await startRecordingProxy());
    await gate.goAway();
    const watched = (observed = new ObservedWatch(gate.host, { firstRetry: 3_600_000 }));
    await watched.until(() => watched.failures.length > 0);
    await gate.comeBack();
    watched.watch.refresh();
    await watched.until(() => watched.facts !== undefined);
  });

  test('leaves no connection behind when it is disposed', async () => {
    const gate = (proxy = await startRecordingProxy());
    const watched = new ObservedWatch(gate.host);
    await watched.until(() => watched.facts !== undefined);
    assert.ok(gate.openConnections() > 0);
    watched.watch.dispose();
    while (gate.openConnections() > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    watched.facts = undefined;
    const id = await startContainer(busyboxImage, [], ['true']);
    await dockerOutput('wait', id);
    assert.equal(watched.facts, undefined);
  });
});
