import * as assert from 'node:assert/strict';
import { allFeatures, offeredFeatures, openDockerfile, untidy } from './editorFeatures';
import { eventually } from './eventually';

suite('what editors expect', () => {
  test('alone, Layerwise offers all of it', async () => {
    const document = await openDockerfile('editor-features/Dockerfile', untidy);
    await eventually('every feature', async () => (await offeredFeatures(document)).length === allFeatures.length || undefined);
    assert.deepEqual((await offeredFeatures(document)).sort(), allFeatures);
  });
});
