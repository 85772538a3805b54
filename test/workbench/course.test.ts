/** A whole lesson, as a learner goes through it: from the side bar to a lab that is done on a real daemon, and a restart. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createFolder, docker, dockerOutput, ownName, removeFolder } from '../daemon/engine';
import { tarArchive } from '../daemon/tarArchive';
import { conditions, lessonFrame, lessonLine, openCourse } from './courseView';
import { chooseTheme } from './keyboard';
import { startLab } from './labFile';
import { openSession, writeSettings, type Session } from './session';
import { openWalkthrough, tickOf, ticks } from './walkthroughView';

const lesson = 'image-vs-container';
const title = 'Image and container';

/** Right but for one. */
const wrong = 'same-image: yes\nnote-in-b: yes\nnote-in-new-container: no\nnote-after-restart: yes\nimage-after-remove: yes\n';

const themes = [
  { name: 'Light Modern', file: 'light', bodyClass: 'vscode-light' },
  { name: 'Dark Modern', file: 'dark', bodyClass: 'vscode-dark' },
  { name: 'Light High Contrast', file: 'high-contrast-light', bodyClass: 'vscode-high-contrast-light' },
  { name: 'Dark High Contrast', file: 'high-contrast', bodyClass: 'vscode-high-contrast' },
] as const;

suite('workbench: a whole lesson', () => {
  let session: Session;
  suiteSetup(async () => {
    await removeContainers();
    session = await openSession();
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session.close();
    await removeContainers();
  });

  test('the side bar shows the course: nothing done, and what is next', async () => {
    const { page } = session;
    const course = await openCourse(page);
    await course.locator('.monaco-list-row[aria-label^="Foundations, 0 of"]').waitFor();
    await lessonLine(page, title, 'not begun').waitFor();
    assert.equal(await course.locator('.monaco-list-row[aria-label^="Lesson"][aria-label$="next"]').count(), 1);
    await session.screenshot('course-tree');
  });

  test('it opens from there, and the level changes in place', async () => {
    const { page } = session;
    await lessonLine(page, title).click();
    const frame = lessonFrame(page);
    await frame.getByRole('heading', { name: title }).first().waitFor();
    const text = frame.locator('.lesson-text');
    const developer = await text.innerText();
    await frame.locator('input[name="level"][value="child"]').check();
    assert.notEqual(await text.innerText(), developer);
    await lessonLine(page, title, 'begun').waitFor();
  });

  test('a question is answered in place', async () => {
    const frame = lessonFrame(session.page);
    await frame.locator('.question .answer', { hasText: 'Its image and its named volumes' }).click();
    await frame.locator('.question .reason', { hasText: 'Right.' }).first().waitFor();
  });

  test('its lab starts beside it, and nothing of it holds yet', async () => {
    const { page } = session;
    await lessonFrame(page).getByRole('tab', { name: /^Lab/ }).click();
    await startLab(page, lesson, () => lessonFrame(page).getByRole('button', { name: 'Start lab' }).first().click());
    await conditions(page, 'unmet').first().waitFor();
    assert.equal(await conditions(page, 'met').count(), 0);
    assert.equal(await conditions(page, 'not-run').count(), 0);
    await page.locator('.statusbar-item', { hasText: /Lab: 0 of \d+/ }).waitFor();
    await pictures('course-lab-unmet');
  });

  test('saving checks it: what is right is ticked, what is wrong says why', async () => {
    const { page } = session;
    await write(wrong);
    const unmet = conditions(page, 'unmet').filter({ hasText: 'dc-b has the file' });
    await conditions(page, 'met').nth(3).waitFor();
    await unmet.filter({ hasText: 'writable layer' }).waitFor();
    await write(wrong.replace('note-in-b: yes', 'note-in-b: no'));
    await conditions(page, 'met').filter({ hasText: 'dc-b has the file' }).waitFor();
  });

  test('what happens on the daemon is checked by itself, and the lab is done', async () => {
    const { page } = session;
    await makeContainers();
    await page.locator('.notification-list-item-message', { hasText: 'Everything that it asks for holds' }).first().waitFor();
    await page.locator('.statusbar-item', { hasText: 'Lab done' }).waitFor();
    assert.equal(await conditions(page, 'unmet').count(), 0);
    await lessonLine(page, title, 'done').waitFor();
    await pictures('course-lab-met');
  });

  test('its step of the walkthrough is ticked, and no other', async () => {
    const { page } = session;
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    // Choosing a theme presses Escape, which leaves a walkthrough.
    await pictures('course-walkthrough', () => openWalkthrough(page));
  });

  test('what no longer holds is said, and the lesson stays done', async () => {
    const { page } = session;
    await lessonLine(page, title).click();
    await dockerOutput('rm', '--force', 'dc-b');
    await page.locator('.statusbar-item', { hasText: /Lab: \d+ of \d+/ }).waitFor();
    await lessonLine(page, title, 'done').waitFor();
  });

  test('after a restart it is still ticked, and still done in the tree', async () => {
    const { browser } = session;
    await session.close();
    session = await openSession({ browser });
    const { page } = session;
    const course = await openCourse(page);
    await course.locator('.monaco-list-row[aria-label^="Foundations, 1 of"]').waitFor();
    await lessonLine(page, title, 'done').waitFor();
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    await session.screenshot('course-after-restart');
  });

  async function pictures(name: string, before?: () => Promise<void>): Promise<void> {
    for (const theme of themes) {
      await chooseTheme(session.page, theme.name);
      // The page of the lesson, which is in sight in each of them, follows a moment later.
      await lessonFrame(session.page).locator(`body.${theme.bodyClass}`).waitFor();
      await before?.();
      await session.screenshot(`${name}-${theme.file}`);
    }
  }

  async function write(text: string): Promise<void> {
    const { page } = session;
    await page.keyboard.press('Control+Digit1');
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.insertText(text);
    await page.locator('.tab.active.dirty').first().waitFor();
    await page.keyboard.press('Control+KeyS');
    await page.locator('.tab.active.dirty').first().waitFor({ state: 'detached' });
  }
});

/** Without a build and without a registry: one file on nothing. The lab asks nobody to run them. */
async function makeContainers(): Promise<void> {
  const folder = createFolder({ 'note.txt': 'A note.\n' });
  try {
    const archive = path.join(folder, 'image.tar');
    fs.writeFileSync(archive, tarArchive([{ name: 'words', content: Buffer.from('some words\n') }]));
    await dockerOutput('import', '--change', 'CMD ["/words"]', archive, `${ownName}/notes:1`);
    for (const name of ['dc-a', 'dc-b']) await dockerOutput('create', '--name', name, `${ownName}/notes:1`);
    await dockerOutput('cp', path.join(folder, 'note.txt'), 'dc-a:/note.txt');
  } finally {
    removeFolder(folder);
  }
}

async function removeContainers(): Promise<void> {
  await docker(['rm', '--force', 'dc-a', 'dc-b']);
}
