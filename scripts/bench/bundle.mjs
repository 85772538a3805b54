/** TypeScript parts of the bench, which call the project's own modules. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { composeSchema } from '../build/composeSchema.mjs';
import { outFolder, projectFolder } from '../setup/paths.mjs';

/** Bundles `test/bench/<name>.ts` and gives what it exports. */
export async function importBench(name) {
  const outfile = join(outFolder, 'bench', `${name}.mjs`);
  await build({ entryPoints: [join(projectFolder, 'test', 'bench', `${name}.ts`)], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', plugins: [composeSchema], logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}
