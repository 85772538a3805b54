/** The settings editor of VS Code. */
import type { Page } from 'playwright-core';
import { repeat, runCommand } from './keyboard';

/** Opens the settings editor on one setting that can be ticked, and gives what ticks it as a user does. Its default is to be ticked. */
export async function openSetting(page: Page, setting: string): Promise<(ticked: boolean) => Promise<void>> {
  await runCommand(page, 'Preferences: Open Settings (UI)');
  const editor = page.locator('.settings-editor');
  await editor.locator('.settings-header .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.type(`@id:${setting}`);
  await page.waitForFunction(() => document.querySelectorAll('.settings-editor .settings-tree-container .setting-item-bool').length === 1);
  const item = '.settings-tree-container .setting-item-contents';
  const box = editor.locator(item).getByRole('checkbox');
  // The editor writes a moment after a click, and draws the item again: a click meanwhile may be lost.
  return async (ticked) => {
    const written = editor.locator(`${item}${ticked ? ':not(.is-configured)' : '.is-configured'} [role="checkbox"][aria-checked="${ticked}"]`);
    await repeat(async () => ((await written.isVisible()) ? undefined : box.click()), written);
  };
}
