/** Flashcards and cheat sheet as a learner meets them, and what a restart keeps. */
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { quizCards } from '../../server/language/course/lessonView';
import { readContentFolder } from '../../server/world/contentFolder';
import { contrastsOf, leastContrast } from './contrasts';
import { lessonFrame } from './courseView';
import { setDockerHost, unreachable } from './graphView';
import { chooseTheme, runCommand } from './keyboard';
import { openSession, writeSettings, type Session } from './session';
import { themes } from './themes';

suite('workbench: flashcards', () => {
  const interviews = quizCards(readContentFolder(join(process.cwd(), 'content'))).filter(({ interview }) => interview);
  /** A question's text as it is read: without the marks of Markdown. */
  const plain = (text: string): string => text.replace(/[`*]/g, '');
  let session: Session;
  let easy: string;
  let missed: string;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    session = await openSession();
  });
  suiteTeardown(async () => {
    await session.close();
    setDockerHost(undefined);
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
  });

  async function openQuiz(page: Page): Promise<FrameLocator> {
    await runCommand(page, 'Layerwise: Quiz Me');
    const frame = lessonFrame(page);
    await frame.locator('main.quiz h1').waitFor();
    return frame;
  }

  /** Reads the question and chooses an answer with the keyboard. */
  async function answer(frame: FrameLocator, correct: boolean): Promise<string> {
    const asked = await frame.locator('.question h3').innerText();
    const card = interviews.find(({ text }) => plain(text) === asked);
    assert.ok(card, asked);
    const wanted = plain(card.answers.find((each) => each.correct === correct)!.text);
    const button = frame.locator('.answer').filter({ has: frame.locator(`text="${wanted}"`) });
    await (await button.count() > 0 ? button : frame.locator('.answer', { hasText: wanted })).first().focus();
    await session.page.keyboard.press('Enter');
    await frame.locator('.rating').waitFor();
    return asked;
  }

  test('without a lesson that is done it says so, and asks interview questions when told to', async () => {
    const frame = await openQuiz(session.page);
    await frame.getByRole('heading', { name: 'No questions yet' }).waitFor();
    await session.screenshot('quiz-none');
    await frame.getByRole('checkbox').focus();
    await session.page.keyboard.press('Space');
    await frame.locator('.question').waitFor();
  });

  test('a wrong answer and an easy one, with keys alone', async () => {
    const frame = lessonFrame(session.page);
    missed = await answer(frame, false);
    await frame.locator('.rating h2', { hasText: 'This question comes again in 1 minute.' }).waitFor();
    await session.screenshot('quiz-wrong');
    await session.page.keyboard.press('Enter');
    await frame.locator('.question h3').filter({ hasNotText: missed }).waitFor();
    easy = await answer(frame, true);
    await frame.locator('.ratings .when', { hasText: 'again in 10 minutes' }).waitFor();
  });

  for (const theme of themes) {
    test(`${theme.name}: question, reason and rating can be read`, async () => {
      await chooseTheme(session.page, theme.name);
      const frame = lessonFrame(session.page);
      await frame.locator(`body.${theme.bodyClass}`).waitFor();
      await session.screenshot(`quiz-${theme.file}`);
      const contrasts = await frame.locator('main').evaluateAll(contrastsOf);
      assert.ok(contrasts.length > 5);
      assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
    });
  }

  test('after a restart what was easy does not come, and what was wrong is no new question', async () => {
    await lessonFrame(session.page).getByRole('button', { name: /^Easy/ }).click();
    await lessonFrame(session.page).locator('.rating').waitFor({ state: 'detached' });
    // The extension has stored it when it shows the next one; VS Code writes it a moment later.
    await session.page.waitForTimeout(2000);
    await session.close();
    session = await openSession({ browser: session.browser });
    const frame = await openQuiz(session.page);
    const seen = new Set<string>();
    while (await frame.locator('.question').isVisible()) {
      const asked = await frame.locator('.question h3').innerText();
      assert.notEqual(asked, easy);
      if (asked === missed) assert.equal(await frame.locator('.badge').count(), 0);
      assert.ok(!seen.has(asked), `${asked} twice`);
      seen.add(asked);
      await answer(frame, true);
      await frame.getByRole('button', { name: /^Good/ }).click();
      await frame.locator('.rating').waitFor({ state: 'detached' });
    }
    await frame.getByRole('heading', { name: 'Nothing is due now' }).waitFor();
    await frame.getByText(/The next question comes in/).waitFor();
    await session.screenshot('quiz-nothing-due');
  });
});

suite('workbench: cheat sheet', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    // Without it the terminal's text is a picture.
    session = await openSession({ settings: { 'terminal.integrated.gpuAcceleration': 'off' } });
  });
  suiteTeardown(async () => {
    await session.close();
    setDockerHost(undefined);
  });

  test('is searched by what a command does, and writes it into a terminal without running it', async () => {
    const { page } = session;
    await runCommand(page, 'Layerwise: Docker Commands');
    const input = page.locator('.quick-input-widget input').first();
    const row = page.locator('.quick-input-list .monaco-list-row.focused');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'docker version' }).waitFor();
    await session.screenshot('cheat-sheet');
    await input.fill('stopped containers unused networks');
    await row.filter({ hasText: 'docker system prune' }).waitFor();
    await input.fill('docker compose up -d');
    await row.filter({ hasText: 'docker compose up -d' }).waitFor();
    await session.screenshot('cheat-sheet-search');
    await page.keyboard.press('Enter');
    const line = page.locator('.xterm-rows > div', { hasText: 'docker compose up -d' });
    await line.first().waitFor();
    await session.screenshot('cheat-sheet-terminal');
    // A command that ran would have left something below it.
    assert.equal((await page.locator('.xterm-rows > div').allInnerTexts()).map((text) => text.trim()).filter(Boolean).at(-1)?.endsWith('docker compose up -d'), true);
  });
});
