import assert from 'node:assert/strict';
import { ensureBaseImage } from '../baseImages';
import { containerArguments, docker, dockerOutput, firstProcess, ownName, removeEverything, startContainer } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { smallBuild } from './smallBuild';
import { taskCommands } from './taskCommands';

/** Says what it was given, and says so when it is told to stop. */
const server = '#!/bin/sh\ntrap "echo asked to stop; exit 0" TERM\necho "started: $@"\nwhile true; do sleep 1000 & wait $!; done\n';
const build = smallBuild({ server });
const killed = 137;
let number = 0;

async function imageOf(instructions: string): Promise<string> {
  const tag = `${ownName}/command:${++number}`;
  await build.build(`COPY --chmod=755 server /server\n${instructions}`, { tag });
  return tag;
}

/** What Docker starts a container of the image with. */
async function argumentsOf(instructions: string, ...run: readonly string[]): Promise<readonly string[]> {
  const container = await dockerOutput('create', '--label', ownName, await imageOf(instructions), ...run);
  return containerArguments(container);
}

/** Starts it, waits until the server runs, and stops it with a second's patience. */
async function stop(instructions: string, ...options: readonly string[]): Promise<{ first: readonly string[]; code: number; log: string }> {
  const container = await startContainer(await imageOf(instructions), options);
  for (let attempt = 0; attempt < 100 && !(await dockerOutput('logs', container)).includes('started'); attempt++);
  const first = await firstProcess(container);
  await dockerOutput('stop', '--time', '1', container);
  const code = Number(await dockerOutput('inspect', '--format', '{{.State.ExitCode}}', container));
  return { first, code, log: await dockerOutput('logs', container) };
}

suite('Lesson cmd-vs-entrypoint, on a real daemon', () => {
  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(async () => {
    build.remove();
    await removeEverything();
  });

  test('fact entrypoint-then-arguments: CMD follows ENTRYPOINT, and so do run arguments', async () => {
    assert.deepEqual(await argumentsOf('ENTRYPOINT ["/server"]\nCMD ["a"]'), ['/server', 'a']);
    assert.deepEqual(await argumentsOf('ENTRYPOINT ["/server"]\nCMD ["a"]', 'x'), ['/server', 'x']);
    assert.deepEqual(await argumentsOf('ENTRYPOINT ["/server"]\nCMD a'), ['/server', '/bin/sh', '-c', 'a']);
    assert.deepEqual(await argumentsOf('ENTRYPOINT /server\nCMD ["a"]'), ['/bin/sh', '-c', '/server', 'a']);
  });

  test('fact run-arguments-replace-cmd: nothing of it stays', async () => {
    assert.deepEqual(await argumentsOf('CMD ["/server", "a", "b"]', 'echo', 'x'), ['echo', 'x']);
    assert.deepEqual(await argumentsOf('ENTRYPOINT ["/server"]\nCMD ["a", "b"]', 'x'), ['/server', 'x']);
  });

  test('fact list-starts-no-shell: text and what is not JSON start one', async () => {
    assert.deepEqual(await argumentsOf('CMD ["/server", "$HOME"]'), ['/server', '$HOME']);
    assert.deepEqual(await argumentsOf('CMD /server $HOME'), ['/bin/sh', '-c', '/server $HOME']);
    const { code, stderr } = await docker(['run', '--rm', await imageOf("CMD ['/server', 'a']")]);
    assert.equal(code, 127);
    assert.match(stderr, /\[\/server,/);
  });

  test('fact stop-tells-process-one: a handler there ends it, and without one it is killed', async () => {
    const told = await stop('ENTRYPOINT ["/server"]\nCMD ["8080"]');
    assert.equal(told.code, 0);
    assert.match(told.log, /asked to stop/);
    assert.equal((await stop('CMD ["sh", "-c", "echo started; exec sleep 1000"]')).code, killed);
  });

  test('fact shell-keeps-signal: the server behind a shell is not told, also not below an init', async () => {
    for (const text of ['CMD /server 8080 | cat', 'CMD true && /server 8080; true']) {
      const { first, code, log } = await stop(text);
      assert.equal(first[0], '/bin/sh', text);
      assert.equal(code, killed, text);
      assert.doesNotMatch(log, /asked to stop/, text);
    }
    const belowInit = await stop('CMD /server 8080 | cat', '--init');
    assert.equal(belowInit.code, 143);
    assert.doesNotMatch(belowInit.log, /asked to stop/);
  });

  test('busybox hands process 1 over to the last command, and not where something follows', async () => {
    for (const text of ['CMD /server 8080', 'CMD true && /server 8080', 'CMD true; /server 8080']) {
      const { code, log } = await stop(text);
      assert.equal(code, 0, text);
      assert.match(log, /asked to stop/, text);
    }
    assert.equal((await stop('CMD /server 8080 || true')).code, killed);
  });

  test('exec hands process 1 over, at the end of a start script too', async () => {
    build.write({ start: '#!/bin/sh\nset -e\nexec "$@"\n' });
    for (const instructions of ['CMD exec /server 8080', 'COPY --chmod=755 start /start\nENTRYPOINT ["/start"]\nCMD ["/server", "8080"]']) {
      const { code, log } = await stop(instructions);
      assert.equal(code, 0, instructions);
      assert.match(log, /asked to stop/);
    }
  });
});

suite('Lab cmd-vs-entrypoint, on a real daemon', () => {
  const daemon = new LessonDaemon('cmd-vs-entrypoint');
  /** Not ten seconds: what happens at their end is the same. */
  const [before = [], after = []] = taskCommands(daemon.lesson, { stop: ['stop', '--time', '2'] });
  const node = '#!/bin/sh\ntrap "echo asked to stop, finishing; exit 0" TERM\necho "listening on $2"\nwhile true; do sleep 1000 & wait $!; done\n';

  suiteSetup(() => daemon.standIn('node:24-alpine', 'COPY --chmod=755 node /bin/node', { node }));
  suiteTeardown(() => daemon.end());

  test('what the learner starts from is killed by stop, and the solution ends by itself', async () => {
    const start = daemon.start();
    const said: string[] = [];
    for (const command of before) said.push(await daemon.docker(start, ...command));
    assert.equal(said.at(-1), String(killed));
    assert.equal((await daemon.unmet(daemon.solution())).length, 3, 'the old container meets nothing, whatever the file says now');
    const solution = daemon.solution();
    for (const command of after) {
      await daemon.docker(solution, ...command);
      if (command[0] === 'run') await untilLogged(daemon, solution, 'dc-f07', 'listening');
    }
    assert.equal((await daemon.labResult(solution)).done, 'all');
  });
});

async function untilLogged(daemon: LessonDaemon, folder: string, container: string, text: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && !(await daemon.docker(folder, 'logs', container)).includes(text); attempt++);
}
