/** The graph's webview, seen from outside: two frames deep in the workbench. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand } from './keyboard';
import { readStarted } from './session';

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

/** An address without a daemon: the graph is then the recorded sample. */
export const unreachable = 'unix:///nowhere/docker.sock';

/** Sets `layerwise.dockerHost` where a setting of the machine belongs; undefined takes it back. */
export function setDockerHost(host: string | undefined): void {
  const file = path.join(readStarted().profile.userData, 'Machine', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ 'layerwise.dockerHost': host }));
}
