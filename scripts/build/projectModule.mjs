/** Loads the project's own TypeScript into a script: what the build and the generator read is what the product reads. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { outFolder, projectFolder } from '../setup/paths.mjs';

/**
 * Bundles a module and loads it afresh.
 * @param {string} name of the bundle below `out/build`
 * @param {string} contents TypeScript whose imports are relative to the project's folder
 * @returns {Promise<any>} what the module exports
 */
export async function loadProjectModule(name, contents) {
  const outfile = join(outFolder, 'build', `${name}.js`);
  await build({
    stdin: { contents, resolveDir: projectFolder },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    absWorkingDir: projectFolder,
  });
  const require = createRequire(import.meta.url);
  delete require.cache[outfile];
  return require(outfile);
}
