/** What the page of a lesson does with what it is told and with keys, under its own policy and without VS Code. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { openChromium, openWebviewPage } from '../../scripts/bench/graph/page.mjs';
import type { LabCheckResult, LessonDiagram, LessonResult } from '../../server/protocol/course';
import type { FromLessonPage, ShownLesson, ToLessonPage } from '../../server/protocol/lessonPage';
import { tabTo } from './composeDiagramView';

/** What the stand-in for VS Code has noted. */
declare const told: FromLessonPage[];
declare const refusals: string[];

const hostile = '"><img src=x onerror="globalThis.ran=true"></script><script>globalThis.ran=true</script>';

const diagram = (name: string, mermaid: string): LessonDiagram => ({ name, mermaid, picture: '', alternative: `${name} in words ${hostile}` });

const lesson: LessonResult = {
  id: 'one',
  title: `One ${hostile}`,
  why: 'It matters.',
  level: 'foundations',
  prerequisites: ['zero'],
  hasLab: true,
  levels: {
    child: 'A frozen pizza.',
    teen: 'An installer. ![](flow.mmd)',
    developer: [
      'Layers.',
      '![](flow.mmd)',
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '```sh\n# first\ndocker build -t web .\ndocker run \\\n  web\n```',
      '```dockerfile\nFROM scratch\n```',
      '```dockerfile bad=shell-form\nFROM node\n```',
      `[safe](https://example.org/) [unsafe](javascript:alert(1)) [command](command:a) ${hostile}`,
    ].join('\n\n'),
  },
  analogies: { git: 'A commit. It breaks: a commit does not run.' },
  diagrams: [
    diagram('flow.mmd', 'flowchart LR\n  a["one"] --> b["two"]'),
    diagram('sequence.mmd', 'sequenceDiagram\n  You->>Docker: run'),
    diagram('state.mmd', 'stateDiagram-v2\n  [*] --> created'),
    diagram('class.mmd', 'classDiagram\n  Image --> Container'),
    diagram('git.mmd', 'gitGraph\n  commit id: "a"\n  branch b\n  commit id: "c"'),
    diagram('time.mmd', 'timeline TD\n  2013 : Docker'),
    diagram('block.mmd', 'block\n  columns 1\n  a["App"]'),
  ],
  questions: [
    {
      id: 'what-is-left',
      text: 'What is left?',
      interview: true,
      modelAnswer: 'The **image**.',
      answers: [
        { text: 'Nothing', correct: false, because: 'Removing a container removes no image.' },
        { text: 'The image', correct: true, because: 'Only the container goes.' },
        { text: 'All', correct: false, because: 'The writable layer is gone.' },
      ],
    },
  ],
  sources: ['https://docs.docker.com/', 'javascript:alert(1)'],
  commands: [{ id: 'run', command: 'docker run IMAGE', does: 'Starts it.', note: 'Once.', lesson: 'one', lessonTitle: 'One' }],
  lab: {
    task: 'Do it.',
    hints: ['First hint', 'Second hint'],
    noDaemon: 'Read.',
    startFolder: '',
    solutionFolder: '',
    firstFile: 'Dockerfile',
    variants: [],
    conditions: [
      { title: 'In list form', kind: 'static' },
      { title: 'It runs', kind: 'live' },
    ],
  },
  labExempt: undefined,
  previous: { id: 'zero', title: 'Zero' },
  next: { id: 'two', title: 'Two' },
};
const shown: ShownLesson = { lesson, prerequisites: [{ id: 'zero', title: 'Zero' }], level: 'developer', background: 'none', result: undefined };
const result = (done: LabCheckResult['done'], first: 'met' | 'unmet', second: 'met' | 'unmet' | 'not-run', found = 'It runs: /bin/sh'): LabCheckResult => ({
  lesson: 'one',
  done,
  conditions: [
    { title: 'In list form', kind: 'static', state: first, ...(first === 'unmet' && { reason: 'Look at CMD.', found }) },
    { title: 'It runs', kind: 'live', state: second },
  ],
});

suite('workbench: the page of a lesson, message by message', function () {
  this.timeout(120_000);
  let chromium: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let errors: string[];
  const tell = (message: ToLessonPage): Promise<void> => page.evaluate((given) => window.postMessage(given, '*'), message);
  const heard = <Type extends FromLessonPage['type']>(type: Type): Promise<(FromLessonPage & { type: Type })[]> =>
    page.evaluate((wanted) => told.filter((message) => message.type === wanted), type) as Promise<(FromLessonPage & { type: Type })[]>;

  suiteSetup(async () => {
    chromium = await openChromium();
  });
  suiteTeardown(() => chromium?.close());
  setup(async () => {
    ({ page, errors } = await openWebviewPage(chromium.browser, 'lesson.js', 'dark', ['lessonMermaid.js']));
    await tell({ type: 'lesson', shown, part: 'text' });
    await page.locator('h1').waitFor();
  });
  teardown(async () => {
    assert.deepEqual(errors, []);
    assert.deepEqual(await page.evaluate(() => ({ ran: 'ran' in globalThis, refusals, images: document.images.length })), { ran: false, refusals: [], images: 0 });
    await page.close();
  });

  test('every kind of diagram is drawn, and drawn anew in another theme', async () => {
    await page.waitForFunction((count) => document.querySelectorAll('.drawing svg').length === count, lesson.diagrams.length);
    assert.equal(await page.locator('.drawing').first().getAttribute('aria-label'), lesson.diagrams[0]!.alternative);
    const before = await page.locator('.drawing svg').first().getAttribute('id');
    await page.evaluate(() => document.body.classList.replace('vscode-dark', 'vscode-light'));
    await page.waitForFunction((id) => document.querySelector('.drawing svg')?.id !== id, before);
    await page.waitForFunction((count) => document.querySelectorAll('.drawing svg').length === count, lesson.diagrams.length);
  });

  test('a diagram that mermaid rejects becomes its words', async () => {
    const broken = { ...lesson, id: 'broken', diagrams: [diagram('flow.mmd', 'flowchart LR\n  a -->')] };
    await tell({ type: 'lesson', shown: { ...shown, lesson: broken } });
    await page.locator('.not-drawn', { hasText: 'flow.mmd in words' }).waitFor();
    assert.equal(await page.locator('svg').count(), 0);
    // The page says in the console why; that is the only error.
    assert.equal(errors.splice(0).length, 1);
  });

  test('texts are text and links lead to https only', async () => {
    const links = await page.locator('a').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
    assert.deepEqual(links, ['https://example.org/', 'https://docs.docker.com/']);
    assert.ok((await page.locator('.lesson-text').innerText()).includes(hostile));
    assert.equal(await page.locator('td.align-right').innerText(), '2');
  });

  test('arrow keys switch the level at once; each diagram stands once; the choice is remembered', async () => {
    const checked = page.locator('input[name="level"]:checked');
    await tabTo(page, checked);
    await page.keyboard.press('ArrowLeft');
    await page.locator('.lesson-text', { hasText: 'An installer.' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.lesson-text', { hasText: 'A frozen pizza.' }).waitFor();
    await page.waitForFunction((count) => document.querySelectorAll('.lesson-text .drawing svg').length === count, lesson.diagrams.length);
    await tell({ type: 'lesson', shown: { ...shown, lesson: { ...lesson, id: 'other' } } });
    await page.locator('.lesson-text', { hasText: 'A frozen pizza.' }).waitFor();
    await tell({ type: 'lesson', shown, level: 'developer' });
    await page.locator('.lesson-text', { hasText: 'Layers.' }).waitFor();
  });

  test('a comparison is offered where there is one, and says where it breaks', async () => {
    const options = page.locator('input[name="background"]');
    assert.deepEqual(await options.evaluateAll((found) => found.map((input) => (input as HTMLInputElement).value)), ['none', 'git']);
    assert.equal(await page.locator('.comparison').count(), 0);
    await tabTo(page, options.first());
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('.comparison .breaks').innerText(), 'It breaks: a commit does not run.');
  });

  test('a question is answered with keys alone: at once right or wrong, with the reason, and told to the extension', async () => {
    await tabTo(page, page.locator('.answer').first());
    await page.keyboard.press('Enter');
    await page.locator('.reason:visible', { hasText: 'Not quite. Removing a container removes no image.' }).waitFor();
    assert.match(await page.locator('[aria-live]').innerText(), /^Not quite\. Removing/);
    assert.equal(await page.locator('.reason:visible').count(), 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.locator('.reason:visible', { hasText: 'Right. Only the container goes.' }).waitFor();
    assert.match(await page.locator('[aria-live]').innerText(), /^Right\./);
    await tabTo(page, page.getByRole('button', { name: 'Why the others are right or wrong' }));
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.reason:visible').count(), 3);
    assert.deepEqual((await heard('answered')).map(({ lesson, question, correct }) => [lesson, question, correct]), [
      ['one', 'what-is-left', false],
      ['one', 'what-is-left', true],
    ]);
    assert.equal(await page.getByText('The image.', { exact: true }).isVisible(), false);
    await page.getByText('What you could say in an interview').click();
    assert.equal(await page.locator('.model p').innerText(), 'The image.');
    // The page is made anew each time it becomes visible.
    await tell({ type: 'lesson', shown });
    assert.equal(await page.locator('.answer[aria-pressed="true"]').innerText(), '✓\nThe image');
  });

  test('code: copied, inserted where there is a place, put into the terminal line by line; a bad example is only read', async () => {
    const block = (name: string): Locator => page.getByRole('group', { name, exact: true });
    await page.getByRole('button', { name: 'Put into terminal: docker run web' }).click();
    await block('Shell code').getByRole('button', { name: 'Copy' }).click();
    const insert = block('Dockerfile code').getByRole('button', { name: 'Insert' });
    assert.equal(await insert.getAttribute('aria-disabled'), 'true');
    await tabTo(page, insert);
    await page.keyboard.press('Enter');
    await page.locator('#said', { hasText: 'Open the file' }).waitFor();
    await tell({ type: 'editor', file: 'Dockerfile' });
    await page.locator('[data-insert][aria-disabled="false"]').waitFor();
    await insert.click();
    assert.deepEqual((await heard('terminal')).map(({ line }) => line), ['docker run web']);
    assert.deepEqual((await heard('copy')).map(({ text }) => text), ['# first\ndocker build -t web .\ndocker run web']);
    assert.deepEqual((await heard('insert')).map(({ text }) => text), ['FROM scratch\n']);
    const bad = block('Bad example, Dockerfile code');
    assert.match(await bad.innerText(), /Bad example/);
    assert.deepEqual(await bad.getByRole('button').allInnerTexts(), ['Copy']);
  });

  test('a command says what it does, on focus as well as under the pointer', async () => {
    const asked = (await heard('help')).at(-1)?.lines;
    assert.deepEqual(asked, ['docker build -t web .', 'docker run web']);
    const command = page.locator('code.command', { hasText: 'docker build' });
    assert.equal(await command.getAttribute('tabindex'), null);
    await tell({ type: 'help', help: { 'docker build -t web .': `Makes **an image**. ${hostile}` } });
    const tip = page.getByRole('tooltip');
    await tabTo(page, command);
    assert.equal(await tip.innerText(), `Makes an image. ${hostile}`);
    assert.equal(await command.getAttribute('aria-describedby'), await tip.getAttribute('id'));
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await command.hover();
    await tip.waitFor();
  });

  test('the lab: hints one at a time, results in place, and what a learner wrote stays text', async () => {
    await page.getByRole('button', { name: 'Go to the lab' }).click();
    assert.deepEqual(await page.locator('.conditions li .state').allInnerTexts(), ['Not checked yet', 'Not checked yet']);
    await page.getByRole('button', { name: 'Show a hint (2 in all)' }).click();
    assert.deepEqual(await page.locator('.hints li').allInnerTexts(), ['First hint']);
    await page.setViewportSize({ width: 500, height: 300 });
    await page.locator('.hints').scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => window.scrollY);
    await tell({ type: 'result', result: result('no', 'unmet', 'not-run', hostile) });
    await page.locator('.result', { hasText: 'Not there yet: 0 of 2 hold.' }).waitFor();
    assert.equal(await page.locator('.found').innerText(), hostile);
    assert.deepEqual(await page.locator('.conditions li .state').allInnerTexts(), ['Not yet', 'Not run: no daemon']);
    assert.deepEqual(await page.locator('.hints li').allInnerTexts(), ['First hint']);
    assert.ok(before > 0);
    await tell({ type: 'result', result: result('all', 'met', 'met') });
    await page.locator('.result', { hasText: 'Done.' }).waitFor();
    assert.equal(await page.locator('[role="tab"] .badge').innerText(), '✓');
    await tell({ type: 'result', result: { ...result('no', 'unmet', 'unmet'), lesson: 'another' } });
    assert.match(await page.locator('.result').innerText(), /^Done\./);
    for (const name of ['Start lab', 'Check lab', 'Show solution as a diff']) await page.getByRole('button', { name }).click();
    assert.deepEqual((await heard('command')).map(({ command, lesson }) => [command, lesson]), [
      ['layerwise.startLab', 'one'],
      ['layerwise.checkLab', 'one'],
      ['layerwise.showSolution', 'one'],
    ]);
  });

  test('it comes back to the lab, its hints and its place; another lesson begins at its beginning', async () => {
    await tell({ type: 'lesson', shown, part: 'lab' });
    await page.getByRole('button', { name: 'Show a hint (2 in all)' }).click();
    await tell({ type: 'lesson', shown });
    assert.deepEqual(await page.locator('.hints li:visible').allInnerTexts(), ['First hint']);
    await tell({ type: 'lesson', shown: { ...shown, lesson: { ...lesson, id: 'two' } } });
    await page.locator('.lesson-text', { hasText: 'Layers.' }).waitFor();
    assert.equal(await page.locator('[role="tab"][aria-selected="true"]').innerText(), 'Lesson');
    assert.equal(await page.locator('.hints li').count(), 0);
  });

  test('other lessons are asked of the extension', async () => {
    await page.locator('.before button').click();
    await page.locator('.way.next').click();
    await page.getByRole('button', { name: 'All commands' }).click();
    assert.deepEqual((await heard('command')).map(({ command, lesson }) => [command, lesson]), [
      ['layerwise.openLesson', 'zero'],
      ['layerwise.openLesson', 'two'],
      ['layerwise.showCheatSheet', 'one'],
    ]);
  });
});
