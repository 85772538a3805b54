import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { chooseTheme, goTo, openFile, repeat, showHover } from './keyboard';
import { editorOf, lineOf, openSession, readSample, writeSettings, type Session } from './session';

const themes = [
  { name: 'Dark Modern', file: 'dark' },
  { name: 'Light Modern', file: 'light' },
  { name: 'Dark High Contrast', file: 'high-contrast' },
  { name: 'Light High Contrast', file: 'high-contrast-light' },
] as const;

/** The command's own list takes the palette's place at once, so the palette is never seen to close. */
function openChoices(page: Page): Promise<void> {
  const title = 'Layerwise: Preview Cache';
  const rows = page.locator('.quick-input-list .monaco-list-row');
  return repeat(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`, { timeout: 5000 });
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor({ timeout: 5000 });
    await page.keyboard.press('Enter');
  }, rows.filter({ hasText: 'Last commit → now' }));
}

/** A stage that nobody builds, a metadata line in each, and a COPY whose outcome only the build knows. */
const dockerfile = `FROM node:22 AS unused
RUN echo never

FROM node:22 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY src src
RUN npm run \\
    build

FROM node:22
WORKDIR /app
COPY --from=build /app/dist .
EXPOSE 3000
CMD ["node", "server.js"]
`;

suite('workbench: cache history', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile' });
  });
  suiteTeardown(() => session.close());

  test('lenses count the commits that re-ran a step, and lead to the report', async () => {
    const { page } = session;
    const lens = page.locator('.codelens-decoration a', { hasText: /re-ran in \d+ of the last \d+ commits/ });
    await lens.first().waitFor();
    await session.screenshot('cache-history-lenses');
    await lens.first().click();
    const report = page.frameLocator('iframe.webview').frameLocator('iframe');
    await report.locator('h1', { hasText: 'Cache history of Dockerfile' }).waitFor();
    assert.match((await report.locator('table').first().innerText()).replace(/\s+/g, ' '), /Re-ran Line Step Changed files \d+ of \d+ \d+ RUN npm ci/);
    await session.screenshot('cache-history-report');
  });
});

suite('workbench: cache preview in a folder that the user does not trust', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile', settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' } });
  });
  suiteTeardown(() => session.close());

  test('runs no git and says so; this file needs none', async () => {
    const { page } = session;
    await openFile(page, 'Dockerfile');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await openChoices(page);
    await rows.filter({ hasText: 'Last commit → now' }).filter({ hasText: 'not in Restricted Mode' }).click();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode runs no git' }).waitFor();
    await session.screenshot('cache-preview-restricted');
    await openChoices(page);
    await rows.filter({ hasText: 'This file' }).click();
    await page.locator('.statusbar-item', { hasText: /All \d+ steps come from the cache/ }).waitFor();
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 're-ran' }).count(), 0);
  });
});

suite('workbench: cache preview', () => {
  let session: Session;
  let committed: string;
  let compose: string;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile' });
    committed = readSample(session.started, 'Dockerfile');
    compose = readSample(session.started, 'compose.yaml');
  });
  suiteTeardown(async () => {
    fs.writeFileSync(path.join(session.started.sample, 'Dockerfile'), committed);
    fs.writeFileSync(path.join(session.started.sample, 'compose.yaml'), compose);
    fs.rmSync(path.join(session.started.sample, 'src', 'new.js'), { force: true });
    writeSettings(session.started, { 'workbench.colorTheme': undefined });
    await session.close();
  });

  const statusLine = (text: RegExp) => session.page.locator('.statusbar-item', { hasText: text });
  const choose = async (label: string): Promise<void> => {
    await openChoices(session.page);
    await session.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).click();
  };

  test('the palette asks what to compare, and the status bar says in words what re-runs', async () => {
    const { page } = session;
    await openFile(page, 'Dockerfile');
    await openChoices(page);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Last commit → now' }).waitFor();
    await session.screenshot('cache-preview-choices');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Last commit → now' }).click();
    await statusLine(/steps come from the cache/).waitFor();
    assert.match((await statusLine(/steps come from the cache/).getAttribute('aria-label')) ?? '', /^Cache preview, Last commit → now, as built for web of compose\.yaml: All \d+ steps/);
  });

  test('follows files that change on disk and says which step is first', async () => {
    const { started } = session;
    fs.writeFileSync(path.join(started.sample, 'src', 'new.js'), '1\n');
    await statusLine(/re-run; first: COPY \. \. \(src\/new\.js\)/).waitFor();
  });

  test('shows all outcomes beside the lines', async () => {
    const { page, started } = session;
    fs.writeFileSync(path.join(started.sample, 'Dockerfile'), dockerfile);
    await editorOf(page, 'Dockerfile').locator('.view-line', { hasText: 'never' }).waitFor();
    await choose('The files changed since the last commit');
    await statusLine(/2 of \d steps re-run, 1 more may; first: COPY src src \(src\/new\.js\)/).waitFor();
    await page.locator('.codelens-decoration a', { hasText: /2 of \d steps re-run/ }).waitFor();
  });

  for (const theme of themes) {
    test(`${theme.name}: shapes, tints and the cause, for a person to look at`, async () => {
      const { page, started } = session;
      await chooseTheme(page, theme.name);
      await openFile(page, 'Dockerfile');
      await page.keyboard.press('Escape');
      await session.screenshot(`cache-preview-${theme.file}`);
      await goTo(page, lineOf(started, 'Dockerfile', /^COPY src/));
      const words = await showHover(page, /Cache preview: runs again/);
      assert.match(words, /What changed: the file src\/new\.js/);
      await session.screenshot(`cache-preview-hover-${theme.file}`);
      await page.keyboard.press('Escape');
    });
  }

  test('asks for which service where several build the Dockerfile, and remembers it', async () => {
    const { page, started } = session;
    const builder = '\n  builder:\n    build:\n      context: .\n      target: build\n';
    fs.writeFileSync(path.join(started.sample, 'compose.yaml'), compose.replace(/\nservices:\n/, `\nservices:${builder}`));
    const services = page.locator('.quick-input-list .monaco-list-row', { hasText: 'of compose.yaml' });
    await repeat(async () => {
      await page.keyboard.press('Escape');
      await choose('The files changed since the last commit');
    }, services.filter({ hasText: 'target build' }));
    assert.equal(await services.count(), 2);
    await session.screenshot('cache-preview-services');
    await services.filter({ hasText: 'target build' }).click();
    await statusLine(/2 of 5 steps re-run; first: COPY src src/).waitFor();
    await choose('The files changed since the last commit');
    await services.first().filter({ hasText: 'last time' }).filter({ hasText: 'builder' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('stops by its lens', async () => {
    const { page } = session;
    await page.locator('.codelens-decoration a', { hasText: 'stop preview' }).click();
    await page.locator('.codelens-decoration a', { hasText: 'preview cache' }).waitFor();
    await statusLine(/re-run/).waitFor({ state: 'hidden' });
    await session.screenshot('cache-preview-stopped');
  });
});
