import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { goTo, openFile, repeat, showHover } from './keyboard';
import { lineOf, openSession, writeSettings, type Session } from './session';

/** Places of the sample's files whose hovers compute something, and a word that each hover has. */
const places = [
  { file: 'Dockerfile', line: /^FROM /, word: /Starts a build stage/ },
  { file: 'Dockerfile', line: /^ENV /, word: /environment variable/ },
  { file: 'Dockerfile', line: /^COPY /, word: /Copies files/ },
  { file: 'Dockerfile', line: /^EXPOSE /, word: /Notes which port/ },
  { file: 'Dockerfile', line: /^USER /, word: /Sets who runs/ },
  { file: 'Dockerfile', line: /^CMD /, word: /PID 1/ },
  { file: 'compose.yaml', line: /^ +ports:/, word: /Doors from the host/ },
  { file: 'compose.yaml', line: /^ +volumes:/, word: /storage from outside/ },
] as const;

suite('workbench: the form of a hover', () => {
  let session: Session;
  suiteSetup(async () => {
    session = await openSession({ file: 'Dockerfile', settings: { 'layerwise.explainLevel': undefined } });
  });
  suiteTeardown(async () => {
    await session.close();
    writeSettings(session.started, { 'layerwise.explainLevel': undefined });
  });

  test('what Layerwise says fits without scrolling', async () => {
    const { page, started } = session;
    for (const { file, line, word } of places) {
      await openFile(page, file);
      await goToWord(page, lineOf(started, file, line), fs.readFileSync(path.join(started.sample, file), 'utf8'));
      await showHover(page, word);
      const { height, room } = await ours(page, word).evaluate(heightAndRoom);
      assert.ok(height > 0 && height <= room, `${file} ${line}: ${height} of ${room} pixels`);
      await page.keyboard.press('Escape');
    }
  });

  test('a level chosen in the hover with the mouse is shown at the same place, and kept', async () => {
    const { page, started } = session;
    await openFile(page, 'Dockerfile');
    await goTo(page, lineOf(started, 'Dockerfile', /^CMD /));
    await showHover(page, /PID 1/);
    await ours(page, /PID 1/).getByRole('link', { name: "Like I'm 5", exact: true }).click();
    await chosen(page, "Like I'm 5").waitFor();
    assert.match(await ours(page, /PID 1/).innerText(), /The default command/);
    await session.screenshot('hover-level');
    await untilSetting(session, 'child');
  });

  test('and with the keyboard', async () => {
    const { page } = session;
    // The hover has the focus after a choice: Tab goes through its links.
    const link = ours(page, /PID 1/).getByRole('link', { name: 'Developer', exact: true });
    for (let presses = 0; presses < 10 && !(await link.evaluate((element) => element === document.activeElement)); presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await chosen(page, 'Developer').waitFor();
    await untilSetting(session, 'developer');
    await page.keyboard.press('Escape');
  });

  test('the palette offers the levels with the words of the settings', async () => {
    const { page } = session;
    const input = page.locator('.quick-input-widget input');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await repeat(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await input.fill('>Layerwise: Choose How Explanations Are Worded');
      await rows.first().filter({ hasText: 'Choose How Explanations Are Worded' }).waitFor({ timeout: 5000 });
      await page.keyboard.press('Enter');
    }, rows.filter({ hasText: 'short and plain' }));
    assert.equal(await rows.count(), 3);
    await rows.filter({ hasText: "Like I'm 15" }).click();
    await untilSetting(session, 'teen');
  });
});

/** The part of the hover that Layerwise has written; a finding at the same place has a part of its own. */
function ours(page: Page, word: RegExp): Locator {
  return page.locator('.monaco-hover:not(.hidden) .hover-row', { hasText: word }).filter({ hasText: "Like I'm 15" }).first();
}

function chosen(page: Page, level: string): Locator {
  return page.locator('.monaco-hover:not(.hidden) .hover-row strong', { hasText: new RegExp(`^${level}$`) }).first();
}

/** Runs in the page: the height of a hover's part, and what VS Code gives a hover before it has to be scrolled. */
function heightAndRoom(part: Element): { height: number; room: number } {
  return { height: part.scrollHeight, room: 250 };
}

/** Puts the caret on the first letter of a line. */
async function goToWord(page: Page, line: number, text: string): Promise<void> {
  const column = (text.split(/\r?\n/)[line - 1]?.search(/\S/) ?? 0) + 1;
  await goTo(page, line, column);
}

/** Waits until the user's settings on the disk have the level. */
async function untilSetting({ started, page }: Session, level: string): Promise<void> {
  const file = path.join(started.profile.userData, 'User', 'settings.json');
  const isWritten = (): boolean => (JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>)['layerwise.explainLevel'] === level;
  for (let attempt = 0; attempt < 100 && !isWritten(); attempt += 1) await page.waitForTimeout(100);
  assert.ok(isWritten(), fs.readFileSync(file, 'utf8'));
}
