/** Draws diagrams with mermaid in a headless Chromium. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { mermaidDiagrams } from '../build/plugins/mermaidDiagrams.mjs';
import { projectFolder } from '../setup/paths.mjs';
import { StepFailure } from '../setup/steps.mjs';
import { chromiumExecutable, openBrowser } from '../workbench/browser.mjs';

/**
 * @param {readonly import('./pictures.mjs').Planned[]} pictures
 * @param {(picture: import('./pictures.mjs').Planned, svg: string) => void} onDrawn called for each as soon as it is drawn
 * @throws where there is no Chromium, or mermaid cannot draw one; the message names it
 */
export async function drawPictures(pictures, onDrawn) {
  refuseWithoutChromium(pictures);
  const script = await bundleDrawing();
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-pictures-'));
  try {
    const browser = await openBrowser(folder);
    try {
      const [page = await browser.newPage()] = browser.pages();
      await page.setContent('<!DOCTYPE html><html><body></body></html>');
      await page.addScriptTag({ content: script });
      for (const picture of pictures) onDrawn(picture, await draw(page, picture));
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function refuseWithoutChromium(pictures) {
  const executable = chromiumExecutable();
  if (executable !== undefined && existsSync(executable)) return;
  const reason = executable === undefined ? 'There is no Chromium on this machine.' : `There is no Chromium at ${executable}.`;
  const remedy = 'install the package chromium or set CHROMIUM to its path, then npm run generate';
  throw new StepFailure(`Draw ${pictures.map(({ file }) => file).join(', ')}`, reason, remedy);
}

async function draw(page, { file, diagram: { mermaid, alternative } }) {
  try {
    return await page.evaluate(([name, text, words]) => globalThis.drawWalkthroughPicture(name, text, words), [file.replace('.svg', ''), mermaid, alternative]);
  } catch (error) {
    throw new Error(`${file} cannot be drawn: ${error.message}`, { cause: error });
  }
}

async function bundleDrawing() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import './media/mermaid/main';
        import { drawWalkthroughPicture } from './media/lesson/walkthroughPicture';
        Object.assign(globalThis, { drawWalkthroughPicture });`,
      resolveDir: projectFolder,
    },
    write: false,
    bundle: true,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    loader: { '.css': 'text' },
    plugins: [mermaidDiagrams],
    logLevel: 'warning',
    absWorkingDir: projectFolder,
  });
  return outputFiles[0].text;
}
