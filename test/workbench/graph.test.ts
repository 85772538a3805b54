import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { busyboxImage, ensureBaseImage } from '../daemon/baseImages';
import { buildImage, createFolder, dockerOutput, ownName, removeEverything, removeFolder, startContainer } from '../daemon/engine';
import { startRecordingProxy, type RecordingProxy } from '../daemon/recordingProxy';
import { tabTo } from './composeDiagramView';
import { contrastsOf, leastContrast } from './contrasts';
import { findNode, graphView, openGraph, setDockerHost, unreachable, type GraphView } from './graphView';
import { chooseTheme, openFile, untilTexts } from './keyboard';
import { openSession, patience, readStarted, writeSettings, type Session } from './session';

/** Short, because the picture shortens long names. */
const image = `${ownName}/ui:1`;
const container = `${ownName}-ui`;
const runner = `${ownName}-run`;
const volume = `${ownName}-data`;
const pngBeginning = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

const themes = [
  ['Dark Modern', 'vscode-dark'],
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
] as const;

suite('workbench: the graph of a real daemon', () => {
  let session: Session;
  let view: GraphView;
  let proxy: RecordingProxy;
  suiteSetup(async () => {
    await removeEverything();
    await ensureBaseImage();
    const folder = createFolder({ Dockerfile: 'FROM scratch\nCOPY words /words\nCMD ["/words"]\n', words: 'some words\n' });
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
    await startContainer(busyboxImage, ['--name', runner, '--volume', `${volume}:/data`, '--publish', '127.0.0.1::80'], ['sleep', '900']);
    proxy = await startRecordingProxy();
    setDockerHost(proxy.host);
    session = await openSession();
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session?.close();
    setDockerHost(undefined);
    await proxy?.close();
    await removeEverything();
    await dockerOutput('volume', 'rm', volume);
  });

  const drawn = (wanted: (texts: string[]) => boolean): Promise<string[]> => untilTexts(view.nodes, wanted, patience);
  const savedFile = (extension: string): string => path.join(readStarted().sample, `docker-history.${extension}`);

  test('it draws the image, and nothing refuses the page its own script or style', async () => {
    const refusals: string[] = [];
    session.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
    });
    view = await openGraph(session.page);
    await findNode(view, image);
    await drawn((texts) => texts.some((text) => text.includes(image)));
    assert.deepEqual(refusals.filter((text) => !/static\/out\/vs/.test(text)), []);
  });

  test('a container appears and goes by itself', async () => {
    await dockerOutput('create', '--name', container, '--label', ownName, image);
    await drawn((texts) => texts.some((text) => text.includes(container)));
    await session.screenshot('graph-daemon');
    await dockerOutput('rm', container);
    await drawn((texts) => !texts.some((text) => text.includes(container)));
  });

  test('a search says how many it found, goes from one to the next, and is given up with Escape', async () => {
    await view.search.fill(ownName);
    const count = view.frame.locator('.search .count');
    const [words = ''] = await untilTexts(count, ([text = '']) => / found| of /.test(text), patience);
    const matches = Number(/(\d+)(?: found)?$/.exec(words)?.[1]);
    assert.ok(matches >= 3, words);
    await view.search.press('Enter');
    const [first = ''] = await untilTexts(count, ([text = '']) => text.endsWith(` of ${matches}`), patience);
    await view.search.press('Enter');
    await untilTexts(count, ([text = '']) => text.endsWith(` of ${matches}`) && text !== first, patience);
    await view.search.fill('nothing is called so');
    await untilTexts(count, ([text]) => text === 'nothing found', patience);
    await view.search.press('Escape');
    await untilTexts(count, ([text]) => text === '', patience);
  });

  test('a filter says that it is on, and leaves only what passes in the list', async () => {
    await view.sideTab('list').click();
    const filter = view.frame.locator('.popup button', { hasText: 'Filter' });
    await filter.click();
    await view.frame.locator('select[aria-label="State"]').selectOption('running');
    assert.equal(await filter.getAttribute('aria-label'), 'Filter: 1 set');
    const lines = await untilTexts(view.lines, (texts) => texts.some((text) => text.includes(runner)) && !texts.some((text) => text.includes(image)), patience);
    assert.ok(lines.length > 0);
    await session.screenshot('graph-filter');
    await view.frame.locator('.filters button').click();
    await untilTexts(view.lines, (texts) => texts.some((text) => text.includes(image)), patience);
    await view.sideTab('details').click();
  });

  test('details: what it is, what runs, its layers, and commands that are copied but not run', async () => {
    await findNode(view, runner);
    await view.details.locator('h3', { hasText: 'Commands' }).waitFor();
    const words = await view.details.innerText();
    assert.match(words, /sleep 900/);
    assert.ok(words.includes(volume), words);
    await session.screenshot('graph-details');
    const command = view.details.locator('.commands li', { hasText: 'docker' }).first();
    await command.locator('button[aria-label^="Copy"]').click();
    await view.frame.locator('#done', { hasText: 'Copied' }).waitFor();
    assert.ok((await session.page.evaluate(() => navigator.clipboard.readText())).startsWith('docker '));
    await view.details.locator('.related button', { hasText: busyboxImage }).first().click();
    await view.details.locator('h2', { hasText: busyboxImage }).waitFor();
    await view.details.locator('table.layers tbody tr').first().waitFor();
  });

  test('with keys alone: search, picture, details, list', async () => {
    const { page } = session;
    const focused = view.frame.locator(':focus');
    await view.tab('history').focus();
    await page.keyboard.press('/');
    await page.keyboard.type(runner);
    await page.keyboard.press('Enter');
    await view.details.locator('h2', { hasText: runner }).waitFor();
    await page.keyboard.press('ArrowDown');
    // Left of a container is what it was made from.
    await page.keyboard.press('ArrowLeft');
    await view.details.locator('h2', { hasText: busyboxImage }).waitFor();
    await page.keyboard.press('Enter');
    await untilTexts(view.frame.locator('.details:focus h2'), (texts) => texts.length === 1, patience);
    await page.keyboard.press('Tab');
    assert.equal(await focused.evaluate((element) => (element.closest('.details') === null ? element.outerHTML.slice(0, 200) : 'in the details')), 'in the details');
    await view.sideTab('details').focus();
    await page.keyboard.press('ArrowRight');
    await tabTo(page, view.lines);
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await session.screenshot('graph-list');
    assert.equal(await view.frame.locator('.list [aria-selected="true"]:focus').count(), 1);
    await view.sideTab('details').click();
    await view.search.fill('');
  });

  test('the diagram of a node: drawn, drawn again when Docker changes, copied as mermaid', async () => {
    await findNode(view, image);
    await view.search.fill('');
    await view.tab('focus').click();
    await untilTexts(view.diagramNodes, (texts) => texts.some((text) => text.includes(image)), patience);
    await dockerOutput('create', '--name', container, '--label', ownName, image);
    await untilTexts(view.diagramNodes, (texts) => texts.some((text) => text.includes(container)), patience);
    await session.screenshot('graph-diagram');
    await dockerOutput('rm', container);
    await untilTexts(view.diagramNodes, (texts) => !texts.some((text) => text.includes(container)), patience);
    await view.frame.locator('button[aria-label="Copy or save the picture"]').click();
    await view.frame.locator('.choices button', { hasText: 'mermaid' }).click();
    await view.frame.locator('#done', { hasText: 'Mermaid text copied' }).waitFor();
    assert.match(await session.page.evaluate(() => navigator.clipboard.readText()), /^(---[\s\S]*---\n)?flowchart LR\n/);
  });

  test('the disk: counted by the daemon, each row with its size', async () => {
    await view.tab('disk').click();
    const rows = view.frame.locator('.disk-rows tbody tr');
    const texts = await untilTexts(rows, (all) => all.some((text) => text.includes(image)), patience);
    assert.match(texts.find((text) => text.includes(image)) ?? '', /\d+(\.\d+)? (bytes|kB|MB)/);
    await session.screenshot('graph-disk');
    await view.tab('history').click();
  });

  test('the picture is saved as SVG and as PNG', async () => {
    const { page } = session;
    for (const extension of ['svg', 'png']) {
      await view.frame.locator('button[aria-label="Copy or save the picture"]').click();
      await view.frame.locator('.choices button', { hasText: `Save as ${extension.toUpperCase()}` }).click();
      // The dialog opens with the folder and learns of the name a moment later.
      await page.waitForFunction((end) => document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value.endsWith(end), `docker-history.${extension}`);
      await page.keyboard.press('Enter');
      for (const limit = Date.now() + patience; !fs.existsSync(savedFile(extension)) && Date.now() < limit; ) await page.waitForTimeout(100);
    }
    const svg = fs.readFileSync(savedFile('svg'), 'utf8');
    assert.doesNotMatch(svg, /<script|<foreignObject|var\(|\son\w+=/);
    assert.ok(svg.includes(ownName));
    assert.deepEqual(fs.readFileSync(savedFile('png')).subarray(0, 4), pngBeginning);
    for (const extension of ['svg', 'png']) fs.rmSync(savedFile(extension));
  });

  test('the picture is copied as PNG', async () => {
    await view.frame.locator('button[aria-label="Copy or save the picture"]').click();
    await view.frame.locator('.choices button', { hasText: 'Copy as PNG' }).click();
    await view.frame.locator('#done', { hasText: 'Picture copied' }).waitFor();
    const types = await session.page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    assert.deepEqual(types, ['image/png']);
  });

  test('a daemon that goes away: said, and what was there stays; back again by itself', async () => {
    await proxy.goAway();
    await view.frame.locator('.message.problem, .message.notice.stale').first().waitFor();
    await session.screenshot('graph-stale');
    assert.ok((await view.nodes.count()) > 0);
    await proxy.comeBack();
    await view.frame.locator('.message').first().waitFor({ state: 'detached' });
    await dockerOutput('create', '--name', container, '--label', ownName, image);
    await drawn((texts) => texts.some((text) => text.includes(container)));
    await dockerOutput('rm', container);
  });

  test('what is selected and shown is there again after the panel was hidden', async () => {
    await findNode(view, runner);
    await view.search.fill('');
    await view.tab('focus').click();
    await untilTexts(view.diagramNodes, (texts) => texts.some((text) => text.includes(runner)), patience);
    await openFile(session.page, 'Dockerfile');
    await openGraph(session.page);
    view = await graphView(session.page);
    await untilTexts(view.diagramNodes, (texts) => texts.some((text) => text.includes(runner)), patience);
    await view.details.locator('h2', { hasText: runner }).waitFor();
    await view.tab('history').click();
  });

  for (const [theme, bodyClass] of themes) {
    test(`${theme}: the page follows, and its words can be read`, async () => {
      await chooseTheme(session.page, theme);
      await openGraph(session.page);
      await view.frame.locator(`body.${bodyClass}`).waitFor();
      await findNode(view, runner);
      await view.search.fill('');
      for (const name of ['history', 'focus', 'disk'] as const) {
        await view.tab(name).click();
        const shown = { history: view.nodes, focus: view.diagramNodes, disk: view.frame.locator('.disk-rows tbody tr') }[name];
        await shown.first().waitFor();
        await session.screenshot(`graph-${name}-${bodyClass}`);
        const contrasts = [...(await view.frame.locator('#page').evaluateAll(contrastsOf)), ...(name === 'disk' ? [] : await shown.evaluateAll(contrastsOf))];
        assert.ok(contrasts.length > 20, String(contrasts.length));
        assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
      }
      await view.tab('history').click();
    });
  }
});

suite('workbench: the graph without a daemon', () => {
  let session: Session;
  suiteSetup(async () => {
    setDockerHost(unreachable);
    session = await openSession();
  });
  suiteTeardown(async () => {
    await session?.close();
    setDockerHost(undefined);
  });

  test('it says what is wrong and what to do, and draws a sample that says so', async () => {
    const { frame } = await openGraph(session.page);
    const problem = frame.locator('.message.problem');
    await problem.waitFor();
    assert.ok((await problem.innerText()).includes(unreachable));
    assert.match(await problem.innerText(), /start Docker/i);
    assert.match(await frame.locator('.source').innerText(), /sample/i);
    await session.screenshot('graph-sample');
  });
});
