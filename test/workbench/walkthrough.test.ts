import * as assert from 'node:assert/strict';
import { openSession, type Session } from './session';
import { openWalkthrough, pressButton, stepOf, tickOf } from './walkthroughView';

const lesson = 'layers-and-cache';

suite('workbench: the course', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession();
  });
  suiteTeardown(() => session.close());

  test('the walkthrough shows the three lessons, none of them done', async () => {
    const { page } = session;
    await openWalkthrough(page);
    for (const each of ['image-vs-container', 'cmd-vs-entrypoint', lesson]) {
      await stepOf(page, each).waitFor();
      assert.equal(await tickOf(page, each).count(), 0, each);
    }
    await session.screenshot('walkthrough');
  });

  test('a lesson opens as text', async () => {
    const { page } = session;
    await pressButton(page, lesson, 'Open lesson');
    const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await frame.getByText('Check yourself').first().waitFor();
    await session.screenshot('lesson');
  });

  test('a lab that is not solved says what is missing and ticks nothing', async () => {
    const { page } = session;
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Start lab');
    await labEditor(session).waitFor();
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Check lab');
    await page.locator('.notification-list-item-message', { hasText: 'npm ci run again' }).first().waitFor();
    await session.screenshot('lab-unmet');
    assert.equal(await tickOf(page, lesson).count(), 0);
  });

  test('the solved lab ticks its step, and no other', async () => {
    const { page } = session;
    await pressButton(page, lesson, 'Start lab');
    await labEditor(session).waitFor();
    await page.keyboard.press('Control+Digit1');
    await page.keyboard.press('F8');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Period');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+KeyS');
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Check lab');
    await tickOf(page, lesson).waitFor();
    assert.equal(await page.locator('.getting-started-step .codicon-getting-started-step-checked').count(), 1);
    await session.screenshot('walkthrough-ticked');
  });
});

/** The editor on the lab's Dockerfile, which is not the sample's. */
function labEditor({ page, started }: Session) {
  return page.locator(`.editor-instance .monaco-editor[data-uri$="/Dockerfile"]:not([data-uri*="${started.sample}/Dockerfile"]) .view-line`).first();
}
