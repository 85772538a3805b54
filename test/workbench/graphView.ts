/** The graph's webview, seen from outside: two frames deep in the workbench. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand } from './keyboard';

export interface GraphView {
  readonly frame: FrameLocator;
  /** Drawn nodes. Text inside an SVG has no inner text: read their text contents. */
  readonly nodes: Locator;
}

/** Runs the command from the palette and waits until something is drawn. */
export async function openGraph(page: Page): Promise<GraphView> {
  await runCommand(page, 'Layerwise: Show Docker Graph');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const nodes = frame.locator('svg g.node');
  await nodes.first().waitFor();
  return { frame, nodes };
}
