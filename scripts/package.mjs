#!/usr/bin/env node
/** Packs what the build has made into a VSIX: `node scripts/package.mjs`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { projectFolder, stateFolder } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { reportFailure, step } from './setup/steps.mjs';

/**
 * Writes `.layerwise/layerwise.vsix` from `dist/` and what `.vscodeignore` allows. Needs no network.
 * @returns {Promise<string>} the file's path
 * @throws {import('./setup/steps.mjs').StepFailure}
 */
export async function packageExtension() {
  const file = join(stateFolder, 'layerwise.vsix');
  mkdirSync(stateFolder, { recursive: true });
  const program = join('node_modules', '@vscode', 'vsce', 'vsce');
  const args = [program, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  const options = { cwd: projectFolder, env: { ...process.env, NO_COLOR: '1' }, timeoutMs: 120_000 };
  await step('Package the extension', () => run(process.execPath, args, options), {
    remedy: 'npm run build, then node scripts/package.mjs',
  });
  return file;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    await installDependencies();
    await build();
    console.log(await packageExtension());
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
