import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { LabCheckResult } from '../../server/protocol/course';
import { composeDiagramWatch, courseRequest, labCheck, labChecked, labWatch } from '../../server/protocol/messages';
import { containerId, FakeDaemon, imageId, json, type FakeAnswer } from './fakeDaemon';
import { StdioServer, Workspace } from './serverProcess';

const lesson = 'image-vs-container';

/** The containers of the lab, made from one image; `written` is in the writable layer of the first. */
function containers(written: boolean): Record<string, FakeAnswer> {
  return {
    '/containers/ID/json': (response, request) => {
      const name = (request.url ?? '').split('/')[2];
      if (name !== 'dc-a' && name !== 'dc-b') return void response.writeHead(404).end('{"message":"No such container"}');
      json({ Id: containerId(1), Image: imageId(1), State: { Status: 'running', ExitCode: 0 } })(response, request);
    },
    '/containers/dc-a/changes': json(written ? [{ Path: '/note.txt', Kind: 1 }] : null),
    '/containers/dc-b/changes': json(null),
  };
}

class LabResults {
  readonly received: LabCheckResult[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(readonly server: StdioServer) {
    server.connection.onNotification(labChecked, (result) => {
      this.received.push(result);
      for (const check of this.waiting) check();
    });
  }

  /** The first result that comes from now on and is as wanted. Mocha's time limit is the bound. */
  next(wanted: (result: LabCheckResult) => boolean): Promise<LabCheckResult> {
    const before = this.received.length;
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.received.slice(before).find(wanted);
        if (!found) return;
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
    });
  }
}

suite('language server: labs on a daemon', function () {
  this.timeout(30_000);
  let daemon: FakeDaemon;
  let server: StdioServer;
  let results: LabResults;
  let lab: Workspace;
  let params: { lesson: string; folderUri: string };

  setup(async () => {
    daemon = new FakeDaemon();
    lab = new Workspace();
    cpSync(join(process.cwd(), 'content', 'lessons', 'foundations', '05-image-vs-container', 'lab', 'solution'), lab.folder, { recursive: true });
    params = { lesson, folderUri: lab.uri('.') };
    server = await StdioServer.start(undefined, { DOCKER_HOST: daemon.host });
    results = new LabResults(server);
  });
  teardown(async () => {
    assert.equal(await server.stop(), 0);
    await daemon.end();
    lab.remove();
  });
  const check = (): Promise<LabCheckResult> => server.connection.sendRequest(labCheck, params);
  const watch = (on: boolean): Promise<void> => server.connection.sendNotification(labWatch, { ...params, on });
  const isAll = ({ done }: LabCheckResult): boolean => done === 'all';
  const live = ({ conditions }: LabCheckResult): string[] => conditions.filter(({ kind }) => kind === 'live').map(({ state }) => state);

  test('without a daemon the conditions on files count, the others did not run, and the result says why', async () => {
    const result = await check();
    assert.equal(result.done, 'static');
    assert.deepEqual([...new Set(live(result))], ['not-run']);
    assert.match(result.problem ?? '', /^Docker is not running here\. \S/);
    assert.equal(result.conditions.some(({ kind, state }) => kind === 'static' && state !== 'met'), false);
  });

  test('with one they are judged, and each says what was found', async () => {
    await daemon.start();
    daemon.answer({ ...containers(false), '/containers/ID/json': (response) => void response.writeHead(404).end('{}') });
    const absent = await check();
    assert.deepEqual([absent.done, absent.problem, [...new Set(live(absent))]], ['no', undefined, ['unmet']]);
    assert.ok(absent.conditions.some(({ found }) => found === 'There is no container dc-a'));
    daemon.answer(containers(false));
    assert.deepEqual(live(await check()), ['met', 'unmet', 'met']);
    daemon.answer(containers(true));
    assert.equal((await check()).done, 'all');
  });

  test('a daemon that forbids a call, or answers nonsense, meets nothing and breaks nothing', async () => {
    await daemon.start();
    daemon.answer({ ...containers(true), '/containers/dc-a/changes': (response) => void response.writeHead(403).end('{"message":"denied"}') });
    const forbidden = await check();
    assert.deepEqual([forbidden.done, [...new Set(live(forbidden))]], ['static', ['not-run']]);
    assert.ok(forbidden.problem);
    for (const nonsense of [null, 5, [], { Id: 7 }, { Id: 'a', State: [], Mounts: [null], NetworkSettings: { Ports: { x: [5] } } }, [{ Path: {} }]]) {
      daemon.answer({ '/containers/ID/json': json(nonsense), '/containers/dc-a/changes': json(nonsense), '/containers/dc-b/changes': json(nonsense) });
      assert.notEqual((await check()).done, 'all');
    }
    assert.deepEqual(server.errors, []);
  });

  test('while it is watched, a change on the daemon is told once, and the end of the watch ends it', async () => {
    await daemon.start();
    daemon.answer(containers(false));
    assert.equal((await check()).done, 'no');
    await watch(true);
    const all = results.next(isAll);
    daemon.answer(containers(true));
    assert.equal((await all).lesson, lesson);
    assert.equal(results.received.filter(isAll).length, 1);
    const none = results.next(({ done }) => done === 'no');
    daemon.answer(containers(false));
    // All was met: only an event leads to another look.
    while (daemon.listeners() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    daemon.event('container', 'die');
    await none;
    await watch(false);
    while (daemon.listeners() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test('files count as they were checked last: what the learner writes is for the next check', async () => {
    await daemon.start();
    daemon.answer(containers(false));
    await check();
    lab.write('answers.yaml', '');
    await watch(true);
    const all = results.next(isAll);
    daemon.answer(containers(true));
    await all;
    assert.equal((await check()).done, 'no');
  });

  test('of two checks at once the one that was asked last counts, in whatever order they are answered', async () => {
    await daemon.start();
    let release = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      daemon.answer({ ...containers(true), '/containers/dc-a/changes': (response, request) => {
        release = () => json([{ Path: '/note.txt', Kind: 1 }])(response, request);
        resolve();
      } });
    });
    const first = check();
    await asked;
    lab.write('answers.yaml', '');
    daemon.answer(containers(true));
    assert.equal((await check()).done, 'no');
    release();
    assert.equal((await first).done, 'all');
    const later = results.next((result) => live(result).includes('unmet'));
    daemon.answer(containers(false));
    await watch(true);
    assert.ok((await later).conditions.some(({ kind, state }) => kind === 'static' && state === 'unmet'));
  });

  test('a container that goes between two questions is one that is not there', async () => {
    await daemon.start();
    daemon.answer({ ...containers(true), '/containers/dc-a/changes': (response) => void response.writeHead(404).end('{"message":"No such container"}') });
    const { problem, conditions } = await check();
    assert.equal(problem, undefined);
    assert.ok(conditions.some(({ found }) => found === 'There is no container dc-a'));
  });

  test('a daemon that comes, goes and comes back is told each time', async () => {
    await check();
    await watch(true);
    const came = results.next(isAll);
    daemon.answer(containers(true));
    await daemon.start();
    assert.equal((await came).problem, undefined);
    const gone = results.next(({ done }) => done === 'static');
    await daemon.stop();
    assert.match((await gone).problem ?? '', /^Docker /);
    const back = results.next(isAll);
    await daemon.start();
    await back;
  });

  test('a compose diagram and a lab follow the daemon over one stream', async () => {
    await daemon.start();
    daemon.answer(containers(false));
    const uri = lab.write('compose.yaml', 'services: {web: {image: "a:1"}}\n');
    await server.connection.sendNotification(composeDiagramWatch, { uri, on: true });
    while (daemon.listeners() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await check();
    await watch(true);
    const all = results.next(isAll);
    daemon.answer(containers(true));
    await all;
    assert.equal(daemon.listeners(), 1);
    assert.equal(daemon.asked('/events'), 1);
    await server.connection.sendNotification(composeDiagramWatch, { uri, on: false });
    const none = results.next(({ done }) => done === 'no');
    daemon.answer(containers(false));
    daemon.event('container', 'die');
    await none;
  });

  test('a lab without conditions on a daemon, one that is unknown and a folder that is gone follow nothing', async () => {
    await daemon.start();
    const { levels } = await server.connection.sendRequest(courseRequest, {});
    assert.ok(levels.length > 0);
    for (const wrong of [{ lesson: 'why-containers', folderUri: lab.uri('.') }, { lesson: 'none', folderUri: lab.uri('.') }]) {
      await server.connection.sendNotification(labWatch, { ...wrong, on: true });
      assert.notEqual((await server.connection.sendRequest(labCheck, wrong)).done, 'all');
    }
    assert.equal((await server.connection.sendRequest(labCheck, { lesson, folderUri: lab.uri('gone') })).done, 'no');
    assert.ok((await server.connection.sendRequest(labCheck, { lesson, folderUri: 'untitled:x' })).problem);
    assert.equal(daemon.listeners(), 0);
  });
});
