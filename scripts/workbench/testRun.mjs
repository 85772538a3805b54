/** One run of a test module inside the workbench, from start to end. */
import { join } from 'node:path';
import { runExtensionTests } from './extensionTests.mjs';
import { openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/**
 * Starts server and browser, runs the tests and ends both.
 * @param {import('./profile.mjs').Profile} profile with the extension installed
 * @param {{ folder: string, developmentPaths: readonly string[], testsPath: string, env?: Record<string, string>,
 *   onLine?: (line: string, kind: string) => void }} options as of `runExtensionTests`; env is what the tests see
 * @returns {Promise<number>} the exit code
 * @throws {Error} when there is no result
 */
export async function runTestsInWorkbench(profile, options) {
  const server = await startServer(profile, {
    // A home folder of its own: what this user has set up must not change the result.
    env: { HOME: profile.home, ...options.env },
    args: ['--enable-smoke-test-driver', '--disable-workspace-trust'],
  });
  try {
    const browser = await openBrowser(join(profile.folder, 'browser'));
    try {
      return await runExtensionTests(browser, server, options);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
