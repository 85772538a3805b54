/** The compose diagram's webview. */
import type { Locator, Page } from 'playwright-core';
import { runCommand } from './keyboard';
import { pictureView, type PictureView } from './pictureView';

/** Runs the command from the palette, with a compose file in front, and waits until something is drawn. */
export async function openComposeDiagram(page: Page): Promise<PictureView> {
  await runCommand(page, 'Layerwise: Show Compose Diagram');
  return pictureView(page);
}

/** Presses Tab until an element of the view has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let pressed = 0; pressed < 30; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  throw new Error('Tab does not lead there');
}
