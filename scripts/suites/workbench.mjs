/** Playwright drives the VS Code from npm as a user does, with Layerwise installed from its VSIX. */
import { readFileSync, rmSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, stateFolder } from '../setup/paths.mjs';
import { reportFailure } from '../setup/steps.mjs';
import { createProfile, installExtension, prepareWorkbench, startServer } from '../workbench/host.mjs';
import { runMocha } from './mocha.mjs';
import { writeResult } from './results.mjs';
import { testFolder, vsixFile } from './testFolder.mjs';

try {
  await prepareWorkbench();
  await runSuite(await testFolder('workbench'));
} catch (error) {
  reportFailure(error);
  writeResult('workbench', { passed: 0, failed: 1, skipped: 0, failures: [error.title ?? error.message.split('\n')[0]] });
  process.exitCode = 1;
}

async function runSuite({ folder, sample }) {
  const profile = createProfile(join(folder, 'profile'), { keybindings: keybindings(), settings: { 'files.autoSave': 'off' } });
  await installExtension(profile, vsixFile());
  const screenshots = join(stateFolder, 'screenshots');
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(screenshots, { recursive: true });
  const server = await startServer(profile, { env: { HOME: profile.home }, args: [] });
  try {
    const { host, port, token } = server;
    process.env.LAYERWISE_WORKBENCH = JSON.stringify({ server: { host, port, token }, profile, sample, folder, screenshots });
    // A key pressed while the workbench moves the focus is lost; a test that fails for good fails every time.
    await runMocha('workbench', { timeoutMs: 120_000, retries: 2 });
  } finally {
    await server.stop();
  }
}

/** One chord for each command that needs arguments; everything else is done with the keys that users have. */
function keybindings() {
  const chords = JSON.parse(readFileSync(join(projectFolder, 'test', 'workbench', 'chords.json'), 'utf8'));
  return Object.entries(chords).map(([command, { key, args }]) => ({ key, command, args }));
}
