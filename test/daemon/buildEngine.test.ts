import assert from 'node:assert/strict';
import { BuildEngine } from '../../server/buildEngine';
import { currentEngine } from '../../server/language/cache/buildInput';
import { chosenDaemon, dockerHost } from './engine';
import { engineRules } from './engineRules';

suite('Whose rules a prediction in the editor follows', () => {
  test('those of the daemon that answers', async () => {
    assert.deepEqual(await new BuildEngine(chosenDaemon).rules(), await engineRules());
  });

  test('those of the newest Engine where none answers, and of the next one as soon as the setting names it', async () => {
    let host = 'unix:///nowhere/docker.sock';
    const engine = new BuildEngine(() => chosenDaemon(host));
    assert.deepEqual(await engine.rules(), currentEngine);
    host = dockerHost();
    assert.deepEqual(await engine.rules(), await engineRules());
    host = 'not an address';
    assert.deepEqual(await engine.rules(), currentEngine);
  });
});
