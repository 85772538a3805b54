/** Installs the npm workbench when it is missing or its lock file has changed. Node.js built-ins only. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNpm } from '../setup/run.mjs';
import { step, StepFailure } from '../setup/steps.mjs';
import { nodePackage, ownNodeIsNewEnough } from './nodeRuntime.mjs';
import { nodeFolder, vscodeFolder, workbenchFolder } from './paths.mjs';

const timeoutMs = 900_000;

/**
 * Makes the workbench ready to start. Quick when it already is.
 * @throws {StepFailure} when this machine has no workbench, or npm cannot install it
 */
export async function prepareWorkbench() {
  refuseUnsupportedMachine();
  await installPackages(workbenchFolder, 'Install the VS Code workbench (about 330 MB)');
  if (!ownNodeIsNewEnough()) await installPackages(nodeFolder, 'Install a Node.js for the workbench (about 190 MB)');
  linkModules();
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

async function installPackages(folder, title) {
  const stampFile = join(folder, 'node_modules', '.layerwise-lock');
  const stamp = installationStamp(folder);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const install = ['ci', '--ignore-scripts', '--no-fund', '--no-audit'];
  await step(title, () => runNpm(install, { cwd: folder, timeoutMs }), {
    remedy: `cd ${relative(process.cwd(), folder) || '.'} && npm ci --ignore-scripts (needs a reachable npm registry)`,
  });
  writeFileSync(stampFile, stamp);
}

/** The machine is part of the stamp, because a checkout may be shared between a container and its host. */
function installationStamp(folder) {
  const lock = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
  return `${lock} ${process.platform}-${process.arch}`;
}

/** The renderer asks for `lib/vscode/node_modules/…`, whereas npm keeps one flat folder above. */
function linkModules() {
  const link = join(vscodeFolder, 'node_modules');
  if (!existsSync(link)) symlinkSync(join('..', '..', '..'), link);
}
