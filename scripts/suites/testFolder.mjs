/** Fresh folders for the suites that open VS Code: a copy of the sample project, and room for a profile. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSampleWorkspace } from '../sample/createSampleWorkspace.mjs';
import { outFolder, stateFolder } from '../setup/paths.mjs';

/**
 * Makes `out/<suite>` anew, with a copy of the sample project.
 * @param {string} suite
 * @returns {Promise<{ folder: string, sample: string }>} absolute paths
 */
export async function testFolder(suite) {
  const folder = join(outFolder, suite);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sample = join(folder, 'sample');
  await createSampleWorkspace(sample);
  return { folder, sample };
}

/**
 * The packaged extension.
 * @throws {Error} when it has not been packaged
 */
export function vsixFile() {
  const file = join(stateFolder, 'layerwise.vsix');
  if (!existsSync(file)) throw new Error(`There is no ${file}. Make it with: node scripts/package.mjs`);
  return file;
}
