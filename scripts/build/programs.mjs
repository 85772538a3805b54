/** Bundles the three Node.js programs: the VS Code client, the language server and the command line. */
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { distFolder, projectFolder } from '../setup/paths.mjs';
import { composeSchema } from './composeSchema.mjs';
import { leaveOutDockerodeExtras } from './plugins/dockerodeExtras.mjs';

const programs = [
  { name: 'client', entry: 'client/main.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/main.ts', external: [] },
  { name: 'cli', entry: 'server/cli.ts', external: [], banner: '#!/usr/bin/env node' },
];

/**
 * Writes `dist/{client,server,cli}.js`. CommonJS: the language server's libraries cannot be bundled as ES modules.
 * @returns {Promise<readonly import('esbuild').Metafile[]>} what is in them
 */
export async function bundlePrograms() {
  const metafiles = [];
  for (const program of programs) {
    const entry = join(projectFolder, program.entry);
    if (!existsSync(entry)) continue;
    const outfile = join(distFolder, `${program.name}.js`);
    const { metafile } = await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      minify: true,
      sourcemap: 'linked',
      metafile: true,
      external: program.external,
      banner: { js: program.banner ?? '' },
      plugins: [composeSchema, leaveOutDockerodeExtras],
      logLevel: 'warning',
      absWorkingDir: projectFolder,
    });
    if (program.banner) chmodSync(outfile, 0o755);
    metafiles.push(metafile);
  }
  return metafiles;
}
