/** Runs a test module inside the workbench's extension host, as `@vscode/test-electron` does with the desktop. */
import { format } from 'node:util';
import { remoteName, workbenchAddress } from './address.mjs';

/** Lines that the workbench itself writes beside the extension host's console. */
const workbenchLines = /^(%c|Resolv|Creating a socket|\[reconnection|\[AgentHost|\[AccountPolicy|Ignoring fetching|\[Service Worker|Updating additional|Creation of workbench|Started local ext|Settings Sync|An iframe which has both)/;

/**
 * Opens a folder and runs a test module in its extension host. The server must have been started with
 * `--enable-smoke-test-driver`: without it a built workbench ignores test modules.
 * @param {import('playwright-core').BrowserContext} browser
 * @param {import('./server.mjs').WorkbenchServer} server
 * @param {{ folder: string, developmentPaths: readonly string[], testsPath: string, timeoutMs?: number,
 *   onLine?: (line: string, kind: string) => void }} options
 *   folder, developmentPaths, testsPath: absolute paths; testsPath without extension, its module exports `run()`
 * @returns {Promise<number>} the exit code: 0 when `run()` resolved
 * @throws {Error} when there is no result: a crash, a server that ended, or no answer in time
 */
export async function runExtensionTests(browser, server, options) {
  const page = browser.pages()[0] ?? (await browser.newPage());
  const onLine = options.onLine ?? ((line) => console.log(line));
  let settle;
  const result = new Promise((resolve, reject) => (settle = { resolve, reject }));
  // The page may fail to open before anyone waits for the result.
  result.catch(() => undefined);
  await page.exposeFunction('codeAutomationLog', (kind, values) => {
    const line = format(...values);
    if (!workbenchLines.test(line)) onLine(line, kind);
  });
  await page.exposeFunction('codeAutomationExit', (code) => settle.resolve(code));
  page.on('crash', () => settle.reject(new Error('The browser tab crashed.')));
  void server.ended.then(() => settle.reject(new Error(`The workbench's server ended. Its log: ${server.log}`)));
  const timeoutMs = options.timeoutMs ?? 300_000;
  const timer = setTimeout(() => settle.reject(new Error(`No result within ${timeoutMs / 1000} s.`)), timeoutMs);
  const payload = [
    ...options.developmentPaths.map((path) => ['extensionDevelopmentPath', remoteName(server, path)]),
    ['extensionTestsPath', remoteName(server, options.testsPath)],
    ['skipWelcome', 'true'],
  ];
  try {
    await page.goto(workbenchAddress(server, options.folder, payload), { waitUntil: 'commit' });
    return await result;
  } finally {
    clearTimeout(timer);
  }
}
