/** The page of a lesson in the real VS Code, as a reader meets it: with keys, in every theme, and after a reload. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { tabTo } from './composeDiagramView';
import { contrastsOf, leastContrast } from './contrasts';
import { chooseTheme, openFile, pressChord, repeat, runCommand } from './keyboard';
import { webviewFrame } from './pictureView';
import { openSession, readSample, writeSettings, type Session } from './session';
import { themes } from './themes';

/** A terminal that is drawn by the graphics card has no text that a test could read. */
const readableTerminal = { 'terminal.integrated.gpuAcceleration': 'off' };

/** Code is inserted into it. A Dockerfile would be proposed behind the lesson of that name. */
const target = '.dockerignore';

suite('workbench: the page of a lesson', () => {
  let session: Session;
  let frame: FrameLocator;
  let original: string;
  const refusals: string[] = [];
  suiteSetup(async () => {
    // A window that is told which file to open would open only that file when it is loaded anew.
    session = await openSession({ settings: { 'layerwise.explainLevel': 'teen', 'layerwise.background': 'dotnet', ...readableTerminal } });
    original = readSample(session.started, target);
    session.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
    });
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    frame = webviewFrame(session.page);
    await repeat(() => pressChord(session.page, 'layerwise.openLesson'), frame.locator('main.lesson h1'));
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined, 'layerwise.explainLevel': undefined, 'layerwise.background': undefined, 'terminal.integrated.gpuAcceleration': undefined });
    await session.close();
    // What was inserted may have been saved by the editor itself.
    fs.writeFileSync(path.join(session.started.sample, target), original);
  });

  test('it opens as the settings say, and nothing refuses the page its own script or style', async () => {
    assert.equal(await frame.locator('input[name="level"]:checked').inputValue(), 'teen');
    await frame.locator('.comparison .breaks', { hasText: 'It breaks:' }).waitFor();
    assert.deepEqual(refusals.filter((text) => !/static\/out\/vs/.test(text)), []);
  });

  test('levels and comparisons change with the arrow keys, in place', async () => {
    const { keyboard } = session.page;
    await frame.locator('body').evaluate((body) => (body.dataset['loaded'] = 'once'));
    await frame.locator('input[name="level"]:checked').focus();
    await keyboard.press('ArrowRight');
    await frame.locator('.lesson-text table').first().waitFor();
    await frame.locator('input[name="background"]:checked').focus();
    await keyboard.press('ArrowRight');
    await frame.locator('.comparison[aria-label="Compared with Git"]').waitFor();
    await frame.locator('figure .drawing svg').nth(1).waitFor();
    assert.ok((await frame.locator('.drawing svg g.node').count()) >= 4);
    assert.equal(await frame.locator('body').getAttribute('data-loaded'), 'once');
    await session.screenshot('lesson-developer');
  });

  test('a question is answered with keys alone, wrong and right', async () => {
    const { keyboard } = session.page;
    const question = frame.locator('.question').first();
    await tabTo(session.page, question.locator('.answer').first());
    await keyboard.press('Enter');
    await question.locator('.reason:visible', { hasText: 'Not quite.' }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await question.locator('.reason:visible', { hasText: 'Right.' }).waitFor();
    await question.scrollIntoViewIfNeeded();
    await session.screenshot('lesson-question');
  });

  test('a command stands in a terminal and has not run; when it has been run, the next one comes into the same', async () => {
    const { page } = session;
    const lines = async (): Promise<string[]> => (await page.locator('.xterm-rows > div').allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim()).filter(Boolean);
    const put = (command: string): Promise<void> => frame.getByRole('button', { name: `Put into terminal: ${command}` }).click();
    await put('docker diff dc-try');
    const rows = page.locator('.xterm-rows > div');
    await rows.filter({ hasText: 'docker diff dc-try' }).first().waitFor();
    await session.screenshot('lesson-terminal');
    // What a command that ran says would stand below it; what is sent before the shell listens, above its prompt.
    assert.equal((await lines()).length, 1);
    assert.match((await lines()).at(-1) ?? '', /docker diff dc-try$/);
    await page.keyboard.press('Enter');
    // The mark of a command that has ended; without such a container it fails.
    await page.locator('.terminal-command-decoration.error').first().waitFor();
    await put('docker rm -f dc-try');
    await rows.filter({ hasText: 'docker rm -f dc-try' }).first().waitFor();
    await session.screenshot('lesson-terminal-again');
    assert.match((await lines())[0] ?? '', /docker diff dc-try$/);
    assert.match((await lines()).at(-1) ?? '', /docker rm -f dc-try$/);
    await runCommand(page, 'Terminal: Kill All Terminals');
  });

  test('it comes back as it was when the window is loaded again', async () => {
    const { page } = session;
    await frame.locator('.question').first().scrollIntoViewIfNeeded();
    await Promise.all([page.waitForEvent('load'), runCommand(page, 'Developer: Reload Window')]);
    await frame.locator('.question .reason:visible', { hasText: 'Right.' }).waitFor();
    assert.equal(await frame.locator('input[name="level"]:checked').inputValue(), 'developer');
    assert.equal(await frame.locator('input[name="background"]:checked').inputValue(), 'git');
    await page.locator('.tab', { hasText: 'Image and container' }).waitFor();
  });

  for (const theme of themes) {
    test(`${theme.name}: lesson and lab can be read, and the diagrams follow`, async () => {
      const { page } = session;
      await chooseTheme(page, theme.name);
      await frame.locator(`body.${theme.bodyClass}`).waitFor();
      await frame.getByRole('tab', { name: 'Lesson' }).click();
      await frame.locator('.drawing svg g.node').first().waitFor();
      await frame.locator('h1').scrollIntoViewIfNeeded();
      await session.screenshot(`lesson-${theme.file}`);
      await frame.locator('.drawing svg').first().scrollIntoViewIfNeeded();
      await session.screenshot(`lesson-diagram-${theme.file}`);
      await frame.locator('.check').scrollIntoViewIfNeeded();
      await session.screenshot(`lesson-questions-${theme.file}`);
      const contrasts = await frame.locator('main, .drawing g.node').evaluateAll(contrastsOf);
      assert.ok(contrasts.length > 50);
      assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
      await frame.getByRole('tab', { name: 'Lab' }).click();
      await frame.locator('.conditions li').first().waitFor();
      await session.screenshot(`lesson-lab-${theme.file}`);
      assert.deepEqual((await frame.locator('main').evaluateAll(contrastsOf)).filter(({ ratio }) => ratio < leastContrast), []);
    });
  }

  test('the next lesson opens in the same tab, and Insert writes its code at the cursor of the file beside it', async () => {
    const { page } = session;
    await frame.getByRole('tab', { name: 'Lesson' }).click();
    await frame.locator('.way.next').click();
    const insert = frame.locator('.code', { hasText: 'FROM ' }).getByRole('button', { name: 'Insert' }).first();
    await insert.waitFor();
    assert.equal(await insert.getAttribute('aria-disabled'), 'true');
    await openFile(page, target);
    await runCommand(page, 'View: Move Editor into Right Group');
    const line = page.locator(`.editor-instance .monaco-editor[data-uri$="/${target}"] .view-line:visible`).first();
    // The page beside it is made anew and may take the focus, and keys with it.
    await line.click();
    await page.keyboard.press('Control+Home');
    await frame.locator('button[data-insert][aria-disabled="false"]').first().waitFor();
    await insert.click();
    await page.locator('.tab.active.dirty', { hasText: target }).waitFor();
    await session.screenshot('lesson-inserted');
    assert.match((await line.innerText()).replaceAll('\u00a0', ' '), /^(#|FROM) /);
    await runCommand(page, 'File: Revert File');
    await page.locator('.tab.dirty', { hasText: target }).waitFor({ state: 'detached' });
  });
});
