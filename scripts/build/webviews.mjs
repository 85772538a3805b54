/** Bundles each `media/<name>/main.ts` into `dist/<name>.js` for the browser. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { distFolder, projectFolder } from '../setup/paths.mjs';

const mediaFolder = join(projectFolder, 'media');

/**
 * Writes the webviews' scripts. A webview that needs an esbuild plugin has it in `plugins/<name>.mjs`, exported as `plugins`.
 * @returns {Promise<readonly import('esbuild').Metafile[]>} what is in them
 */
export async function bundleWebviews() {
  const metafiles = [];
  for (const { name } of readdirSync(mediaFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const entry = join(mediaFolder, name, 'main.ts');
    if (!existsSync(entry)) continue;
    const { metafile } = await build({
      entryPoints: [entry],
      outfile: join(distFolder, `${name}.js`),
      bundle: true,
      platform: 'browser',
      target: 'chrome120',
      format: 'iife',
      minify: true,
      sourcemap: 'external',
      metafile: true,
      legalComments: 'none',
      loader: { '.css': 'text' },
      plugins: await pluginsOf(name),
      logLevel: 'warning',
      absWorkingDir: projectFolder,
    });
    metafiles.push(metafile);
  }
  return metafiles;
}

async function pluginsOf(name) {
  const file = join(projectFolder, 'scripts', 'build', 'plugins', `${name}.mjs`);
  return existsSync(file) ? (await import(pathToFileURL(file).href)).plugins : [];
}
