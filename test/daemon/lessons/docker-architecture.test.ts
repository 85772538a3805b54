import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { docker, dockerOutput, startContainer } from '../engine';
import { canStartDaemons, startOwnDaemon, type OwnDaemon } from '../ownDaemon';
import { startRecordingProxy } from '../recordingProxy';
import { LessonDaemon } from './lessonDaemon';
import { taskCommands } from './taskCommands';

suite('Lesson docker-architecture', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('docker-architecture');

  suiteSetup(ensureBaseImage);
  suiteTeardown(() => daemon.end());

  test('fact client-only-asks: docker run is a handful of requests, and nothing without a daemon', async () => {
    const proxy = await startRecordingProxy();
    try {
      const { code } = await docker(['run', '--rm', busyboxImage, 'true'], { DOCKER_HOST: proxy.host });
      assert.equal(code, 0);
      const sent = proxy.requests.map((line) => line.replace(/\/v\d\.\d+|[0-9a-f]{64}| HTTP.*/g, '').replace(/\?.*/, ''));
      const expected = ['/_ping', '/containers/create', '/containers//attach', '/containers//wait', '/containers//start'];
      const places = expected.map((path) => sent.findIndex((line) => line.endsWith(` ${path}`)));
      assert.deepEqual(places, [...places].sort((a, b) => a - b), sent.join('\n'));
      assert.ok(!places.includes(-1), sent.join('\n'));
    } finally {
      await proxy.close();
    }
    const { code, stderr } = await docker(['run', '--rm', busyboxImage, 'true'], { DOCKER_HOST: proxy.host });
    assert.equal(code, 125);
    assert.match(stderr, /daemon/);
  });

  test('fact error-names-component: daemon, registry, runc and the program itself fail in words of their own', async () => {
    const fails = async (...args: string[]): Promise<string> => (await docker(args)).stderr;
    assert.match((await docker(['ps'], { DOCKER_HOST: 'unix:///nobody.sock' })).stderr, /Cannot connect to the Docker daemon/);
    assert.match(await fails('start', 'nobody-has-this-name'), /Error response from daemon: No such container/);
    assert.match(await fails('run', '--rm', 'registry.invalid/nothing:1'), /Error response from daemon: .*"https?:\/\/registry\.invalid/);
    const missing = await fails('run', '--rm', busyboxImage, 'nope');
    assert.match(missing, /Error response from daemon: .*OCI runtime create failed: runc create failed: /);
    assert.match(missing, /exec: "nope": executable file not found/);
    assert.deepEqual(await docker(['run', '--rm', busyboxImage, 'sh', '-c', 'exit 3']), { code: 3, stdout: '', stderr: '' });
  });

  test('the lab: the solution meets every condition on an Engine, and the start none on the file', async () => {
    const folder = daemon.solution();
    for (const command of taskCommands(daemon.lesson).flat()) await daemon.docker(folder, ...command);
    assert.deepEqual(await daemon.unmet(folder), []);
    assert.equal((await daemon.labResult(folder)).done, 'all');
    assert.equal((await daemon.labResult(daemon.start())).done, 'no');
  });

  test('the Engine names containerd and runc among its components', async () => {
    const names = await dockerOutput('version', '--format', '{{range .Server.Components}}{{.Name}} {{end}}');
    for (const name of ['Engine', 'containerd', 'runc']) assert.ok(names.split(' ').includes(name), names);
  });

  // The machine's own processes can be looked at only where the daemon is on it.
  if (canStartDaemons) {
    test('fact shim-is-parent: above a running process there is a shim, and no runc anywhere', async () => {
      const container = await startContainer(busyboxImage, [], ['sleep', '600']);
      const process = Number(await dockerOutput('inspect', '--format', '{{.State.Pid}}', container));
      const shim = parentOf(process);
      assert.match(commandOf(shim), /containerd-shim-runc-v2/);
      assert.ok(commandOf(shim).includes(await dockerOutput('inspect', '--format', '{{.Id}}', container)));
      assert.doesNotMatch(commandOf(parentOf(shim)), /runc|dockerd/);
      assert.deepEqual(processesOfRunc(container), []);
    });

    for (const [options, survives] of [[['--live-restore'], true], [[], false]] as const) {
      const title = survives ? 'goes on without the daemon and is found again with live-restore' : 'ends with the daemon otherwise';
      test(`fact daemon-may-restart: a container ${title}`, async () => {
        const daemon = await startOwnDaemon(...options);
        try {
          await watchRestart(daemon, survives);
        } finally {
          await docker(['rm', '--force', 'dc-f03'], { DOCKER_HOST: daemon.host });
          await daemon.stop();
        }
      });
    }
  }
});

async function watchRestart(daemon: OwnDaemon, survives: boolean): Promise<void> {
  const ask = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await docker(args, { DOCKER_HOST: daemon.host });
    assert.equal(code, 0, stderr);
    return stdout.trim();
  };
  await fillWithBusybox(daemon.host);
  await ask('run', '--detach', '--name', 'dc-f03', '--init', busyboxImage, 'sleep', '600');
  const process = Number(await ask('inspect', '--format', '{{.State.Pid}}', 'dc-f03'));
  const shim = parentOf(process);
  await daemon.end('SIGTERM');
  assert.equal(existsSync(`/proc/${process}`), survives);
  if (survives) assert.equal(parentOf(process), shim);
  await daemon.startAgain();
  const state = await ask('inspect', '--format', '{{.State.Running}} {{.State.Pid}}', 'dc-f03');
  assert.equal(state, survives ? `true ${process}` : 'false 0');
}

/** The suite's busybox image, in a daemon that has nothing. */
async function fillWithBusybox(host: string): Promise<void> {
  const previous = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = host;
  try {
    await ensureBaseImage();
  } finally {
    process.env['DOCKER_HOST'] = previous;
  }
}

function parentOf(process: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]);
}

function commandOf(process: number): string {
  return readFileSync(`/proc/${process}/cmdline`, 'utf8').replaceAll('\0', ' ');
}

/** Command lines of the processes named runc that speak of this container. */
function processesOfRunc(container: string): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const commands = processes.flatMap((name) => {
    try {
      return readFileSync(`/proc/${name}/comm`, 'utf8').trim() === 'runc' ? [commandOf(Number(name))] : [];
    } catch {
      return []; // It has ended between the two readings.
    }
  });
  return commands.filter((command) => command.includes(container));
}
