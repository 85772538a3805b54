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

  test('the lens of what runs offers its docker run line to copy, and opens no terminal', async () => {
    const { page, started } = session;
    await page.keyboard.press('Escape');
    await goTo(page, lineOf(started, 'Dockerfile', /^CMD /));
    await page.locator('.codelens-decoration a', { hasText: 'runs: ' }).first().click();
    const message = page.locator('.notification-toast', { hasText: 'Restricted Mode opens no terminal' });
    await message.waitFor();
    assert.match((await message.textContent())!, /docker run --rm -it .*IMAGE/);
    assert.equal(await page.locator('.terminal-wrapper').count(), 0);
  });
});
