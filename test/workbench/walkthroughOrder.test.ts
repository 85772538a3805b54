import * as assert from 'node:assert/strict';
import { setDockerHost } from './graphView';
import { applyQuickFix, pressChord, repeat } from './keyboard';
import { labEditor, lineInLab, startLab } from './labFile';
import { openSession, type Session } from './session';
import { openWalkthrough, tickOf, ticks } from './walkthroughView';

const lesson = 'layers-and-cache';

/** VS Code itself forgets what happened before it first looked at walkthroughs; see `client/course/progress.ts`. */
suite('workbench: a lab that is done before the walkthrough is opened', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost('unix:///no/daemon/here.sock');
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(async () => {
    await session.close();
    setDockerHost(undefined);
  });

  test('saving the solved file checks it, and says so', async () => {
    const { page } = session;
    const asked = page.locator('.quick-input-list .monaco-list-row', { hasText: "In Layerwise's own folder" });
    await repeat(() => pressChord(page, 'layerwise.startLab'), asked.or(labEditor(page, lesson)).first());
    await startLab(page, lesson, async () => undefined);
    await page.keyboard.press('Control+Digit1');
    await applyQuickFix(page, await lineInLab(page, lesson, /^COPY \. /));
    await page.locator('.notification-list-item-message', { hasText: 'Lab done' }).first().waitFor();
    await session.screenshot('lab-done');
  });

  test('its step is ticked when the walkthrough opens, and no other', async () => {
    const { page } = session;
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    await session.screenshot('walkthrough-after-lab');
  });
});
