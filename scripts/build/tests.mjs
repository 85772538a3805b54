/** Bundles the tests to `out/test`, one file for each test file, so that mocha and the extension host can load them. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { outFolder, projectFolder } from '../setup/paths.mjs';
import { composeSchema } from './composeSchema.mjs';

const suites = ['core', 'lsp', 'daemon', 'host/suite', 'host/coexistence', 'workbench'];
const bundledFolder = join(outFolder, 'test');

/** Writes `out/test/<suite>/…/<name>.test.js`; libraries stay in `node_modules`. Bundles of deleted tests go. */
export async function bundleTests() {
  rmSync(bundledFolder, { recursive: true, force: true });
  const entryPoints = suites.flatMap((suite) => testFilesIn(join(projectFolder, 'test', suite)));
  if (entryPoints.length === 0) return;
  await build({
    entryPoints,
    outdir: bundledFolder,
    outbase: join(projectFolder, 'test'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: true,
    plugins: [composeSchema],
    logLevel: 'warning',
    absWorkingDir: projectFolder,
  });
}

function testFilesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts') || name === 'index.ts')
    .map((name) => join(folder, name));
}
