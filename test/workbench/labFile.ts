/** The learner's copy of a lab, in an editor. */
import * as fs from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** The first line of the editor on a file of a lab. */
export function labEditor(page: Page, lesson: string): Locator {
  return page.locator(`.editor-instance .monaco-editor[data-uri*="/labs/${lesson}"] .view-line`).first();
}

/** 1-based number of the first line on the disk that a pattern matches, in the lab's file that is open. */
export async function lineInLab(page: Page, lesson: string, pattern: RegExp): Promise<number> {
  // The lines are drawn anew at any time; the editor around them stays.
  const editor = page.locator(`.editor-instance .monaco-editor[data-uri*="/labs/${lesson}"]`).first();
  const uri = (await editor.getAttribute('data-uri')) ?? '';
  const file = decodeURIComponent(new URL(uri).pathname);
  const index = fs.readFileSync(file, 'utf8').split(/\r?\n/).findIndex((line) => pattern.test(line));
  if (index === -1) throw new Error(`${file} has no line like ${pattern}`);
  return index + 1;
}
