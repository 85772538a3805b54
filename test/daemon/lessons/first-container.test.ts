import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { docker, dockerOutput, ownName, startContainer } from '../engine';
import { startRecordingProxy } from '../recordingProxy';
import { LessonDaemon } from './lessonDaemon';
import { taskCommands } from './taskCommands';

/** Runs something in a container and gives the exit code of `docker run`. */
async function codeOf(...args: string[]): Promise<number> {
  return (await docker(['run', '--label', ownName, ...args])).code;
}

const stateOf = (container: string): Promise<string> =>
  dockerOutput('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', container);

/** Asks again and again; what follows says what is wrong where it never holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100 && !(await holds()); tries++) await sleep(50);
}

suite('Lesson first-container', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('first-container');

  suiteSetup(ensureBaseImage);
  suiteTeardown(() => daemon.end());

  test('fact fetched-once: the registry is asked only where the image is missing', async () => {
    const proxy = await startRecordingProxy();
    const pulls = (): number => proxy.requests.filter((line) => line.includes('/images/create?')).length;
    try {
      const run = (image: string) => docker(['run', '--rm', image, 'true'], { DOCKER_HOST: proxy.host });
      assert.equal((await run(busyboxImage)).code, 0);
      assert.equal(pulls(), 0);
      assert.equal((await run('registry.invalid/nothing:1')).code, 125);
      assert.equal(pulls(), 1);
    } finally {
      await proxy.close();
    }
  });

  test('fact lives-with-its-process: a shell without input ends at once, and one with input waits', async () => {
    const ended = await startContainer(busyboxImage, [], ['sh']);
    await dockerOutput('wait', ended);
    assert.equal(await stateOf(ended), 'exited 0');
    const waiting = await startContainer(busyboxImage, ['--interactive', '--tty'], ['sh']);
    const background = await startContainer(busyboxImage, [], ['sh', '-c', 'sleep 600 &']);
    await dockerOutput('wait', background);
    assert.equal(await stateOf(background), 'exited 0');
    assert.equal(await stateOf(waiting), 'running 0');
  });

  test('fact waits-or-returns: without -d the output comes and the process has ended, with -d only the id comes', async () => {
    const front = ['run', '--name', `${ownName}-front`, '--label', ownName, busyboxImage];
    const waited = await docker([...front, 'sh', '-c', 'echo before; sleep 1; echo after']);
    assert.equal(waited.stdout, 'before\nafter\n');
    assert.equal(await stateOf(`${ownName}-front`), 'exited 0');
    const id = await startContainer(busyboxImage, [], ['sh', '-c', 'echo started; sleep 600']);
    assert.match(id, /^[0-9a-f]{64}$/);
    assert.equal(await stateOf(id), 'running 0');
    await until(async () => (await dockerOutput('logs', id)) !== '');
    assert.equal(await dockerOutput('logs', id), 'started');
  });

  test('fact exit-code-tells: the program\'s own code, and 125 to 127 where it was not started', async () => {
    assert.equal(await codeOf(busyboxImage, 'true'), 0);
    assert.equal(await codeOf(busyboxImage, 'sh', '-c', 'exit 7'), 7);
    assert.equal(await codeOf('--no-such-option', busyboxImage), 125);
    assert.equal(await codeOf('--name', `${ownName}-taken`, busyboxImage, 'true'), 0);
    assert.equal(await codeOf('--name', `${ownName}-taken`, busyboxImage, 'true'), 125);
    assert.equal(await codeOf(busyboxImage, '/etc'), 126);
    assert.equal(await codeOf('--name', `${ownName}-nope`, busyboxImage, 'nope'), 127);
    assert.match(await stateOf(`${ownName}-nope`), /^created/);
  });

  test('stop asks first and then kills: 143 from a program that listens, 137 from one that does not', async () => {
    const listens = await startContainer(busyboxImage, ['--init'], ['sleep', '600']);
    const ignores = await startContainer(busyboxImage, [], ['sleep', '600']);
    await dockerOutput('stop', listens);
    await dockerOutput('stop', '--time', '1', ignores);
    assert.deepEqual([await stateOf(listens), await stateOf(ignores)], ['exited 143', 'exited 137']);
    assert.notEqual((await docker(['rm', await startContainer(busyboxImage, [], ['sleep', '600'])])).code, 0);
  });

  test('fact stays-until-removed: an ended container has its log and files, and is gone after rm or with --rm', async () => {
    const container = await startContainer(busyboxImage, [], ['sh', '-c', 'echo hello; date >>/visits; wc -l </visits']);
    await dockerOutput('wait', container);
    assert.equal(await dockerOutput('logs', container), 'hello\n1');
    assert.ok(!(await dockerOutput('ps', '--quiet', '--no-trunc')).includes(container));
    assert.ok((await dockerOutput('ps', '--all', '--quiet', '--no-trunc')).includes(container));
    assert.equal(await dockerOutput('start', '--attach', container), 'hello\n2');
    await dockerOutput('rm', container);
    assert.notEqual((await docker(['logs', container])).code, 0);
    assert.equal(await codeOf('--rm', '--name', `${ownName}-once`, busyboxImage, 'true'), 0);
    assert.notEqual((await docker(['inspect', `${ownName}-once`])).code, 0);
  });

  test('fact exec-is-second: the main process is still number 1 and lives on, and ends what exec has started', async () => {
    const container = await startContainer(busyboxImage, ['--init'], ['sleep', '600']);
    assert.equal((await docker(['exec', container, 'sh', '-c', 'exit 3'])).code, 3);
    assert.equal(await stateOf(container), 'running 0');
    const second = docker(['exec', container, 'sh', '-c', 'echo $$ >/second; sleep 600']);
    await until(async () => (await docker(['exec', container, 'test', '-s', '/second'])).code === 0);
    assert.notEqual(await dockerOutput('exec', container, 'cat', '/second'), '1');
    await dockerOutput('stop', container);
    assert.notEqual((await second).code, 0);
    assert.notEqual((await docker(['exec', container, 'true'])).code, 0);
  });

  test('the lab: the commands of its task meet every condition, one after the other', async () => {
    await daemon.standIn('hello-world', 'CMD ["echo", "hello"]');
    await daemon.standIn('nginx:1.29-alpine', 'RUN mkdir -p /tmp\nCMD ["sleep", "600"]');
    const folder = daemon.solution();
    const unmet: number[] = [(await daemon.unmet(folder)).length];
    for (const command of taskCommands(daemon.lesson).flat()) {
      await daemon.docker(folder, ...command);
      unmet.push((await daemon.unmet(folder)).length);
    }
    // hello-world, run -d, exec, ps and logs, stop
    assert.deepEqual(unmet, [3, 2, 2, 1, 1, 1, 0]);
    assert.equal((await daemon.labResult(folder)).done, 'all');
    assert.equal((await daemon.labResult(daemon.start())).done, 'no');
  });
});
