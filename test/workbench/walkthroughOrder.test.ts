import * as assert from 'node:assert/strict';
import { applyQuickFix, pressChord, repeat } from './keyboard';
import { labEditor, lineInLab } from './labFile';
import { openSession, type Session } from './session';
import { openWalkthrough, tickOf } from './walkthroughView';

const lesson = 'layers-and-cache';

/** VS Code itself forgets what happened before it first looked at walkthroughs; see `client/course/progress.ts`. */
suite('workbench: a lab that is done before the walkthrough is opened', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(() => session.close());

  test('saving the solved file checks it, and says so', async () => {
    const { page } = session;
    await repeat(() => pressChord(page, 'layerwise.startLab'), labEditor(page, lesson));
    await page.keyboard.press('Control+Digit1');
    await applyQuickFix(page, await lineInLab(page, lesson, /^COPY \. /));
    await page.locator('.notification-list-item-message', { hasText: 'Lab done' }).first().waitFor();
    await session.screenshot('lab-done');
  });

  test('its step is ticked when the walkthrough opens, and no other', async () => {
    const { page } = session;
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await page.locator('.getting-started-step .codicon-getting-started-step-checked').count(), 1);
    await session.screenshot('walkthrough-after-lab');
  });
});
