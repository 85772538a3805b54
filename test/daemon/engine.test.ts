import assert from 'node:assert/strict';
import { busyboxImage, ensureBaseImage, ensureStandInImages, withStandIns } from './baseImages';
import { parseBuildProgress } from './buildProgress';
import {
  buildImage,
  containerArguments,
  createFolder,
  dockerOutput,
  firstProcess,
  ownName,
  removeEverything,
  removeFolder,
  startContainer,
  writeFiles,
} from './engine';

suite('The tests\' own hold on a real daemon', () => {
  suiteSetup(async function () {
    this.timeout(120_000);
    await ensureBaseImage();
  });
  suiteTeardown(removeEverything);

  test('a container runs what the image says, as its process 1', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nENTRYPOINT ["sleep"]\nCMD ["300"]\n` });
    const image = `${ownName}/sleeps:1`;
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
    const container = await startContainer(image, [], ['200']);
    assert.deepEqual(await containerArguments(container), ['sleep', '200']);
    assert.deepEqual(await firstProcess(container), ['sleep', '200']);
  });

  test('a second build tells apart what ran and what was cached', async () => {
    const folder = createFolder({
      Dockerfile: `FROM ${busyboxImage}\nWORKDIR /app\nCOPY one.txt ./\nRUN md5sum one.txt >one.sum\nCOPY two.txt ./\n`,
      'one.txt': `one ${Date.now()} ${Math.random()}`,
      'two.txt': 'two',
    });
    const first = await buildImage(folder);
    assert.ok(first.ok, first.output);
    const ran = (result: typeof first) => result.steps.filter((each) => each.ran).map((each) => each.instruction.split(' ')[0]);
    assert.deepEqual(ran(first).slice(-3), ['COPY', 'RUN', 'COPY'], first.output);

    writeFiles(folder, { 'two.txt': 'two, edited' });
    const second = await buildImage(folder);
    removeFolder(folder);
    assert.ok(second.ok, second.output);
    const byInstruction = Object.fromEntries(second.steps.map((each) => [each.instruction, each]));
    assert.equal(byInstruction['COPY one.txt ./']?.cached, true, second.output);
    assert.equal(byInstruction['RUN md5sum one.txt >one.sum']?.cached, true, second.output);
    assert.equal(byInstruction['COPY two.txt ./']?.ran, true, second.output);
    assert.equal(byInstruction['COPY two.txt ./']?.position, 5);
  });

  test('a failing step is named', async () => {
    const dockerfile = `FROM ${busyboxImage} AS build\nRUN exit 7\nFROM build AS last\nRUN echo never\n`;
    const folder = createFolder({ Dockerfile: dockerfile });
    const { ok, steps, output } = await buildImage(folder);
    removeFolder(folder);
    assert.equal(ok, false);
    const failed = steps.filter((each) => each.failed).map(({ stage, instruction }) => `${stage}: ${instruction}`);
    assert.deepEqual(failed, ['build: RUN exit 7'], output);
  });

  test('stand-ins need the files that the real package managers need', async () => {
    await ensureStandInImages();
    const install = withStandIns('FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n');
    const incomplete = createFolder({ Dockerfile: install, 'package.json': '{}' });
    const complete = createFolder({ Dockerfile: install, 'package.json': '{}', 'package-lock.json': '{}' });
    const results = [await buildImage(incomplete), await buildImage(complete)];
    removeFolder(incomplete);
    removeFolder(complete);
    assert.deepEqual(results.map(({ ok }) => ok), [false, true], results[1]?.output);
  });

  test('an interleaved progress output keeps each step\'s own outcome', () => {
    const internal = '#1 [internal] load build definition\n#1 DONE 0.0s\n';
    const parallel = '#7 [a 2/3] RUN x\n#8 [b 2/2] COPY . .\n#8 CACHED\n#7 [a 2/3] RUN x\n#7 DONE 1.0s\n';
    const steps = parseBuildProgress(internal + parallel);
    assert.deepEqual(
      steps.map(({ stage, position, cached, ran }) => ({ stage, position, cached, ran })),
      [
        { stage: 'a', position: 2, cached: false, ran: true },
        { stage: 'b', position: 2, cached: true, ran: false },
      ],
    );
  });

  test('cleaning up leaves nothing of ours, not even what has no tag', async () => {
    const folder = createFolder({ Dockerfile: `FROM ${busyboxImage}\nRUN echo ${Math.random()}\n` });
    const { image = '', output } = await buildImage(folder);
    removeFolder(folder);
    const images = () => dockerOutput('images', '--quiet', '--no-trunc');
    assert.ok(image !== '' && (await images()).includes(image), output);
    await removeEverything();
    assert.ok(!(await images()).includes(image));
    assert.equal(await dockerOutput('ps', '--all', '--quiet', '--filter', `label=${ownName}`), '');
    assert.equal(await dockerOutput('images', '--quiet', '--filter', `reference=${ownName}/*`), '');
  });
});
