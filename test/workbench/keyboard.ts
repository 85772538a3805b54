/** What a user does with the keyboard, with the keys that VS Code has from the start. */
import type { Locator, Page } from 'playwright-core';
import chords from './chords.json';

/** Puts the caret at a 1-based line and column of the editor in front. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await page.keyboard.press('Control+KeyG');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Opens a file by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+KeyP');
  await choose(page, name, name.split('/').at(-1) ?? name);
}

/** Runs a command from the palette by its full title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await choose(page, `>${title}`, title);
}

async function choose(page: Page, typed: string, shown: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(typed);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: shown }).waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Shows the hover at the caret and waits until it holds a text. */
export async function showHover(page: Page, expected: RegExp): Promise<string> {
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.press('Control+KeyI');
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: expected });
  await hover.first().waitFor();
  return (await hover.allInnerTexts()).join('\n');
}

/** Presses the chord that `chords.json` gives to a command with arguments. */
export async function pressChord(page: Page, command: keyof typeof chords): Promise<void> {
  const names: Readonly<Record<string, string>> = { ctrl: 'Control', alt: 'Alt', shift: 'Shift' };
  const keys = chords[command].key.split('+').map((key) => names[key] ?? (/^\d$/.test(key) ? `Digit${key}` : key));
  await page.keyboard.press(keys.join('+'));
}

/** Asks again until a locator's texts are as wanted, or fails with what they were last. */
export async function untilTexts(texts: Locator, wanted: (texts: string[]) => boolean, limitMs: number): Promise<string[]> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const current = await texts.allTextContents();
    if (wanted(current)) return current;
    if (Date.now() > limit) throw new Error(`Not as wanted within ${limitMs / 1000} s: ${JSON.stringify(current)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
