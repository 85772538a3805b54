import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBaseImage } from '../baseImages';
import { dockerOutput, removeEverything } from '../engine';
import { LessonDaemon } from './lessonDaemon';
import { ran, smallBuild } from './smallBuild';
import { taskCommands } from './taskCommands';

/** In each text, so that nothing is cached from an earlier run of the suite. */
const fresh = `${process.pid}-${Date.now()}`;

suite('Lesson layers-and-cache, on a real daemon', () => {
  const build = smallBuild({ 'package.json': fresh, 'server.js': fresh });

  suiteSetup(async () => void (await ensureBaseImage()));
  suiteTeardown(async () => {
    build.remove();
    await removeEverything();
  });

  test('fact some-instructions-are-steps: LABEL, EXPOSE and CMD are no steps and make no layer', async () => {
    const steps = `WORKDIR /steps\nCOPY server.js ./\nRUN echo ${fresh} >made`;
    const first = await build.build(`LABEL version=1\n${steps}\nEXPOSE 80\nCMD ["a"]`);
    assert.deepEqual(first.steps.map(({ instruction }) => instruction.split(' ')[0]).sort(), ['COPY', 'FROM', 'RUN', 'WORKDIR']);
    const second = await build.build(`LABEL version=2\n${steps}\nEXPOSE 90\nCMD ["b"]`);
    assert.deepEqual(ran(second), []);
    const layers = (image: string) => dockerOutput('image', 'inspect', '--format', '{{.RootFS.Layers}}', image);
    assert.notEqual(first.image, second.image);
    assert.equal(await layers(first.image), await layers(second.image));
  });

  test('fact later-steps-run-again: an edit repeats all below the first step that has it', async () => {
    const sourceFirst = 'WORKDIR /order\nCOPY . .\nRUN cat package.json >installed';
    const manifestFirst = 'WORKDIR /order\nCOPY package.json ./\nRUN cat package.json >installed\nCOPY server.js ./';
    await build.build(sourceFirst);
    await build.build(manifestFirst);
    build.write({ 'server.js': `${fresh} edited` });
    assert.deepEqual(ran(await build.build(manifestFirst)), ['COPY server.js ./']);
    assert.deepEqual(ran(await build.build(sourceFirst)), ['COPY . .', 'RUN cat package.json >installed']);
    build.write({ 'server.js': fresh });
    assert.deepEqual(ran(await build.build(manifestFirst)), [], 'an edit that is undone finds what was built before');
  });

  test('fact copy-compares-content: another time is no change, another byte is', async () => {
    const copy = 'COPY package.json /compared/';
    await build.build(copy);
    utimesSync(join(build.folder, 'package.json'), new Date(2001, 1, 1), new Date(2001, 1, 1));
    assert.deepEqual(ran(await build.build(copy)), []);
    build.write({ 'package.json': `${fresh}!` });
    assert.deepEqual(ran(await build.build(copy)), [copy]);
  });

  test('fact run-compares-text: what a command would give today plays no part, its environment does', async () => {
    const clock = `RUN echo ${fresh}; cat /proc/uptime >/taken`;
    const { image } = await build.build(clock);
    const again = await build.build(clock);
    assert.deepEqual(ran(again), []);
    assert.equal(again.image, image);
    assert.deepEqual(ran(await build.build(`ENV UNUSED=1\n${clock}`)), [clock]);
  });

  test('fact deleted-file-stays: only a deletion in the same step makes the image smaller', async () => {
    const size = async (instructions: string) => Number(await dockerOutput('image', 'inspect', '--format', '{{.Size}}', (await build.build(instructions)).image));
    const write = 'head -c 3000000 /dev/urandom >/large';
    const kept = await size(`RUN ${write}`);
    const deletedLater = await size(`RUN ${write}\nRUN rm /large`);
    const deletedAtOnce = await size(`RUN ${write} && rm /large`);
    assert.ok(deletedLater >= kept, `${deletedLater} bytes`);
    assert.ok(deletedAtOnce <= kept - 3_000_000, `${deletedAtOnce} bytes`);
  });
});

suite('Lab layers-and-cache, on a real daemon', () => {
  const daemon = new LessonDaemon('layers-and-cache');
  const npm = readFileSync(join(process.cwd(), 'test', 'daemon', 'standIns', 'npm'), 'utf8');

  suiteSetup(() => daemon.standIn('node:24-alpine', 'COPY --chmod=755 npm /bin/npm', { npm }));
  suiteTeardown(() => daemon.end());

  test('two builds around an edit meet it with the new order, and not with the old one', async () => {
    const [, , [first = []] = [], [second = []] = []] = taskCommands(daemon.lesson);
    for (const [folder, done] of [[daemon.start(), 'no'], [daemon.solution(), 'all']] as const) {
      await daemon.docker(folder, ...first);
      await daemon.docker(folder, ...second);
      assert.match((await daemon.unmet(folder)).join(), /The two builds differ/, 'nothing was edited between them');
      appendFileSync(join(folder, 'server.js'), `// ${fresh}\n`);
      await daemon.docker(folder, ...second);
      assert.equal((await daemon.labResult(folder)).done, done);
      assert.equal((await daemon.unmet(folder)).some((text) => text.startsWith('The two builds')), done !== 'all');
    }
  });
});
