/** The walkthrough's tab. */
import type { Locator, Page } from 'playwright-core';
import { pressChord, repeat } from './keyboard';

/** Opens the tab, or brings it to the front. */
export async function openWalkthrough(page: Page): Promise<void> {
  const steps = page.locator('.gettingStartedContainer .getting-started-step');
  await repeat(() => pressChord(page, 'workbench.action.openWalkthrough'), steps.first());
}

export function stepOf(page: Page, lesson: string): Locator {
  return page.locator(`.gettingStartedContainer .getting-started-step[data-step-id$="${lesson}"]`);
}

/** Unfolds a step and presses one of its buttons. */
export async function pressButton(page: Page, lesson: string, title: string): Promise<void> {
  const step = stepOf(page, lesson);
  if (!(await step.evaluate((element) => element.classList.contains('expanded')))) await step.locator('.step-title').first().click();
  await step.locator('.button-container .monaco-button', { hasText: title }).click();
}

/** A step's tick. */
export function tickOf(page: Page, lesson: string): Locator {
  return stepOf(page, lesson).locator('.codicon-getting-started-step-checked');
}

/** Every tick. */
export function ticks(page: Page): Locator {
  return page.locator('.getting-started-step .codicon-getting-started-step-checked');
}

/** The picture of the unfolded step; VS Code draws it in a webview. */
export function pictureOf(page: Page): Locator {
  return page.locator('.getting-started-media').frameLocator('iframe').frameLocator('iframe#active-frame').locator('svg').first();
}
