import * as assert from 'node:assert/strict';
import { goTo, showHover } from './keyboard';
import { lineOf, openSession, type Session } from './session';

suite('workbench: a folder that the user does not trust', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({
      file: 'Dockerfile',
      settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    });
  });
  suiteTeardown(() => session.close());

  test('reading works as everywhere, because Layerwise runs nothing of the folder', async () => {
    const { page, started } = session;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await goTo(page, lineOf(started, 'Dockerfile', /^COPY /));
    assert.ok((await showHover(page, /COPY/)).length > 60);
  });
});
