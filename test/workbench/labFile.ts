/** The learner's copy of a lab, in an editor. */
import * as fs from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { attemptMs } from './keyboard';

/** The first line of the editor on a file of a lab. */
export function labEditor(page: Page, lesson: string): Locator {
  return page.locator(`.editor-instance .monaco-editor[data-uri*="/labs/${lesson}"] .view-line`).first();
}

/** 1-based number of the first line on the disk that a pattern matches, in the lab's file that is open. */
export async function lineInLab(page: Page, lesson: string, pattern: RegExp): Promise<number> {
  const file = await fileInLab(page, lesson);
  const index = fs.readFileSync(file, 'utf8').split(/\r?\n/).findIndex((line) => pattern.test(line));
  if (index === -1) throw new Error(`${file} has no line like ${pattern}`);
  return index + 1;
}

/** Path of the lab's file that is open. */
export async function fileInLab(page: Page, lesson: string): Promise<string> {
  // The lines are drawn anew at any time; the editor around them stays.
  const editor = page.locator(`.editor-instance .monaco-editor[data-uri*="/labs/${lesson}"]`).first();
  return decodeURIComponent(new URL((await editor.getAttribute('data-uri')) ?? '').pathname);
}

/** Starts a lab in Layerwise's own folder: does what asks for it, answers where the copy should lie, and waits for its file. */
export async function startLab(page: Page, lesson: string, ask: () => Promise<void>): Promise<void> {
  await ask();
  const places = page.locator('.quick-input-list .monaco-list-row', { hasText: "In Layerwise's own folder" });
  const editor = labEditor(page, lesson);
  await places.or(editor).first().waitFor({ timeout: attemptMs });
  // Earlier work is continued without a question.
  if (await places.isVisible()) await places.click();
  await editor.waitFor();
}
