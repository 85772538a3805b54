/** Installs the packages of a folder with a lock file of its own, when they are missing or the lock has changed. Node.js built-ins only. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNpm } from './run.mjs';
import { step } from './steps.mjs';

const timeoutMs = 900_000;

/**
 * Quick when everything is there already.
 * @param {string} folder holds a package.json and its lock
 * @param {string} title of the step
 * @throws {import('./steps.mjs').StepFailure} when npm cannot install them
 */
export async function installPackages(folder, title) {
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
