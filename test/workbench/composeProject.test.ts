import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { goTo, openFile, repeat, runCommand, showHover } from './keyboard';
import { editorOf, openSession, patience, readStarted, type Session } from './session';

/** A project of four services, written beside the sample. Its compose file has a name that the sample has not. */
const files = {
  'docker-compose.yml': `# The shop and all it needs.
services:
  web:
    build:
      context: ./web
      target: runtime
    ports:
      - "\${WEB_PORT:-3000}:3000"
    depends_on:
      api:   { condition: service_started }
      cache: { condition: service_started }
    networks: [front, back]

  api:
    build: ./api
    environment:
      LOG_LEVEL: \${LOG_LEVEL}   # from .env
    depends_on:
      - db
      - cache
    networks: [bak]

  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db
    volumes:
      - data:/var/lib/postgresql/data
    networks: [back]
    secrets: [db]

  cache:
    image: redis:7.4
    networks: [back]

networks:
  front:
  back:
volumes:
  data:
secrets:
  db:
    file: ./db.txt
`,
  '.env': 'WEB_PORT=8085\nLOG_LEVEL=info\n',
  'db.txt': 'only for the test\n',
  'web/Dockerfile': 'FROM node:22.11-slim AS build\nWORKDIR /app\nCOPY server.js .\nFROM node:22.11-slim AS runtime\nWORKDIR /app\nCOPY --from=build /app ./\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
  'web/server.js': '\n',
  'api/Dockerfile': 'FROM python:3.13-slim\nWORKDIR /srv\nCOPY app.py .\nCMD ["python", "app.py"]\n',
  'api/app.py': '\n',
} as const;
const file = 'docker-compose.yml';
const lines = files[file].split('\n');

/** 1-based line of the project's compose file as it was at first. */
function lineAt(start: string): number {
  const index = lines.findIndex((line) => line.startsWith(start));
  assert.ok(index >= 0, start);
  return index + 1;
}

suite('workbench: a compose project', () => {
  let session: Session;
  let folder: string;
  suiteSetup(async () => {
    folder = path.join(readStarted().sample, 'store');
    session = await openSession({ file: 'compose.yaml' });
  });
  // Each test starts with the project as it was, and with no editor of an earlier one.
  setup(async () => {
    await runCommand(session.page, 'View: Revert and Close Editor');
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    await openFile(session.page, file);
    await editorOf(session.page, file).locator('.view-line', { hasText: ':' }).first().waitFor();
  });
  suiteTeardown(async () => {
    await session.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const readProject = (): string => fs.readFileSync(path.join(folder, file), 'utf8');

  test('keys of a service and names of services are offered', async () => {
    const { page } = session;
    await goTo(page, lineAt('    image: redis'), 100);
    await page.keyboard.press('Enter');
    await propose(page, 'resta', 'restart');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await goTo(page, lineAt('      - cache'), 100);
    await page.keyboard.press('Enter');
    await propose(page, '', 'web');
    await session.screenshot('compose-completion');
    await page.keyboard.press('Enter');
    await save(page);
    const services = (parse(await until(readProject, /restart:/)) as { services: Record<string, object> }).services;
    assert.ok('restart' in services['cache']!);
    assert.deepEqual((services['api'] as { depends_on: unknown }).depends_on, ['db', 'cache', 'web']);
  });

  test('a service is renamed where it is declared and where it is named', async () => {
    const { page } = session;
    await goTo(page, lineAt('  cache:'), 4);
    const input = page.locator('.rename-box input, .rename-input').first();
    await repeat(() => page.keyboard.press('F2'), input);
    await input.fill('memory');
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await editorOf(page, file).locator('.view-line', { hasText: 'memory:' }).first().waitFor();
    await save(page);
    const services = (parse(await until(readProject, /memory/)) as { services: Record<string, { depends_on?: unknown }> }).services;
    assert.deepEqual(Object.keys(services), ['web', 'api', 'db', 'memory']);
    assert.deepEqual(services['api']?.depends_on, ['db', 'memory']);
    assert.deepEqual(Object.keys(services['web']?.depends_on as object), ['api', 'memory']);
  });

  test('the definition of a target is the stage, that of a variable its line in .env', async () => {
    const { page } = session;
    await goTo(page, lineAt('      target:'), 17);
    await repeat(() => page.keyboard.press('F12'), editorOf(page, 'store/web/Dockerfile').locator('.view-line').first());
    assert.match(await caret(page), /Ln 4,/);
    await openFile(page, file);
    await goTo(page, lineAt('      LOG_LEVEL:'), 22);
    await repeat(() => page.keyboard.press('F12'), editorOf(page, 'store/.env').locator('.view-line').first());
    assert.match(await caret(page), /Ln 2,/);
  });

  test('formatting changes the form alone', async () => {
    const { page } = session;
    const crooked = files[file].replace('      LOG_LEVEL', '           LOG_LEVEL').replace(/^ {6}- (db|cache)$/gm, '          -   $1');
    await runCommand(page, 'View: Revert and Close Editor');
    fs.writeFileSync(path.join(folder, file), crooked);
    await openFile(page, file);
    await editorOf(page, file).locator('.view-line', { hasText: '-   cache'.replaceAll(' ', '\u00a0') }).waitFor();
    await runCommand(page, 'Format Document');
    await page.locator('.tab.active.dirty').first().waitFor();
    await save(page);
    assert.equal(await until(readProject, / {6}- cache/), files[file]);
  });

  test('services and what belongs to them are in the outline', async () => {
    const { page } = session;
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await repeat(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+KeyO');
    }, rows.filter({ hasText: 'web' }).first());
    await session.screenshot('compose-outline');
    const input = page.locator('.quick-input-widget input');
    for (const name of ['api', 'db', 'cache', 'front', 'data']) {
      await input.fill(`@${name}`);
      await rows.filter({ hasText: name }).first().waitFor();
    }
    await page.keyboard.press('Escape');
  });

  test('the lens of an address opens it', async () => {
    const { page } = session;
    const lens = editorOf(page, file).locator('.codelens-decoration a', { hasText: 'reachable at http://localhost:8085' });
    await lens.first().waitFor();
    await session.screenshot('compose-lens');
    // Nothing answers there: that the browser asks is what the click must bring about.
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.context().waitForEvent('request', { predicate: (request) => request.url().includes('8085') && request.isNavigationRequest() }),
      lens.first().click(),
    ]);
    await opened.close();
  });

  test('the light bulb mends a network that is spelled wrong', async () => {
    const { page } = session;
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await goTo(page, lineAt('    networks: [bak]'), 17);
    const choice = page.locator('.action-widget .monaco-list-row.action', { hasText: 'back' });
    await repeat(async () => {
      await page.keyboard.press('Escape');
      await page.locator('.monaco-editor [class*="lightbulb"]:visible').first().click({ timeout: 3000 });
    }, choice.first());
    await session.screenshot('compose-fix');
    await choice.first().click();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
    await save(page);
    assert.equal(await until(readProject, /networks: \[back\]\n\n {2}db/), files[file].replace('bak', 'back'));
  });

  test('a Dockerfile that goes away is a problem of the compose file', async () => {
    const { page } = session;
    fs.rmSync(path.join(folder, 'api/Dockerfile'));
    await page.keyboard.press('Control+Shift+KeyM');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'missing-build-file' });
    await problem.first().waitFor();
    await session.screenshot('compose-problem-across-files');
    fs.writeFileSync(path.join(folder, 'api/Dockerfile'), files['api/Dockerfile']);
    await problem.first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+KeyM');
  });

  test('what is typed into .env counts before it is saved', async () => {
    const { page } = session;
    await goTo(page, lineAt('      LOG_LEVEL:'), 8);
    assert.match(await showHover(page, /The container gets/), /info/);
    await page.keyboard.press('Escape');
    await openFile(page, '.env');
    await goTo(page, 2, 100);
    await page.keyboard.type('rmation');
    await page.locator('.tab.active.dirty').first().waitFor();
    await openFile(page, file);
    await goTo(page, lineAt('      LOG_LEVEL:'), 8);
    assert.match(await showHover(page, /information/), /The container gets/);
    await page.keyboard.press('Escape');
  });
});

/** Types the start of a word and waits until the list of proposals offers the word. */
async function propose(page: Page, start: string, wanted: string): Promise<void> {
  await page.keyboard.type(start);
  await repeat(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
  }, page.locator('.suggest-widget.visible .monaco-list-row', { hasText: wanted }).first());
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyS');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
}

/** Where the status bar says that the caret is. */
async function caret(page: Page): Promise<string> {
  return page.locator('.statusbar-item', { hasText: /Ln \d+, Col/ }).first().innerText();
}

/** Reads again until a pattern matches, and gives what was read last. */
async function until(read: () => string, pattern: RegExp): Promise<string> {
  const limit = Date.now() + patience;
  while (!pattern.test(read()) && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
  return read();
}
