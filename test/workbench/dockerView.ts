/** The side bar's tree of what the daemon holds, and the item in the status bar. */
import type { Locator, Page } from 'playwright-core';
import { untilTexts } from './keyboard';
import { foldSection, openSideBar, sectionOf } from './sideBar';
import { patience } from './session';

export interface DockerView {
  /** Lines that are in sight; a line's label for those who hear it is its `aria-label`. */
  readonly rows: Locator;
  /** The line whose label begins so. */
  row(label: string): Locator;
  /** Goes down from the first line until one is reached whose label begins so. */
  walkTo(label: string): Promise<void>;
  /** What stands above the tree. */
  readonly message: Locator;
  /** Waits until the words of the lines, each as `name note`, are as wanted. */
  until(wanted: (texts: string[]) => boolean): Promise<string[]>;
}

/** Opens the view with its icon in the activity bar. */
export async function openDockerView(page: Page): Promise<DockerView> {
  await openSideBar(page);
  // Both trees share the height of the window; a line that is not in sight is not drawn.
  await foldSection(page, 'Course');
  const tree = sectionOf(page, 'Docker');
  await tree.locator('.monaco-list-row').first().waitFor();
  const rows = tree.locator('.monaco-list-row');
  return {
    rows,
    row: (label) => tree.locator(`.monaco-list-row[aria-label^="${label}"]`).first(),
    walkTo: (label) => walkTo(page, tree.locator(`.monaco-list-row.focused[aria-label^="${label}"]`)),
    message: tree.locator('.message'),
    until: (wanted) => untilTexts(rows, wanted, patience),
  };
}

async function walkTo(page: Page, reached: Locator): Promise<void> {
  await page.keyboard.press('Home');
  for (let line = 0; line < 100; line += 1) {
    if (await reached.waitFor({ timeout: 300 }).then(() => true, () => false)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('No such line was reached with the keys.');
}

/** The item that says how many containers run. */
export function runningContainers(page: Page): Locator {
  return page.locator('.statusbar-item', { hasText: /^\s*\d+ running/ }).first();
}
