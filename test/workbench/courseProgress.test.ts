/** Progress that comes from a file, goes and is asked for; the solution of a lab; the tree's groups. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { progressText } from '../../client/course/progressRecord';
import { lessonFrame, lessonLine, openCourse } from './courseView';
import { setDockerHost } from './graphView';
import { runCommand } from './keyboard';
import { fileInLab, startLab } from './labFile';
import { openSession, type Session } from './session';
import { openWalkthrough, pressButton, tickOf, ticks } from './walkthroughView';

const lesson = 'layers-and-cache';
const title = 'Layers and the build cache';
const date = '2026-11-16T08:00:00.000Z';

suite('workbench: progress of the course', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost('unix:///no/daemon/here.sock');
    session = await openSession();
  });
  suiteTeardown(async () => {
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
    await tickOf(page, lesson).waitFor();
    assert.equal(await ticks(page).count(), 1);
    await openCourse(page);
    await lessonLine(page, title, 'done on files').waitFor();
    await session.screenshot('course-imported');
  });

  test('the solution is shown as a diff, after a question, and cannot be edited', async () => {
    const { page } = session;
    await startLab(page, lesson, () => pressButton(page, lesson, 'Start lab'));
    const dockerfile = await fileInLab(page, lesson);
    const before = fs.readFileSync(dockerfile, 'utf8');
    await showSolution();
    const diff = page.locator('.monaco-diff-editor').first();
    await diff.locator('.modified .view-line', { hasText: 'COPY' }).first().waitFor();
    await session.screenshot('course-solution');
    await diff.locator('.modified .view-line').first().click();
    await page.keyboard.type('x');
    await page.getByText('Cannot edit in read-only editor').first().waitFor();
    assert.equal(fs.readFileSync(dockerfile, 'utf8'), before);
    // Several files come in one view.
    fs.appendFileSync(path.join(path.dirname(dockerfile), 'server.js'), '// Mine.\n');
    await showSolution();
    await page.locator('.multiDiffEntry', { hasText: 'server.js' }).first().waitFor();
    await session.screenshot('course-solution-several');
  });

  test('one goes on where one stopped', async () => {
    const { page } = session;
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Layerwise: Continue the Course');
    // Its only lab is done on files, so the next lesson comes.
    await lessonFrame(page).getByRole('heading', { level: 1 }).first().waitFor();
    assert.equal(await lessonFrame(page).getByRole('heading', { name: title, level: 1 }).count(), 0);
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
    await runCommand(page, 'Layerwise: Import Course Progress…');
    const input = page.locator('.quick-input-widget input[type="text"]').first();
    await page.locator('.quick-input-title', { hasText: 'Import Course Progress' }).waitFor();
    await input.fill(file);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).waitFor();
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'Import' }).click();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
});
