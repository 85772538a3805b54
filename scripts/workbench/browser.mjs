/** Opens Chromium on a workbench. Needs the project's npm dependencies. */
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Path of a Chromium: `$CHROMIUM`, or where Linux distributions put it; undefined when there is none. */
export function chromiumExecutable() {
  return process.env.CHROMIUM || places.find((place) => existsSync(place));
}

/**
 * Starts a headless Chromium.
 * Webviews need a service worker, hence 127.0.0.1 and no blocking of service workers.
 * @param {string} folder where Chromium keeps its profile; absolute
 * @returns {Promise<import('playwright-core').BrowserContext>}
 * @throws {Error} when there is no Chromium
 */
export async function openBrowser(folder) {
  const executablePath = chromiumExecutable();
  if (!executablePath) throw new Error('No Chromium found. Install the package chromium, or set CHROMIUM to its path.');
  const { chromium } = await import('playwright-core');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launchPersistentContext(folder, {
    executablePath,
    viewport: { width: 1400, height: 900 },
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync', ...asRoot],
  });
}
