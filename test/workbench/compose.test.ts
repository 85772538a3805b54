import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { chooseTheme, goTo, openFile, showHover } from './keyboard';
import { editorOf, lineOf, openSession, readStarted, writeSettings, type Session } from './session';

/** Beside the sample: a project that Compose rejects, and whose command it cuts. */
const shop = [
  'services:',
  '  shop:',
  '    image: node:22.11-slim',
  '    command: npm install && npm start',
  '    networks: [front]',
  '    ports:',
  '      - "8080:80"',
  '',
].join('\n');

suite('workbench: compose files', () => {
  let session: Session;
  let folder: string;
  suiteSetup(async () => {
    folder = path.join(readStarted().sample, 'shop');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'compose.yml'), shop);
    session = await openSession({ file: 'compose.yaml' });
  });
  suiteTeardown(async () => {
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test('a lens says where a service is reachable, and the hover on its name what it runs', async () => {
    const { page, started } = session;
    await editorOf(page, 'compose.yaml').locator('.codelens-decoration', { hasText: 'reachable at http://localhost:' }).first().waitFor();
    await goTo(page, lineOf(started, 'compose.yaml', /^ {2}web:/), 3);
    const text = await showHover(page, /Service web/);
    assert.match(text, /localhost:\d+/);
    await session.screenshot('compose-hover');
    await page.keyboard.press('Escape');
  });

  test('what Compose rejects and what it cuts are problems with a fix', async () => {
    const { page } = session;
    await openFile(page, 'compose.yml');
    await page.keyboard.press('Control+Shift+KeyM');
    for (const rule of ['undefined-network', 'command-is-cut']) {
      await page.locator('.markers-panel .monaco-list-row', { hasText: rule }).first().waitFor();
    }
    await session.screenshot('compose-problems');
    await chooseTheme(page, 'Dark Modern');
    await session.screenshot('compose-problems-dark');
  });
});
