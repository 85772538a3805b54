import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { LocalImages } from '../../server/localImages';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { chosenDaemon, removeEverything } from './engine';

/** The names when the daemon, or nobody, has answered. Mocha's timeout is the bound. */
async function settled(images: LocalImages): Promise<readonly string[]> {
  images.names();
  while (images.isAsking) await wait(20);
  return images.names();
}

suite('Names of images for proposals', function () {
  this.timeout(120_000);
  suiteSetup(ensureBaseImage);
  suiteTeardown(removeEverything);

  test('come from the daemon in the background, as FROM writes them', async () => {
    const images = new LocalImages(chosenDaemon);
    assert.deepEqual(images.names(), [], 'nothing is waited for');
    assert.ok((await settled(images)).includes(busyboxImage));
  });

  test('without a daemon there are none, and nothing throws', async () => {
    assert.deepEqual(await settled(new LocalImages(() => chosenDaemon('unix:///nowhere/docker.sock'))), []);
    assert.deepEqual(await settled(new LocalImages(() => chosenDaemon('not an address'))), []);
  });
});
