import * as assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { applyQuickFix } from './keyboard';
import { labEditor, lineInLab } from './labFile';
import { openSession, type Session } from './session';
import { openWalkthrough, pictureOf, pressButton, stepOf, tickOf } from './walkthroughView';

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
    await pictureOf(page).waitFor();
    await session.screenshot('walkthrough');
  });

  test('a lesson opens as text', async () => {
    const { page } = session;
    await pressButton(page, lesson, 'Open lesson');
    await lessonFrame(page).getByText('Check yourself').first().waitFor();
    await session.screenshot('lesson');
  });

  test('a lab that is not solved says what is missing and ticks nothing', async () => {
    const { page } = session;
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Start lab');
    await labEditor(page, lesson).waitFor();
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Check lab');
    await page.locator('.notification-list-item-message', { hasText: 'npm ci run again' }).first().waitFor();
    await session.screenshot('lab-unmet');
    assert.equal(await tickOf(page, lesson).count(), 0);
  });

  test('the solved lab ticks its step, and no other', async () => {
    const { page } = session;
    await pressButton(page, lesson, 'Start lab');
    await labEditor(page, lesson).waitFor();
    await page.keyboard.press('Control+Digit1');
    await applyQuickFix(page, await lineInLab(page, lesson, /^COPY \. /));
    await openWalkthrough(page);
    await pressButton(page, lesson, 'Check lab');
    await tickOf(page, lesson).waitFor();
    assert.equal(await page.locator('.getting-started-step .codicon-getting-started-step-checked').count(), 1);
    // The lesson beside it is not left blank by the check.
    await lessonFrame(page).getByRole('heading', { name: 'Lab' }).first().waitFor();
    await session.screenshot('walkthrough-ticked');
  });
});

/** The lesson's webview. The walkthrough's picture is in one, too, but elsewhere. */
function lessonFrame(page: Page): FrameLocator {
  return page.locator('iframe.webview.ready').last().contentFrame().frameLocator('iframe#active-frame');
}
