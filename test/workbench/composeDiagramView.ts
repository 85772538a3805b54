/** The compose diagram's webview, seen from outside: two frames deep in the workbench. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand } from './keyboard';

export interface ComposeDiagramView {
  readonly frame: FrameLocator;
  /** Drawn nodes. Text inside an SVG has no inner text: read their text contents, which begin with their names. */
  readonly nodes: Locator;
}

/** Runs the command from the palette, with a compose file in front, and waits until something is drawn. */
export async function openComposeDiagram(page: Page): Promise<ComposeDiagramView> {
  await runCommand(page, 'Layerwise: Show Compose Diagram');
  return composeDiagramView(page);
}

/** The view that is open, as soon as something is drawn. */
export async function composeDiagramView(page: Page): Promise<ComposeDiagramView> {
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const nodes = frame.locator('svg g.node');
  await nodes.first().waitFor();
  return { frame, nodes };
}

/** Presses Tab until an element of the view has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let pressed = 0; pressed < 30; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
  }
  throw new Error('Tab does not lead there');
}
