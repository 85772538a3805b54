/** Progress that comes from a file, goes and is asked for; the solution of a lab; the tree's groups. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { progressText } from '../../client/course/progressRecord';
import { lessonFrame, lessonLine, openCourse } from './courseView';
import { setDockerHost } from './graphView';
import { attemptMs, repeat, runCommand } from './keyboard';
import { fileInLab, labEditor, startLab } from './labFile';
import { openSession, writeSettings, type Session } from './session';
import { openWalkthrough, tickOf, ticks } from './walkthroughView';

const lesson = 'layers-and-cache';
const title = 'Layers and the build cache';
const date = '2026-11-16T08:00:00.000Z';

suite('workbench: progress of the course', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost('unix:///no/daemon/here.sock');
    session = await openSession({ settings: { 'layerwise.background': 'dotnet' } });
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'layerwise.background': undefined });
    await session.close();
    setDockerHost(undefined);
  });

  test('the tree can show the stages of the roadmap', async () => {
    const { page } = session;
    const course = await openCourse(page);
    await runTitleAction('Group Lessons by Stage of the Roadmap', course);
    await course.locator('.monaco-list-row[aria-label^="1. Dockerfile basics, 0 of"]').waitFor();
    await session.screenshot('course-stages');
    await runTitleAction('Group Lessons by Level', course);
    await course.locator('.monaco-list-row[aria-label^="Foundations, 0 of"]').waitFor();
  });

  test('a file that is not progress is refused with the reason', async () => {
    const { page } = session;
    await importFile('notes.json', '{"notes": []}');
    await page.locator('.notification-list-item-message', { hasText: 'notes.json holds no progress of the Layerwise course. Your progress stays as it was.' }).first().waitFor();
  });

  test('imported progress ticks the walkthrough that is open, and the tree', async () => {
    const { page } = session;
    await openWalkthrough(page);
    assert.equal(await ticks(page).count(), 0);
    const record = { lessons: { [lesson]: { opened: date, lab: { done: 'static' as const, date } } } };
    await importFile('progress.json', progressText(record, undefined, new Date(date)));
    await page.locator('.notification-list-item-message', { hasText: 'Progress imported: 1 lesson done' }).first().waitFor();
    // Whoever runs a command here presses Escape first, which leaves a walkthrough.
    await openWalkthrough(page);
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    await openCourse(page);
    await lessonLine(page, title, 'done on files').waitFor();
    await session.screenshot('course-imported');
  });

  test('the solution is shown as a diff, after a question', async () => {
    const { page } = session;
    const line = lessonLine(page, title);
    await line.hover();
    await startLab(page, lesson, () => line.locator('.action-label[aria-label^="Start Lab"]').click());
    // The page of the lesson is the last that opens; before that it would close the list of commands.
    await lessonFrame(page).locator('li[data-state="unmet"]').first().waitFor();
    await showSolution();
    const diff = page.locator('.monaco-diff-editor').first();
    await diff.locator('.modified .view-line', { hasText: 'COPY' }).first().waitFor();
    await session.screenshot('course-solution');
  });

  test('a lab in several languages starts from its line in the tree, and offers the one that the reader knows first', async () => {
    const { page } = session;
    const line = lessonLine(page, 'Your first Dockerfile');
    await line.hover();
    const variants = page.locator('.quick-input-list .monaco-list-row');
    await startLab(page, 'first-dockerfile', async () => {
      await line.locator('.action-label[aria-label^="Start Lab"]').click();
      await variants.filter({ hasText: 'Python' }).waitFor();
      assert.match((await variants.first().textContent()) ?? '', /\.NET/);
      await variants.first().click();
    });
    const files = fs.readdirSync(path.dirname(await fileInLab(page, 'first-dockerfile')));
    assert.ok(files.some((name) => name.endsWith('.csproj')), files.join(', '));
  });

  test('one goes on where one stopped', async () => {
    const { page } = session;
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Layerwise: Continue the Course');
    // The other lab that was started is done on its files.
    await labEditor(page, 'first-dockerfile').waitFor();
    await lessonFrame(page).getByRole('heading', { name: 'Your first Dockerfile', level: 1 }).waitFor();
  });

  test('a reset forgets it all, says what stays, and is asked for first', async () => {
    const { page } = session;
    await runCommand(page, 'Layerwise: Reset Course Progress');
    const dialog = page.locator('.monaco-dialog-box', { hasText: "VS Code's own and stay" });
    await dialog.waitFor();
    await session.screenshot('course-reset');
    await dialog.getByRole('button', { name: 'Reset Lessons', exact: true }).click();
    await lessonLine(page, title, 'not begun').waitFor();
  });

  async function showSolution(): Promise<void> {
    const { page } = session;
    await runCommand(page, 'Layerwise: Show Solution of Lab');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Show a solution of the lab' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Show Solution' }).click();
  }

  /** Buttons in the title of a section are seen while it has the mouse. */
  async function runTitleAction(name: string, section: Locator): Promise<void> {
    await section.locator('.pane-header').hover();
    await section.locator(`.pane-header .action-label[aria-label^="${name}"]`).click();
  }

  async function importFile(name: string, text: string): Promise<void> {
    const { page, started } = session;
    const file = path.join(started.folder, name);
    fs.writeFileSync(file, text);
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    const dialog = page.locator('.quick-input-title', { hasText: 'Import Course Progress' });
    // The dialog writes its own folder into the line a moment after it opens; a walkthrough that takes the focus closes it.
    await repeat(async () => {
      if (!(await dialog.isVisible())) {
        await runCommand(page, 'Layerwise: Import Course Progress…');
        await dialog.waitFor({ timeout: attemptMs });
      }
      await input.fill(file, { timeout: attemptMs });
    }, page.locator('.quick-input-list .monaco-list-row', { hasText: name }));
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'Import' }).click();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
});
