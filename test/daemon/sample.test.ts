import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureStandInImages, withStandIns } from './baseImages';
import {
  buildImage,
  containerArguments,
  createFolder,
  dockerOutput,
  ownName,
  removeEverything,
  removeFolder,
  startContainer,
} from './engine';

suite('The sample project on a real daemon', () => {
  let folder = '';

  suiteSetup(async () => {
    await ensureStandInImages();
    folder = createFolder({});
    cpSync(join(process.cwd(), 'content', 'sample'), folder, { recursive: true });
    writeFileSync(join(folder, 'Dockerfile'), withStandIns(readFileSync(join(folder, 'Dockerfile'), 'utf8')));
  });
  suiteTeardown(async () => {
    removeFolder(folder);
    await removeEverything();
  });

  test('builds, and its shell form puts a shell before the program', async () => {
    const image = `${ownName}/reading-list:1`;
    const { ok, output } = await buildImage(folder, { tag: image });
    assert.ok(ok, output);
    const container = await startContainer(image);
    assert.deepEqual(await containerArguments(container), ['/bin/sh', '-c', 'node src/server.js']);
    assert.equal(await dockerOutput('exec', container, 'id', '-un'), 'node');
  });

  test('any source edit runs its install step again', async () => {
    await buildImage(folder);
    appendFileSync(join(folder, 'src', 'server.js'), `// ${Math.random()}\n`);
    const { steps, output } = await buildImage(folder);
    assert.equal(steps.find(({ instruction }) => instruction === 'RUN npm ci')?.ran, true, output);
  });

  test('an edit that .dockerignore hides runs nothing again', async () => {
    await buildImage(folder);
    appendFileSync(join(folder, 'README.md'), `${Math.random()}\n`);
    const { steps, output } = await buildImage(folder);
    assert.equal(steps.find(({ instruction }) => instruction === 'RUN npm ci')?.cached, true, output);
  });
});
