import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { applyQuickFix } from './keyboard';
import { editorOf, lineOf, openSession, patience, readSample, type Session } from './session';

const file = 'Dockerfile';
const install = /^RUN .*npm (ci|install)/;
const sources = /^COPY \. /;

suite('workbench: a problem and its quick fix', () => {
  let session: Session;
  let original: string;
  suiteSetup(async () => {
    session = await openSession({ file });
    original = readSample(session.started, file);
  });
  suiteTeardown(async () => {
    await session.close();
    fs.writeFileSync(path.join(session.started.sample, file), original);
  });

  test('the Problems panel names the rule and the line', async () => {
    const { page } = session;
    await page.keyboard.press('Control+Shift+KeyM');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'copy-before-install' });
    await row.waitFor();
    const label = (await row.getAttribute('aria-label')) ?? '';
    assert.match(label, new RegExp(`at line ${lineOf(session.started, file, sources)}\\b`));
    await session.screenshot('problems');
  });

  test('the rule\'s name in the panel opens its page', async () => {
    const { page } = session;
    await page.locator('.markers-panel .monaco-list-row a', { hasText: 'copy-before-install' }).click();
    const lines = editorOf(page, 'copy-before-install.md').locator('.view-line');
    await lines.filter({ hasText: '## Why' }).waitFor();
    await session.screenshot('rule-page');
    await page.keyboard.press('Control+KeyW');
    await lines.first().waitFor({ state: 'detached' });
  });

  test('the quick fix, by the keyboard, puts the install before the sources', async () => {
    const { page } = session;
    await page.keyboard.press('Control+Digit1');
    await applyQuickFix(page, lineOf(session.started, file, sources), () => session.screenshot('quick-fix'));
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'copy-before-install' }).waitFor({ state: 'detached' });
    const saved = await untilSaved(session, original);
    const lines = saved.split(/\r?\n/);
    const [installLine, sourcesLine] = [install, sources].map((pattern) => lines.findIndex((line) => pattern.test(line)));
    assert.ok(installLine! >= 0 && installLine! < sourcesLine!, saved);
    await session.screenshot('quick-fix-applied');
  });
});

async function untilSaved(session: Session, before: string): Promise<string> {
  const limit = Date.now() + patience;
  while (Date.now() < limit) {
    const now = readSample(session.started, file);
    if (now !== before) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The file was not saved.');
}
