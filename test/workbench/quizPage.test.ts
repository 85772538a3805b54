/** What the page of the flashcards does with what it is told and with keys, under its own policy and without VS Code. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openChromium, openWebviewPage } from '../../scripts/bench/graph/page.mjs';
import type { FromQuizPage, ShownQuestion, ShownQuiz, ToQuizPage } from '../../server/protocol/quizPage';
import { tabTo } from './composeDiagramView';

/** What the stand-in for VS Code has noted. */
declare const told: FromQuizPage[];
declare const refusals: string[];

const hostile = '<img src=x onerror="globalThis.ran=true">';
const question: ShownQuestion = {
  question: {
    id: 'left',
    text: `What is \`left\`? ${hostile}`,
    interview: false,
    modelAnswer: 'The **image** is.',
    answers: [
      { text: 'Nothing', correct: false, because: 'No image goes.' },
      { text: 'The image', correct: true, because: 'Only the container goes.' },
    ],
  },
  lesson: 'one',
  lessonTitle: 'Lesson One',
  isNew: true,
  chosen: undefined,
  again: { again: 'in 1 minute', hard: 'in 6 minutes', good: 'in 10 minutes', easy: 'in 8 days' },
};
const quiz: ShownQuiz = { question, left: 3, answered: 0, right: 0, nothing: undefined, interviewsAhead: false };
const answered = (chosen: number, right: number): ShownQuiz => ({ ...quiz, question: { ...question, chosen }, answered: 1, right });

suite('workbench: the page of the flashcards, message by message', function () {
  this.timeout(120_000);
  let chromium: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let errors: string[];
  const tell = (shown: ShownQuiz, isNext = false): Promise<void> => page.evaluate((given) => window.postMessage(given, '*'), { type: 'quiz', quiz: shown, isNext } satisfies ToQuizPage);
  const heard = async (): Promise<FromQuizPage[]> => (await page.evaluate(() => told)).filter(({ type }) => type !== 'ready');

  suiteSetup(async () => {
    chromium = await openChromium();
  });
  suiteTeardown(() => chromium?.close());
  setup(async () => {
    ({ page, errors } = await openWebviewPage(chromium.browser, 'quiz.js'));
    await tell(quiz);
    await page.locator('.question').waitFor();
  });
  teardown(async () => {
    assert.deepEqual(errors, []);
    assert.deepEqual(await page.evaluate(() => ({ ran: 'ran' in globalThis, refusals, images: document.images.length })), { ran: false, refusals: [], images: 0 });
    await page.close();
  });

  test('shows the question as text, where it is from, and how many are left', async () => {
    assert.equal(await page.locator('h3').innerText(), `What is left? ${hostile}`);
    assert.equal(await page.locator('.counts').innerText(), '3 to answer');
    assert.match(await page.locator('.card-source').innerText(), /Lesson One\s+New/);
    assert.equal(await page.locator('.rating').count(), 0);
    assert.equal(await page.locator('.model').isVisible(), false);
  });

  test('a right answer asks how well it was known; keys alone do', async () => {
    await tabTo(page, page.locator('.answer').nth(1));
    await page.keyboard.press('Enter');
    assert.deepEqual(await heard(), [{ type: 'answered', answer: 1 }]);
    await tell(answered(1, 1));
    const good = page.getByRole('button', { name: 'Good again in 10 minutes' });
    await good.waitFor();
    assert.ok(await good.evaluate((element) => element === document.activeElement));
    assert.match(await page.locator('[aria-live]').innerText(), /^Right\. Only the container goes\. Say how well you knew it\.$/);
    assert.equal(await page.locator('.model').isVisible(), true);
    assert.deepEqual(await page.locator('.ratings button').allInnerTexts(), ['Hard\nagain in 6 minutes', 'Good\nagain in 10 minutes', 'Easy\nagain in 8 days']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual((await heard()).at(-1), { type: 'next', rating: 'easy' });
  });

  test('a wrong answer says why and when it comes again; trying the others changes nothing', async () => {
    await page.locator('.answer').first().click();
    await tell(answered(0, 0));
    await page.getByRole('heading', { name: 'This question comes again in 1 minute.' }).waitFor();
    assert.equal(await page.locator('.reason:visible').innerText(), 'Not quite. No image goes.');
    await page.locator('.answer').nth(1).click();
    assert.equal(await page.locator('.reason:visible').count(), 2);
    await page.getByRole('button', { name: 'Next question' }).click();
    assert.deepEqual(await heard(), [{ type: 'answered', answer: 0 }, { type: 'next', rating: 'again' }]);
  });

  test('the next question gets the focus, and a page that is made anew shows what was answered', async () => {
    const other: ShownQuiz = { ...answered(0, 0), question: { ...question, question: { ...question.question, id: 'other', text: 'Another?' } } };
    await tell(other, true);
    await page.locator('h3', { hasText: 'Another?' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Another?');
    await tell({ ...answered(1, 1), question: { ...other.question!, chosen: 1, question: { ...other.question!.question, id: 'third' } } });
    await page.locator('.answer[aria-pressed="true"]', { hasText: 'The image' }).waitFor();
    assert.equal(await page.locator('.ratings').count(), 1);
  });

  test('says when nothing is due, and asks for interview questions', async () => {
    const nothing = { title: 'Nothing is due now', text: 'The next question comes in 3 days.' };
    await tell({ ...quiz, question: undefined, left: 0, answered: 4, right: 3, nothing }, true);
    await page.getByRole('heading', { name: nothing.title }).waitFor();
    assert.match(await page.locator('main').innerText(), /4 answered, 3 of them right\s+Nothing is due now\s+The next question comes in 3 days\./);
    await page.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Continue the course' }).click();
    assert.deepEqual(await heard(), [{ type: 'interviews', on: true }, { type: 'continueCourse' }]);
  });

  test('leads to the lesson', async () => {
    await tell(answered(1, 1));
    await page.getByRole('button', { name: 'Open the lesson' }).click();
    assert.deepEqual(await heard(), [{ type: 'openLesson' }]);
  });
});
