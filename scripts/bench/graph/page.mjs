/** The page of a webview in Chromium without VS Code: its script under the same policy, messages from the bench instead of the extension. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../workbench/browser.mjs';

/** Bench and tests run in the project's top folder. */
const distFolder = join(process.cwd(), 'dist');
const address = 'http://graph.test/';
const nonce = 'bench';
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;

/** Stands in for VS Code: keeps the page's memory, notes what it says, and tells the time at which something is drawn. */
const stub = `
globalThis.told = [];
let memory;
globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => told.push(message), getState: () => memory, setState: (next) => { memory = next; } });
globalThis.refusals = [];
document.addEventListener('securitypolicyviolation', (event) => refusals.push(event.violatedDirective + ' ' + event.blockedURI));
/** Gives the page an update; milliseconds until the frame after which \`selector\` is drawn. */
globalThis.receive = (update, selector) => new Promise((resolve) => {
  const started = performance.now();
  window.postMessage({ type: 'update', update }, '*');
  const look = () => requestAnimationFrame(() => {
    if (selector === undefined || document.querySelector(selector)) setTimeout(() => resolve(performance.now() - started));
    else look();
  });
  window.addEventListener('message', () => look(), { once: true });
});
/**
 * Frames each second and the longest of them, in milliseconds, for as long as said, while each frame turns the wheel:
 * \`turn(index)\` gives what a wheel event says, or nothing. \`moved\`: in how many of the frames the drawing stood elsewhere.
 */
globalThis.countFrames = (milliseconds, turn) => new Promise((resolve) => {
  const view = document.querySelector('.history');
  const svg = view.querySelector('svg');
  const { left, top, width, height } = view.getBoundingClientRect();
  const middle = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
  const place = () => svg.style.transform + svg.firstElementChild?.getAttribute('transform') + [...svg.children].map((child) => child.getAttribute('transform')).join();
  const times = [];
  let moved = 0;
  let before = place();
  const step = () => {
    times.push(performance.now());
    const now = place();
    if (now !== before) moved += 1;
    before = now;
    const more = turn?.(times.length);
    if (more) svg.dispatchEvent(new WheelEvent('wheel', { ...middle, ...more }));
    if (times.at(-1) - times[0] < milliseconds) requestAnimationFrame(step);
    else {
      const elapsed = times.at(-1) - times[0];
      const each = times.slice(1).map((at, index) => at - times[index]);
      resolve({ frames: (1000 * each.length) / elapsed, moved: (1000 * moved) / elapsed, longest: Math.max(...each) });
    }
  };
  requestAnimationFrame(step);
});
globalThis.turns = {
  still: () => undefined,
  pan: (index) => ({ deltaX: 9, deltaY: index % 120 < 60 ? 23 : -23 }),
  zoom: (index) => ({ deltaY: index % 60 < 30 ? -40 : 40, ctrlKey: true }),
};`;

const styles = { dark: 'vscode-dark', light: 'vscode-light' };

/** @returns {Promise<{ browser: import('playwright-core').BrowserContext, close: () => Promise<void> }>} */
export async function openChromium() {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  const browser = await openBrowser(folder);
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { browser, close };
}

/** The graph's page, as `openWebviewPage` opens it. */
export function openGraphPage(browser, theme = 'dark') {
  return openWebviewPage(browser, 'graph.js', theme);
}

/**
 * A fresh page, ready for messages.
 * @param {import('playwright-core').BrowserContext} browser
 * @param {string} script of `dist`
 * @param {'dark' | 'light'} theme
 * @param {readonly string[]} libraries of `dist` that go before it
 * @returns {Promise<{ page: import('playwright-core').Page, errors: string[] }>} `errors`: what the console said of errors
 */
export async function openWebviewPage(browser, script, theme = 'dark', libraries = ['mermaid.js']) {
  const scripts = [...libraries, script];
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.route(`${address}**`, (route) => route.fulfill(answer(new URL(route.request().url()).pathname, scripts, theme)));
  await page.goto(address);
  await page.waitForFunction(() => globalThis.told.some(({ type }) => type === 'ready'));
  return { page, errors };
}

function answer(path, scripts, theme) {
  if (path === '/') return { contentType: 'text/html', body: html(scripts, theme) };
  if (path.endsWith('.js')) return { contentType: 'text/javascript', body: readFileSync(join(distFolder, path.slice(1)), 'utf8') };
  return { status: 204, body: '' };
}

function html(scripts, theme) {
  const colours = theme === 'dark' ? '--vscode-foreground: #ccc; --vscode-editor-background: #1f1f1f; --vscode-editor-foreground: #ccc' : '--vscode-foreground: #333; --vscode-editor-background: #fff; --vscode-editor-foreground: #333';
  return `<!DOCTYPE html><html lang="en" style="${colours}; --vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-focusBorder: #0078d4"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Layerwise</title></head>
<body class="${styles[theme]}"><script nonce="${nonce}">${stub}</script>${scripts.map((name) => `<script nonce="${nonce}" src="/${name}"></script>`).join('')}</body></html>`;
}
