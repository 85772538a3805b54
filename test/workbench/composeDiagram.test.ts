import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { busyboxImage, ensureBaseImage } from '../daemon/baseImages';
import { dockerOutput, removeEverything, startContainer } from '../daemon/engine';
import { contrastsOf, leastContrast } from './contrasts';
import { openComposeDiagram, tabTo } from './composeDiagramView';
import { setDockerHost, unreachable } from './graphView';
import { chooseTheme, goTo, openFile, runCommand, untilTexts } from './keyboard';
import { pictureView, type PictureView } from './pictureView';
import { editorOf, lineOf, openSession, patience, readSample, readStarted, writeSettings, type Session } from './session';

const file = 'compose.yaml';
/** Beside the sample. */
const other = 'docker-compose.shelf.yml';

suite('workbench: the diagram of a compose file', () => {
  let session: Session;
  let view: PictureView;
  let written: string;
  const saved = (extension: string): string => path.join(readStarted().sample, `compose.${extension}`);
  suiteSetup(async () => {
    setDockerHost(unreachable);
    written = readSample(readStarted(), file);
    fs.writeFileSync(path.join(readStarted().sample, other), 'services:\n  shelf:\n    image: nginx:1.27\n');
    // A window that is told which file to open would open only that file when it is loaded anew.
    session = await openSession();
    await openFile(session.page, file);
    await session.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session.close();
    setDockerHost(undefined);
    fs.writeFileSync(path.join(readStarted().sample, file), written);
    for (const made of [saved('svg'), saved('mmd'), path.join(readStarted().sample, other)]) fs.rmSync(made, { force: true });
  });

  const drawn = (wanted: (texts: string[]) => boolean): Promise<string[]> => untilTexts(view.nodes, wanted, patience);
  const lineInStatusBar = async (line: number): Promise<void> => {
    await session.page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col`) }).waitFor();
  };
  const exportAs = async (label: RegExp): Promise<void> => {
    await view.frame.locator('button', { hasText: 'Export' }).click();
    await view.frame.locator('.choices button', { hasText: label }).click();
  };

  test('the command draws the file beside its editor, and nothing refuses the page its own script or style', async () => {
    const refusals: string[] = [];
    session.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
    });
    view = await openComposeDiagram(session.page);
    const texts = await drawn((current) => current.length >= 6);
    for (const name of ['service web', 'service db', 'service cache', 'volume books', 'port 8080']) assert.ok(texts.some((text) => text.startsWith(name)), `${name}: ${texts.join(' | ')}`);
    assert.ok(await editorOf(session.page, file).isVisible());
    assert.deepEqual(refusals.filter((text) => !/static\/out\/vs/.test(text)), []);
    await session.screenshot('compose-diagram-light');
  });

  test('a service that is typed appears', async () => {
    const { page, started } = session;
    // A line that no sticky line covers.
    await editorOf(page, file).locator('.view-line', { hasText: 'redis-server' }).click();
    await goTo(page, lineOf(started, file, /^volumes:/), 1);
    await page.keyboard.insertText('  queue:\n    image: nats:2\n\n');
    await drawn((texts) => texts.some((text) => text.startsWith('service queue')));
    await runCommand(page, 'File: Revert File');
    await drawn((texts) => !texts.some((text) => text.startsWith('service queue')));
  });

  test('a click leads to the line, and marks what the node is connected with', async () => {
    await view.frame.locator('g.node[data-node="service:db"]').click();
    await lineInStatusBar(lineOf(session.started, file, /^ {2}db:/));
    assert.equal(await view.frame.locator('g.node.selected').getAttribute('data-node'), 'service:db');
    assert.ok((await view.frame.locator('g.node.near').count()) > 1);
    await session.screenshot('compose-diagram-selected');
  });

  test('with keys alone: the picture, the list, the line', async () => {
    const { page, started } = session;
    await page.keyboard.press('Control+Digit2');
    await tabTo(page, view.frame.locator('button', { hasText: 'List' }));
    if (!(await view.frame.locator('#outline').isVisible())) await page.keyboard.press('Enter');
    await tabTo(page, view.frame.locator('g.node'));
    await tabTo(page, view.frame.locator('[role="treeitem"]'));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await session.screenshot('compose-diagram-list');
    await page.keyboard.press('Enter');
    await lineInStatusBar(lineOf(started, file, /^ {2}cache:/));
  });

  test('what cannot be read is said, and the last picture stays', async () => {
    const { page, started } = session;
    const before = await view.nodes.count();
    // A line that no sticky line covers.
    await editorOf(page, file).locator('.view-line', { hasText: 'redis-server' }).click();
    await goTo(page, lineOf(started, file, /^volumes:/), 1);
    await page.keyboard.insertText('  [: "\n');
    const notice = view.frame.locator('.message.notice');
    await notice.waitFor();
    await session.screenshot('compose-diagram-unreadable');
    assert.equal(await view.nodes.count(), before);
    await runCommand(page, 'File: Revert File');
    await notice.waitFor({ state: 'detached' });
  });

  test('the mermaid text is copied', async () => {
    await exportAs(/Copy/);
    await view.frame.locator('#done', { hasText: 'copied' }).waitFor();
    const text = await session.page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^flowchart LR\n/);
    assert.match(text, /service_db/);
  });

  test('the picture is saved as a file that stands alone', async () => {
    const { page } = session;
    for (const extension of ['svg', 'mmd']) {
      await exportAs(new RegExp(`\\.${extension}`));
      // The dialog opens with the folder and learns of the name a moment later.
      await page.waitForFunction((end) => document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value.endsWith(end), `${path.sep}compose.${extension}`);
      await page.keyboard.press('Enter');
      await view.frame.locator('#done', { hasText: `compose.${extension}` }).waitFor();
    }
    const svg = fs.readFileSync(saved('svg'), 'utf8');
    assert.doesNotMatch(svg, /<script|<style|<foreignObject|var\(|\son\w+=|href=/);
    assert.match(svg, /font-family="[^"]+"/);
    assert.equal(await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName, svg), 'svg');
    assert.match(fs.readFileSync(saved('mmd'), 'utf8'), /^flowchart LR\n/);
  });

  test('it is there again after the window was loaded anew', async () => {
    await Promise.all([session.page.waitForEvent('load'), runCommand(session.page, 'Developer: Reload Window')]);
    view = await pictureView(session.page);
    await drawn((texts) => texts.some((text) => text.startsWith('service db')));
  });

  test('it goes on to the compose file that is edited, and back', async () => {
    const { page } = session;
    // A line that no sticky line covers.
    await editorOf(page, file).locator('.view-line', { hasText: 'redis-server' }).click();
    await openFile(page, other);
    await drawn((texts) => texts.some((text) => text.startsWith('service shelf')));
    await openFile(page, file);
    await drawn((texts) => texts.some((text) => text.startsWith('service db')));
  });

  for (const [theme, bodyClass] of [['Light Modern', 'vscode-light'], ['Dark Modern', 'vscode-dark'], ['Dark High Contrast', 'vscode-high-contrast'], ['Light High Contrast', 'vscode-high-contrast-light']] as const) {
    test(`${theme}: the open diagram follows, and its words can be read`, async () => {
      await chooseTheme(session.page, theme);
      await view.frame.locator(`body.${bodyClass}`).waitFor();
      const contrasts = await view.nodes.evaluateAll(contrastsOf);
      assert.ok(contrasts.length > 0);
      assert.deepEqual(contrasts.filter(({ ratio }) => ratio < leastContrast), []);
      await session.screenshot(`compose-diagram-${bodyClass}`);
    });
  }
});

suite('workbench: the diagram of a compose file with a real daemon', () => {
  let session: Session;
  suiteSetup(async () => {
    await removeEverything();
    await ensureBaseImage();
    const { sample } = readStarted();
    const made = (service: string): string[] => ['project=reading-list', `service=${service}`, `project.working_dir=${sample}`].flatMap((label) => ['--label', `com.docker.compose.${label}`]);
    await startContainer(busyboxImage, made('web'), ['sleep', '600']);
    await startContainer(busyboxImage, made('cache'), ['sleep', '600']);
    const broken = await startContainer(busyboxImage, made('db'), ['sh', '-c', 'exit 3']);
    await dockerOutput('wait', broken);
    session = await openSession({ file });
  });
  suiteTeardown(async () => {
    await session?.close();
    await removeEverything();
  });

  test('each service has its state as sign and word', async () => {
    const { nodes } = await openComposeDiagram(session.page);
    const wanted = ['web, running.*● running', 'db, failed.*✕ failed', 'cache, running.*● running'].map((pattern) => new RegExp(`^service ${pattern}$`));
    await untilTexts(nodes, (texts) => wanted.every((pattern) => texts.some((text) => pattern.test(text))), patience);
    await session.screenshot('compose-diagram-states');
  });
});
