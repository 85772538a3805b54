/** The panel in a real VS Code: from the key that opens it to the first node that is drawn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSampleWorkspace } from '../../sample/createSampleWorkspace.mjs';
import { packageExtension } from '../../package.mjs';
import { outFolder } from '../../setup/paths.mjs';
import { createProfile, installExtension, openBrowser, prepareWorkbench, startServer, workbenchAddress } from '../../workbench/host.mjs';
import { percentile } from '../statistics.mjs';

const rounds = 7;
const patience = 60_000;

/**
 * On the daemon of DOCKER_HOST. The first opening, which starts the extension and its server, counts apart.
 * @returns {Promise<{ first: number, again: { median: number, longest: number } }>} milliseconds
 */
export async function measureWorkbench() {
  const extension = await packageExtension();
  await prepareWorkbench();
  // Below the project, as the tests do it: the workbench's own folders are there.
  const folder = mkdtempSync(join(outFolder, 'bench-graph-'));
  const sample = join(folder, 'sample');
  await createSampleWorkspace(sample);
  const profile = createProfile(join(folder, 'profile'), {
    keybindings: [{ key: 'ctrl+alt+shift+8', command: 'layerwise.showGraph' }, { key: 'ctrl+alt+shift+7', command: 'workbench.action.closeAllEditors' }],
    settings: { 'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none' },
  });
  await installExtension(profile, extension);
  const server = await startServer(profile, { env: { HOME: profile.home, DOCKER_HOST: process.env.DOCKER_HOST }, args: [] });
  const browser = await openBrowser(join(folder, 'browser'));
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(workbenchAddress(server, sample, []), { waitUntil: 'commit' });
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: patience });
    await page.waitForTimeout(8_000);
    const times = [];
    for (let round = 0; round < rounds; round += 1) times.push(await openOnce(page));
    const again = times.slice(1);
    return { first: times[0], again: { median: percentile(again, 0.5), longest: Math.max(...again) } };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openOnce(page) {
  const started = performance.now();
  await page.keyboard.press('Control+Alt+Shift+8');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  // The sample and a state that is being read draw nothing of the daemon.
  await frame.locator('.history g.node').first().waitFor({ timeout: patience });
  const time = performance.now() - started;
  await page.waitForTimeout(1_500);
  // The page passes on the keys that it has no use for.
  await page.locator('.tab.active').first().click();
  await page.keyboard.press('Control+Alt+Shift+7');
  await page.locator('iframe.webview').first().waitFor({ state: 'detached', timeout: patience });
  await page.waitForTimeout(1_000);
  return time;
}
