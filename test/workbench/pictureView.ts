/** The webview of a picture, seen from outside: two frames deep in the workbench. */
import type { FrameLocator, Locator, Page } from 'playwright-core';

export interface PictureView {
  readonly frame: FrameLocator;
  /** Drawn nodes. Text inside an SVG has no inner text: read their text contents, which begin with their names. */
  readonly nodes: Locator;
}

/** The page of the webview that is open. */
export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** The view that is open, as soon as something is drawn. */
export async function pictureView(page: Page): Promise<PictureView> {
  const frame = webviewFrame(page);
  const nodes = frame.locator('svg g.node');
  await nodes.first().waitFor();
  return { frame, nodes };
}
