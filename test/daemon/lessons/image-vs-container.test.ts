import assert from 'node:assert/strict';
import { ensureBaseImage } from '../baseImages';
import { docker, dockerOutput, ownName, removeEverything, startContainer } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { smallBuild } from './smallBuild';
import { taskCommands } from './taskCommands';

const name = `${ownName}/notes:1`;
const build = smallBuild();
const greet = (word: string) => build.build(`RUN echo ${word} >/greeting.txt\nCMD ["sleep", "1000"]`, { tag: name });
const inside = (container: string, command: string) => dockerOutput('exec', container, 'sh', '-c', command);
const imageOf = (container: string) => dockerOutput('inspect', '--format', '{{.Image}}', container);

suite('Lesson image-vs-container, on a real daemon', () => {
  let image = '';

  suiteSetup(async () => {
    await ensureBaseImage();
    ({ image } = await greet('hello'));
  });
  suiteTeardown(async () => {
    build.remove();
    await removeEverything();
  });

  test('fact image-never-changes: a container writes, and the image gives what it gave before', async () => {
    const writer = await startContainer(name);
    await inside(writer, 'echo changed >/greeting.txt');
    assert.equal(await dockerOutput('run', '--rm', name, 'cat', '/greeting.txt'), 'hello');
    assert.equal(await dockerOutput('image', 'inspect', '--format', '{{.Id}}', name), image);
  });

  test('fact own-writable-layer: what one writes and deletes is in its own changes only', async () => {
    const [a, b] = [await startContainer(name), await startContainer(name)];
    await inside(a, 'echo hi >/note.txt; rm /bin/vi; echo changed >/greeting.txt');
    assert.deepEqual((await dockerOutput('diff', a)).split('\n').sort(), ['A /note.txt', 'C /bin', 'C /greeting.txt', 'D /bin/vi']);
    assert.equal(await dockerOutput('diff', b), '');
    assert.equal(await inside(b, 'cat /greeting.txt'), 'hello');
    assert.equal(await imageOf(a), await imageOf(b));
  });

  test('fact stop-keeps-changes: the file is there after stop and start', async () => {
    const container = await startContainer(name);
    await inside(container, 'echo hi >/note.txt');
    await dockerOutput('stop', '--time', '0', container);
    assert.match(await dockerOutput('diff', container), /^A \/note\.txt$/m);
    await dockerOutput('start', container);
    assert.equal(await inside(container, 'cat /note.txt'), 'hi');
  });

  test('fact remove-takes-changes: a new container has the volume\'s file and not the other one', async () => {
    const volume = await dockerOutput('volume', 'create', `${ownName}-notes-${process.pid}`);
    try {
      const first = await startContainer(name, ['--volume', `${volume}:/kept`]);
      await inside(first, 'echo hi >/note.txt; echo hi >/kept/note.txt');
      await dockerOutput('rm', '--force', first);
      const second = await startContainer(name, ['--volume', `${volume}:/kept`]);
      assert.equal(await inside(second, 'cat /kept/note.txt; ls /note.txt 2>/dev/null || echo gone'), 'hi\ngone');
      assert.equal(await imageOf(second), image);
      await dockerOutput('rm', '--force', second);
    } finally {
      await dockerOutput('volume', 'rm', volume);
    }
  });

  test('fact tag-can-move: the name is another image after a build, and the container has the old one', async () => {
    const container = await startContainer(name);
    const { image: newer } = await greet('goodbye');
    assert.notEqual(newer, image);
    assert.equal(await dockerOutput('image', 'inspect', '--format', '{{.Id}}', name), newer);
    assert.equal(await imageOf(container), image);
    await dockerOutput('restart', '--time', '0', container);
    assert.equal(await inside(container, 'cat /greeting.txt'), 'hello');
    const listed = await dockerOutput('ps', '--no-trunc', '--filter', `id=${container}`, '--format', '{{.Image}}');
    assert.ok(!listed.includes(name), `docker ps shows the id in place of the name: ${listed}`);
    await greet('hello');
  });

  test('an image that a stopped container uses is not removed', async () => {
    const container = await startContainer(name);
    await dockerOutput('stop', '--time', '0', container);
    const { code, stderr } = await docker(['rmi', name]);
    assert.notEqual(code, 0);
    assert.match(stderr, /conflict/);
  });

  test('the writable layer of a container that wrote nothing has no size', async () => {
    const container = await startContainer(name);
    assert.match(await dockerOutput('ps', '--size', '--filter', `id=${container}`, '--format', '{{.Size}}'), /^0B \(virtual /);
  });
});

suite('Lab image-vs-container, on a real daemon', () => {
  const daemon = new LessonDaemon('image-vs-container');

  suiteSetup(() => daemon.standIn('busybox:1.37'));
  suiteTeardown(() => daemon.end());

  test('the task\'s commands meet it, and a file in both containers does not', async () => {
    const folder = daemon.solution();
    const [make = [], ...others] = taskCommands(daemon.lesson);
    assert.equal((await daemon.unmet(folder)).length, 3);
    for (const command of make) await daemon.docker(folder, ...command);
    assert.equal((await daemon.labResult(folder)).done, 'all');
    assert.notEqual((await daemon.labResult(daemon.start())).done, 'all');
    for (const command of others.slice(0, -1).flat()) await daemon.docker(folder, ...command);
    assert.equal((await daemon.labResult(folder)).done, 'all', 'after the restart as well');
    await daemon.docker(folder, 'exec', 'dc-b', 'touch', '/note.txt');
    assert.match((await daemon.unmet(folder)).join(), /^dc-b knows nothing of it: /);
    for (const command of others.at(-1)!) await daemon.docker(folder, ...command);
    assert.equal((await daemon.unmet(folder)).length, 3);
  });
});
