import * as assert from 'node:assert/strict';
import manifest from '../../package.json';
import { lessonFrame } from './courseView';
import { setDockerHost } from './graphView';
import { applyQuickFix } from './keyboard';
import { lineInLab, startLab } from './labFile';
import { openSession, type Session } from './session';
import { openWalkthrough, pictureOf, pressButton, stepOf, tickOf, ticks } from './walkthroughView';

const lesson = 'layers-and-cache';

suite('workbench: the course', () => {
  let session: Session;
  suiteSetup(async () => {
    // Without a daemon, the conditions on files decide.
    setDockerHost('unix:///no/daemon/here.sock');
    session = await openSession();
  });
  suiteTeardown(async () => {
    await session.close();
    setDockerHost(undefined);
  });

  test('the walkthrough shows every lesson, none of them done', async () => {
    const { page } = session;
    await openWalkthrough(page);
    const steps = manifest.contributes.walkthroughs.find(({ id }) => id === 'foundations')!.steps;
    for (const { id } of steps) await stepOf(page, id).waitFor();
    assert.equal(await ticks(page).count(), 0);
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
    await startLab(page, lesson, () => pressButton(page, lesson, 'Start lab'));
    const frame = lessonFrame(page);
    // It is checked by itself when it starts.
    await frame.locator('li[data-state="unmet"]').first().waitFor();
    await frame.locator('li[data-state="not-run"]').first().waitFor();
    await frame.getByRole('button', { name: 'Check lab' }).first().click();
    await page.locator('.notification-list-item-message', { hasText: 'Not there yet' }).first().waitFor();
    await session.screenshot('lab-unmet');
    await openWalkthrough(page);
    assert.equal(await ticks(page).count(), 0);
  });

  test('the solved lab ticks its step, and no other, and says what did not run', async () => {
    const { page } = session;
    await startLab(page, lesson, () => pressButton(page, lesson, 'Start lab'));
    // Said when file and page are open; before that they still take the focus.
    await page.locator('.notification-list-item-message', { hasText: 'You continue your earlier work' }).first().waitFor();
    await page.keyboard.press('Control+Digit1');
    await applyQuickFix(page, await lineInLab(page, lesson, /^COPY \. /));
    await page.locator('.notification-list-item-message', { hasText: 'did not run' }).first().waitFor();
    // The lesson beside it is not left blank by the check.
    await lessonFrame(page).locator('li[data-state="met"]').first().waitFor();
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    await session.screenshot('walkthrough-ticked');
  });
});
