import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Parameters } from '../../../server/language/course/condition';
import { checkLab, labQuestions } from '../../../server/language/course/checkLab';
import type { Lab } from '../../../server/language/course/lesson';
import { liveConditions } from '../../../server/language/course/liveConditions';
import type { LabFiles } from '../../../server/language/course/labFiles';
import { DaemonFailure } from '../../../server/world/docker/daemonFailure';
import { askForLab } from '../../../server/world/docker/labAnswers';
import { chosenDaemon, ownName } from '../engine';
import { startRecordingProxy } from '../recordingProxy';
import { LessonDaemon } from './lessonDaemon';

const noFiles = {} as LabFiles;
const lab = (condition: string, parameters: Parameters): Lab => ({ task: '', covers: [], hints: [], firstFile: '', variants: [], static: [], live: [{ condition, parameters, title: 'it', unmet: 'why' }], noDaemon: '' });

/** `true` where it is met; otherwise what was found instead. */
async function ask(condition: string, parameters: Parameters, host?: string): Promise<string | true> {
  const asked = lab(condition, parameters);
  const answers = await askForLab(chosenDaemon(host), labQuestions(asked));
  if (answers instanceof DaemonFailure) throw answers;
  const [result] = checkLab(asked, noFiles, answers).conditions;
  if (result?.state === 'unmet') assert.equal(result.reason, 'why');
  return result?.state === 'met' ? true : (result?.found ?? 'nothing was found');
}

const name = (last: string): string => `${ownName}-live-${last}`;
const [one, two, ended, loud, leaky] = [name('one'), name('two'), name('ended'), name('loud'), name('leaky')];
const [tty, published, mounted] = [name('tty'), name('published'), name('mounted')];
const [volume, unused] = [name('volume'), name('unused')];
const image = (tag: string): string => `${ownName}/live:${tag}`;

suite('Live conditions of labs, each both ways', function () {
  this.timeout(120_000);
  const daemon = new LessonDaemon('image-vs-container');
  let folder = '';
  const run = (...args: string[]): Promise<string> => daemon.docker(folder, 'run', ...args);

  suiteSetup(async () => {
    folder = daemon.folder();
    await daemon.standIn(image('1'), 'RUN echo same >/same.txt\nRUN echo first >/last.txt\nENTRYPOINT ["sleep", "1000"]');
    await daemon.standIn(image('2'), 'RUN echo same >/same.txt\nRUN echo second >/last.txt\nENTRYPOINT ["sleep", "1000"]');
    await daemon.standIn(image('large'), 'RUN head -c 8000000 /dev/urandom >/large');
    await run('--detach', '--name', one, image('1'));
    await run('--detach', '--name', two, image('2'));
    await run('--name', ended, '--entrypoint', 'sh', image('1'), '-c', 'exit 3').catch(() => undefined);
    await run('--name', loud, '--entrypoint', 'sh', image('1'), '-c', 'uname -r; echo to stderr >&2');
    await run('--name', leaky, '--entrypoint', 'echo', image('1'), 'DB_PASSWORD=hunter2');
    await run('--tty', '--name', tty, '--entrypoint', 'echo', image('1'), 'on a terminal');
    await run('--detach', '--name', published, '--publish', '127.0.0.1::8080', '--publish', '9090', image('1'));
    await daemon.docker(folder, 'exec', one, 'touch', '/note.txt');
    await daemon.docker(folder, 'exec', one, 'rm', '/same.txt');
  });
  suiteTeardown(() => daemon.end());

  test('image-exists', async () => {
    assert.equal(await ask('image-exists', { image: image('1') }), true);
    assert.equal(await ask('image-exists', { image: image('3') }), `There is no image ${image('3')}`);
  });

  test('container-state, absent ones too', async () => {
    assert.equal(await ask('container-state', { container: one, state: 'running' }), true);
    assert.equal(await ask('container-state', { container: ended, state: 'exited' }), true);
    assert.equal(await ask('container-state', { container: name('none'), state: 'absent' }), true);
    assert.equal(await ask('container-state', { container: one, state: 'absent' }), `${one} is running`);
    assert.equal(await ask('container-state', { container: ended, state: 'running' }), `${ended} has ended with exit code 3`);
    assert.equal(await ask('container-state', { container: name('none'), state: 'running' }), `There is no container ${name('none')}`);
  });

  test('container-exited-with and container-not-exited-with', async () => {
    assert.equal(await ask('container-exited-with', { container: ended, code: 3 }), true);
    assert.equal(await ask('container-exited-with', { container: ended, code: 0 }), `${ended} has ended with exit code 3`);
    assert.equal(await ask('container-exited-with', { container: one, code: 0 }), `${one} is running`);
    assert.equal(await ask('container-not-exited-with', { container: ended, code: 137 }), true);
    assert.equal(await ask('container-not-exited-with', { container: ended, code: 3 }), `${ended} has ended with exit code 3`);
    assert.equal(await ask('container-not-exited-with', { container: one, code: 137 }), `${one} is running`);
  });

  test('same-image', async () => {
    assert.equal(await ask('same-image', { containers: [one, loud] }), true);
    assert.equal(await ask('same-image', { containers: [one, two] }), 'They are made from 2 images');
    assert.equal(await ask('same-image', { containers: [one, name('none')] }), `There is no container ${name('none')}`);
  });

  test('container-changed and container-unchanged, added and deleted', async () => {
    assert.equal(await ask('container-changed', { container: one, path: '/note.txt' }), true);
    assert.equal(await ask('container-changed', { container: one, path: '/same.txt' }), true);
    assert.equal(await ask('container-changed', { container: two, path: '/note.txt' }), 'Its writable layer says nothing of /note.txt');
    assert.equal(await ask('container-unchanged', { container: two, path: '/note.txt' }), true);
    assert.equal(await ask('container-unchanged', { container: one, path: '/note.txt' }), '/note.txt is in its writable layer');
    assert.equal(await ask('container-unchanged', { container: name('none'), path: '/note.txt' }), `There is no container ${name('none')}`);
  });

  test('log-has: both streams, a terminal, and a secret that is not shown', async () => {
    assert.equal(await ask('log-has', { container: loud, text: 'to stderr\n' }), true);
    assert.equal(await ask('log-has', { container: tty, text: 'on a terminal\n' }), true);
    assert.equal(await ask('log-has', { container: leaky, text: 'nothing' }), 'The log ends with: DB_PASSWORD=••••');
    assert.equal(await ask('log-has', { container: one, text: 'nothing' }), 'The log is empty');
    assert.equal(await ask('log-has', { container: name('none'), text: '' }), `There is no container ${name('none')}`);
  });

  test('log-has: a driver that keeps no log, and a log that is long', async () => {
    await run('--name', name('silent'), '--log-driver', 'none', '--entrypoint', 'echo', image('1'), 'unheard');
    assert.equal(await ask('log-has', { container: name('silent'), text: 'unheard' }), `The log of ${name('silent')} cannot be read`);
    await run('--name', name('long'), '--entrypoint', 'sh', image('1'), '-c', 'yes "a long line of text" | head -n 20000; echo the end');
    assert.equal(await ask('log-has', { container: name('long'), text: 'the end' }), true);
  });

  test('log-is-kernel', async () => {
    assert.equal(await ask('log-is-kernel', { container: loud }), true);
    assert.equal(await ask('log-is-kernel', { container: tty }), 'The log ends with: on a terminal');
  });

  test('engine-has-component', async () => {
    for (const component of ['Engine', 'containerd', 'runc']) assert.equal(await ask('engine-has-component', { component }), true);
    assert.match(String(await ask('engine-has-component', { component: 'none' })), /^The Engine names: Engine, containerd, runc/);
  });

  test('process-is-not, running or not', async () => {
    assert.equal(await ask('process-is-not', { container: one, program: '/bin/sh' }), true);
    assert.equal(await ask('process-is-not', { container: one, program: 'sleep' }), 'It runs: sleep 1000');
    assert.equal(await ask('process-is-not', { container: ended, program: 'sh' }), 'It runs: sh -c exit 3');
  });

  test('images-share-layers', async () => {
    const images = [image('1'), image('2')];
    const { length } = JSON.parse(await daemon.docker(folder, 'image', 'inspect', '--format', '{{json .RootFS.Layers}}', image('1'))) as string[];
    assert.equal(await ask('images-share-layers', { images, atLeast: length - 1 }), true);
    assert.equal(await ask('images-share-layers', { images, allBut: 1 }), true);
    assert.equal(await ask('images-share-layers', { images, atLeast: length }), `They share ${length - 1} layers; 1 is different`);
    assert.equal(await ask('images-share-layers', { images: [image('1'), image('large')], allBut: 1 }), `They share ${length - 2} layers; 2 are different`);
    assert.equal(await ask('images-share-layers', { images: [image('1'), image('1')], allBut: 1 }), 'The names stand for one image');
  });

  test('path-missing and path-exists, running or not', async () => {
    assert.equal(await ask('path-exists', { container: one, path: '/note.txt' }), true);
    assert.equal(await ask('path-exists', { container: ended, path: '/bin/busybox' }), true);
    assert.equal(await ask('path-missing', { container: two, path: '/note.txt' }), true);
    assert.equal(await ask('path-missing', { container: two, path: '/a folder that/is not there' }), true);
    assert.equal(await ask('path-exists', { container: two, path: '/bin/busybox/below' }), 'The Engine does not tell what is at /bin/busybox/below');
    assert.equal(await ask('path-missing', { container: one, path: '/note.txt' }), '/note.txt is there');
    assert.equal(await ask('path-exists', { container: two, path: '/note.txt' }), '/note.txt is not there');
    assert.equal(await ask('path-missing', { container: name('none'), path: '/x' }), `There is no container ${name('none')}`);
  });

  test('port-published', async () => {
    const port = Number((await daemon.docker(folder, 'port', published, '8080')).split(':').at(-1));
    assert.equal(await ask('port-published', { container: published, port: 8080 }), true);
    assert.equal(await ask('port-published', { container: published, port: 8080, published: port, address: '127.0.0.1' }), true);
    assert.equal(await ask('port-published', { container: published, port: 9090, address: '0.0.0.0' }), true);
    assert.equal(await ask('port-published', { container: published, port: 8080, address: '0.0.0.0' }), `Port ${port} leads to port 8080 of ${published}, on 127.0.0.1`);
    assert.match(String(await ask('port-published', { container: published, port: 9090, address: '127.0.0.1' })), /^Port \d+ leads to port 9090 of \S+, on every address$/);
    assert.equal(await ask('port-published', { container: one, port: 8080 }), `${one} publishes no port`);
    assert.equal(await ask('port-published', { container: ended, port: 8080 }), `${ended} has ended with exit code 3`);
  });

  test('container-mount: volume, bind and tmpfs', async () => {
    const bound = daemon.folder({ 'config/a.txt': 'a' });
    await daemon.docker(folder, 'volume', 'create', volume);
    await run('--detach', '--name', mounted, '--volume', `${volume}:/data`, '--volume', `${bound}/config:/config:ro`, '--tmpfs', '/scratch', '--mount', 'type=tmpfs,target=/other', image('1'));
    assert.equal(await ask('container-mount', { container: mounted, type: 'volume', target: '/data', source: volume, readOnly: false }), true);
    assert.equal(await ask('container-mount', { container: mounted, type: 'bind', target: '/config', source: './config', readOnly: true }), true);
    assert.equal(await ask('container-mount', { container: mounted, type: 'tmpfs', target: '/scratch' }), true);
    assert.equal(await ask('container-mount', { container: mounted, type: 'tmpfs', target: '/other' }), true);
    assert.equal(await ask('container-mount', { container: mounted, type: 'bind', target: '/data' }), 'What is mounted at /data is a volume');
    assert.equal(await ask('container-mount', { container: mounted, type: 'volume', target: '/data', source: unused }), `Mounted at /data: ${volume}`);
    assert.equal(await ask('container-mount', { container: mounted, type: 'bind', target: '/config', readOnly: false }), '/config is mounted for reading only');
    assert.match(String(await ask('container-mount', { container: mounted, type: 'volume', target: '/none' })), new RegExp(`^${mounted} mounts something at: /`));
    assert.equal(await ask('container-mount', { container: one, type: 'volume', target: '/data' }), `${one} mounts nothing`);
  });

  test('volume-older-than-container: the container that the volume came with is not a later one', async () => {
    const [kept, later] = [name('kept'), name('later')];
    const older = (container: string): Promise<string | true> => ask('volume-older-than-container', { volume: kept, container });
    assert.equal(await older(later), `There is no volume ${kept}`);
    await run('--detach', '--name', later, '--volume', `${kept}:/data`, image('1'));
    assert.equal(await older(later), `${later} is the container that the volume was made for`);
    assert.equal(await older(one), `${one} does not mount the volume ${kept}`);
    await daemon.docker(folder, 'rm', '--force', later);
    assert.equal(await older(later), `There is no container ${later}`);
    // The daemon tells a volume's time in whole seconds.
    await wait(2_000);
    await run('--detach', '--name', later, '--volume', `${kept}:/data`, image('1'));
    assert.equal(await older(later), true);
  });

  test('project-running, by the labels that Compose writes', async () => {
    const labelled = (service: string, ...more: string[]): Promise<string> =>
      run('--detach', '--label', `com.docker.compose.project=${name('shop')}`, '--label', `com.docker.compose.service=${service}`, ...more);
    const running = (...services: string[]): Promise<string | true> => ask('project-running', { project: name('shop'), services });
    assert.equal(await running('web'), `No container of the project ${name('shop')} is running`);
    await labelled('web', image('1'));
    await labelled('db', '--label', 'com.docker.compose.oneoff=True', image('1'));
    assert.equal(await running('web', 'db'), 'Running: web');
    await labelled('db', image('1'));
    assert.equal(await running('web', 'db'), true);
  });

  test('image-smaller', async () => {
    assert.equal(await ask('image-smaller', { image: image('1'), than: image('large'), percent: 50 }), true);
    assert.match(String(await ask('image-smaller', { image: image('large'), than: image('1'), percent: 50 })), /^\S+ has [\d.]+ MB, \S+ has [\d.]+ MB$/);
    assert.equal(await ask('image-smaller', { image: image('none'), than: image('1'), percent: 50 }), `There is no image ${image('none')}`);
  });

  test('every condition of the registry is proved here', function () {
    const proved = this.test!.parent!.tests.map(({ title }) => title).join(' ');
    assert.deepEqual(Object.keys(liveConditions).filter((condition) => !proved.includes(condition)), []);
  });

  test('all questions together are reading calls: GET, and HEAD for a path in a container', async () => {
    const proxy = await startRecordingProxy();
    try {
      const all: Parameters = { container: one, image: image('1'), than: image('2'), containers: [one], images: [image('1')], path: '/a b?c#d&e=f\'(x)/../é', state: 'running', volume, project: 'p', services: ['web'], text: 'x', component: 'runc' };
      for (const condition of Object.keys(liveConditions)) await ask(condition, all, proxy.host);
      const readingCalls = [
        /^GET \/_ping$/,
        /^GET \/(?:version|volumes|images\/json|containers\/json\?all=true)$/,
        /^GET \/containers\/[\w.-]+\/(?:json|changes|logs\?stdout=true&stderr=true&tail=\d+)$/,
        /^GET \/images\/[\w:.-]+\/json$/,
        /^HEAD \/containers\/[\w.-]+\/archive\?path=[\w%.!~*'()-]+$/,
      ];
      const asked = [...new Set(proxy.requests.map((line) => line.replace(/ HTTP\/1\.1$/, '')))];
      assert.deepEqual(asked.filter((line) => !readingCalls.some((call) => call.test(line))), []);
      for (const call of readingCalls) assert.ok(asked.some((line) => call.test(line)), String(call));
    } finally {
      await proxy.close();
    }
  });

  test('a daemon that goes away or hangs is a failure in time, and no condition runs', async () => {
    const proxy = await startRecordingProxy();
    try {
      const asked = lab('container-state', { container: one, state: 'running' });
      proxy.freeze();
      const late = await askForLab(chosenDaemon(proxy.host), labQuestions(asked), 500);
      assert.ok(late instanceof DaemonFailure && late.reason === 'timeout');
      await proxy.goAway();
      const gone = await askForLab(chosenDaemon(proxy.host), labQuestions(asked));
      assert.ok(gone instanceof DaemonFailure && gone.reason === 'socket-missing');
      assert.deepEqual(checkLab(asked, noFiles, undefined), { done: 'static', conditions: [{ title: 'it', kind: 'live', state: 'not-run' }] });
    } finally {
      await proxy.close();
    }
  });
});
