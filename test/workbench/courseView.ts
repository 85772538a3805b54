/** The course in the side bar and the page of a lesson. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { foldSection, openSideBar, sectionOf } from './sideBar';

/** The page of a lesson. VS Code draws the pictures of a walkthrough in webviews, too: those are no extension's. */
export function lessonFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready[src*="extensionId=layerwise"]').frameLocator('iframe#active-frame');
}

/** Opens the side bar with the course in all of its height. */
export async function openCourse(page: Page): Promise<Locator> {
  await openSideBar(page);
  await foldSection(page, 'Docker');
  const section = sectionOf(page, 'Course');
  await section.locator('.monaco-list-row').first().waitFor();
  return section;
}

/** A lesson's line by the label that is read out: `Lesson TITLE, done`. */
export function lessonLine(page: Page, title: string, standing = ''): Locator {
  return sectionOf(page, 'Course').locator(`.monaco-list-row[aria-label^="Lesson ${title}, ${standing}"]`).first();
}

/** Conditions of the lab on the page, by their state. */
export function conditions(page: Page, state: 'met' | 'unmet' | 'not-run'): Locator {
  return lessonFrame(page).locator(`li[data-state="${state}"]`);
}
