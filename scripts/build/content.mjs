/** Compiles `content/` into `dist/content.json` with the project's own reader. */
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { distFolder, outFolder, projectFolder } from '../setup/paths.mjs';

const reader = join(projectFolder, 'server', 'world', 'contentFolder.ts');

/** @throws when a content file is not as its reader wants it; the message names the file */
export async function compileContent() {
  if (!existsSync(reader)) return;
  const outfile = join(outFolder, 'build', 'contentFolder.js');
  await build({
    entryPoints: [reader],
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
  const content = await require(outfile).readContentFolder(join(projectFolder, 'content'));
  writeFileSync(join(distFolder, 'content.json'), JSON.stringify(content));
}
