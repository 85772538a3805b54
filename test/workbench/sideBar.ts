/** The sections of Layerwise in the side bar. */
import type { Locator, Page } from 'playwright-core';
import { repeat } from './keyboard';

type Section = 'Course' | 'Docker';

/** Opens the side bar with its icon in the activity bar. */
export async function openSideBar(page: Page): Promise<void> {
  const icon = page.locator('.activitybar .action-item a[aria-label^="Layerwise"]');
  const header = headerOf(page, 'Course');
  // A second click would close the side bar.
  await repeat(async () => ((await header.isVisible()) ? undefined : icon.click()), header);
}

/** A section with its header. */
export function sectionOf(page: Page, name: Section): Locator {
  return page.locator('.part.sidebar .pane', { has: page.locator(`.pane-header[aria-label^="${name}"]`) });
}

export async function foldSection(page: Page, name: Section): Promise<void> {
  const header = headerOf(page, name);
  if ((await header.getAttribute('aria-expanded')) === 'true') await header.locator('.title').first().click();
}

function headerOf(page: Page, name: Section): Locator {
  return page.locator(`.part.sidebar .pane-header[aria-label^="${name}"]`);
}
