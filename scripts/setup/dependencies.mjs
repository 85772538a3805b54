/** Installs the npm dependencies when they are missing or the lock file has changed since. Node.js built-ins only. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './paths.mjs';
import { runNpm } from './run.mjs';
import { step } from './steps.mjs';

const lockFile = join(projectFolder, 'package-lock.json');
const modules = join(projectFolder, 'node_modules');
const stampFile = join(modules, '.layerwise-lock');
/** npm writes this file at the end of a complete install. */
const npmStamp = join(modules, '.package-lock.json');

/**
 * Makes `node_modules` fit `package-lock.json`. Quick when it already does.
 * @throws {import('./steps.mjs').StepFailure}
 */
export async function installDependencies() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(hash)) return;
  await step(
    'Install the npm dependencies',
    () => runNpm(['ci', '--ignore-scripts', '--no-fund', '--no-audit'], { cwd: projectFolder, timeoutMs: 600_000 }),
    { remedy: 'npm ci --ignore-scripts (needs a reachable npm registry)' },
  );
  writeFileSync(stampFile, hash);
}

function isInstalled(hash) {
  if (!existsSync(npmStamp)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return true;
  // Installed by hand after the lock file's last change.
  return statSync(npmStamp).mtimeMs >= statSync(lockFile).mtimeMs;
}
