/** Installs the npm workbench when it is missing or its lock file has changed. Node.js built-ins only. */
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../setup/packageFolder.mjs';
import { StepFailure } from '../setup/steps.mjs';
import { nodePackage, ownNodeIsNewEnough } from './nodeRuntime.mjs';
import { nodeFolder, vscodeFolder, workbenchFolder } from './paths.mjs';

/**
 * Makes the workbench ready to start. Quick when it already is.
 * @throws {StepFailure} when this machine has no workbench, or npm cannot install it
 */
export async function prepareWorkbench() {
  refuseUnsupportedMachine();
  await installPackages(workbenchFolder, 'Install the VS Code workbench (about 330 MB)');
  await prepareNode();
  linkModules();
}

/** Makes a Node.js ready that is new enough for `nodeExecutable()` to give. */
export async function prepareNode() {
  if (!ownNodeIsNewEnough()) await installPackages(nodeFolder, 'Install a newer Node.js (about 190 MB)');
}

function refuseUnsupportedMachine() {
  const remedy = 'install VS Code, put its command `code` on PATH, and run `npm start` again';
  const machine = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new StepFailure('Prepare the VS Code workbench', 'The npm workbench has no build for Windows.', remedy);
  }
  if (ownNodeIsNewEnough() || nodePackage()) return;
  const reason = `The workbench needs Node.js 22.15 or newer; this is ${process.versions.node}, and npm has none for ${machine}.`;
  throw new StepFailure('Prepare the VS Code workbench', reason, `install Node.js 24, or ${remedy}`);
}

/** The renderer asks for `lib/vscode/node_modules/…`, whereas npm keeps one flat folder above. */
function linkModules() {
  const link = join(vscodeFolder, 'node_modules');
  if (!existsSync(link)) symlinkSync(join('..', '..', '..'), link);
}
