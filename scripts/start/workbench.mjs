/** Opens the npm workbench in the browser, until Ctrl+C. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stateFolder } from '../setup/paths.mjs';
import { step } from '../setup/steps.mjs';
import { createProfile, installExtension, prepareWorkbench, remoteName, startServer, workbenchAddress } from '../workbench/host.mjs';

/**
 * Installs the workbench and the extension and starts the server.
 * @param {{ vsix: string, folder: string, file?: string, port?: number, open: boolean }} what absolute paths; file is shown first
 * @returns {Promise<{ address: string, ended: Promise<number | null>, stop(): Promise<void> }>}
 * @throws {import('../setup/steps.mjs').StepFailure}
 */
export async function openInWorkbench({ vsix, folder, file, port, open }) {
  await prepareWorkbench();
  const profile = createProfile(join(stateFolder, 'workbench'));
  await step('Install Layerwise into the workbench', () => installExtension(profile, vsix), {
    remedy: 'delete the folder .layerwise/workbench and run npm start again',
  });
  const server = await step('Start the workbench', () => startServer(profile, { port }), {
    remedy: port ? 'npm start -- --port N with a free port, or npm start without --port' : 'npm start once more; the log above says more',
  });
  const payload = file ? [['openFile', remoteName(server, file)]] : [];
  const address = workbenchAddress(server, folder, payload);
  if (open) openAddress(address);
  return { address, ended: server.ended, stop: server.stop };
}

/** Opens the user's browser where there is a screen. The address is printed anyway, so a failure needs no word. */
function openAddress(address) {
  const [command, ...args] = opener(address);
  if (!command) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function opener(address) {
  if (process.platform === 'darwin') return ['open', address];
  const hasScreen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasScreen ? ['xdg-open', address] : [];
}
