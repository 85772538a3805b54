/** The graph's webview. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { runCommand } from './keyboard';
import { pictureView, type PictureView } from './pictureView';
import { readStarted } from './session';

/** Runs the command from the palette and waits until something is drawn. */
export async function openGraph(page: Page): Promise<PictureView> {
  await runCommand(page, 'Layerwise: Show Docker Graph');
  return pictureView(page);
}

/** An address without a daemon: the graph is then the recorded sample. */
export const unreachable = 'unix:///nowhere/docker.sock';

/** Sets `layerwise.dockerHost` where a setting of the machine belongs; undefined takes it back. */
export function setDockerHost(host: string | undefined): void {
  const file = path.join(readStarted().profile.userData, 'Machine', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ 'layerwise.dockerHost': host }));
}
