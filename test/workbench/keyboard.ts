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
  await choose(page, 'Control+KeyP', name, name.split('/').at(-1) ?? name);
}

/** Runs a command from the palette by its full title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await choose(page, 'F1', `>${title}`, title);
}

/** Chooses a colour theme by the name that VS Code shows. */
export async function chooseTheme(page: Page, name: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  // A view that takes the focus closes the list, so all of it is done again until the theme is found.
  await repeat(
    async () => {
      await page.keyboard.press('Escape');
      await pressChord(page, 'workbench.action.selectTheme');
      await input.fill(name, { timeout: attemptMs });
    },
    page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }),
  );
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** The palette does not follow commands and files that become known while it is open, so it is asked again. */
async function choose(page: Page, open: string, typed: string, shown: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: shown });
  await repeat(
    async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press(open);
      await input.fill(typed, { timeout: attemptMs });
    },
    row,
  );
  await page.keyboard.press('Enter');
  // The list itself may stay: a command can have choices of its own.
  await row.waitFor({ state: 'hidden' });
}

/** Shows the hover at the caret and waits until it holds a text. */
export async function showHover(page: Page, expected: RegExp): Promise<string> {
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: expected });
  await repeat(async () => {
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.press('Control+KeyI');
  }, hover.first());
  return (await hover.allInnerTexts()).join('\n');
}

/** Applies the first quick fix at a 1-based line of the editor in front, and saves. */
export async function applyQuickFix(page: Page, line: number, picture?: () => Promise<void>): Promise<void> {
  const choices = page.locator('.action-widget .monaco-list-row.action');
  await goTo(page, line);
  await repeat(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Period');
  }, choices.first());
  await picture?.();
  await page.keyboard.press('Enter');
  await choices.first().waitFor({ state: 'detached' });
  // The edit comes a moment after the choice; a save before it would save nothing.
  await page.locator('.tab.active.dirty').first().waitFor({ timeout: attemptMs });
  await page.keyboard.press('Control+KeyS');
}

/** How long one attempt may take, in milliseconds, before it is made again. */
export const attemptMs = 5000;

/**
 * Does something until the workbench shows what is expected. The first keys may come before the workbench listens, and
 * the first questions before the extension is awake.
 */
export async function repeat(action: () => Promise<void>, expected: Locator, limitMs = 60_000): Promise<void> {
  const limit = Date.now() + limitMs;
  for (;;) {
    try {
      await action();
      await expected.waitFor({ timeout: attemptMs });
      return;
    } catch (error) {
      if (Date.now() > limit) throw error;
    }
  }
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
