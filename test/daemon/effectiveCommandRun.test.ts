import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runCommand } from '../../server/commands/run';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, ownName, removeEverything, removeFolder } from './engine';

const image = `${ownName}/run-base:1`;

suite('layerwise run, beside a real daemon', () => {
  let folder = '';

  suiteSetup(async function () {
    this.timeout(120_000);
    await ensureBaseImage();
    folder = createFolder({
      Dockerfile: `FROM ${busyboxImage}\nENV SIGNAL=SIGUSR1\nENTRYPOINT ["/bin/start"]\nCMD ["x"]\nSTOPSIGNAL SIGINT\n`,
      'child/Dockerfile': `FROM ${image}\nSTOPSIGNAL $SIGNAL\nENTRYPOINT serve\n`,
      'compose.yaml': `services:\n  known: { image: "${image}", command: y }\n  unknown: { image: "${ownName}/nowhere:1" }\n`,
    });
    const { ok, output } = await buildImage(folder, { tag: image });
    assert.ok(ok, output);
  });
  suiteTeardown(async () => {
    removeFolder(folder);
    await removeEverything();
  });

  async function report(options: { file?: string; compose?: string; service?: string }): Promise<Record<string, unknown>> {
    let text = '';
    const code = await runCommand({ ...options, format: 'json' }, { out: (part) => (text += part), error: assert.fail });
    assert.equal(code, 0);
    return JSON.parse(text) as Record<string, unknown>;
  }

  test('the base image comes from the daemon, with its variables and its shell', async () => {
    const { argv, pid1, stopSignal, signalReaches } = await report({ file: join(folder, 'child', 'Dockerfile') });
    assert.deepEqual(argv, ['/bin/sh', '-c', 'serve']);
    assert.deepEqual([pid1, stopSignal, signalReaches], ['the program: serve', 'SIGUSR1', 'the program']);
  });

  test('the image of a compose service', async () => {
    const { argv, entrypoint, stopSignal } = await report({ compose: join(folder, 'compose.yaml'), service: 'known' });
    assert.deepEqual([argv, entrypoint, stopSignal], [['/bin/start', 'y'], { from: 'base', value: ['/bin/start'] }, 'SIGINT']);
  });

  test('an image that the daemon does not have', async () => {
    const { entrypoint, notes } = await report({ compose: join(folder, 'compose.yaml'), service: 'unknown' });
    assert.deepEqual(entrypoint, { from: 'unknown' });
    assert.match((notes as string[])[0]!, /the local Docker daemon does not have it/);
  });
});
