/** Runs one suite as a process of its own, bounded in time, and gives its counts. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { endTree } from '../setup/processTree.mjs';
import { forgetResult, readResult } from '../suites/results.mjs';

/** Process ids of running suites, so that an interrupted `npm test` can end them. */
export const runningSuites = new Set();

/**
 * @param {import('../suites/suites.mjs').Suite} suite
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<import('../suites/results.mjs').SuiteResult>} never throws: a crash or a timeout is a failure with a name
 */
export async function runSuite(suite, environment) {
  const script = suite.script ?? join(projectFolder, 'scripts', 'suites', `${suite.name}.mjs`);
  if (!existsSync(script)) return failure(`the suite ${suite.name} has no script ${script}`);
  forgetResult(suite.name);
  const ending = await runToEnd(script, suite.minutes, environment);
  const result = readResult(suite.name);
  if (!result) return failure(`the suite ${suite.name} ${ending.words} without a result`);
  const endedBadly = ending.timedOut || (ending.code !== 0 && result.failed === 0);
  return endedBadly ? withFailure(result, `the suite ${suite.name} ${ending.words} after its tests`) : result;
}

function runToEnd(script, minutes, environment) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], {
      cwd: projectFolder,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
    });
    if (child.pid) runningSuites.add(child.pid);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endTree(child.pid);
    }, minutes * 60_000);
    const finish = (code, words) => {
      clearTimeout(timer);
      runningSuites.delete(child.pid);
      resolve({ code, timedOut, words: timedOut ? `was ended after ${minutes} minutes` : words });
    };
    child.on('error', (error) => finish(1, `could not be started (${error.message})`));
    child.on('exit', (code, signal) => finish(code ?? 1, signal ? `was ended by ${signal}` : `ended with exit code ${code}`));
  });
}

function failure(words) {
  return { passed: 0, failed: 1, skipped: 0, failures: [words] };
}

function withFailure(result, words) {
  return { ...result, failed: result.failed + 1, failures: [...(result.failures ?? []), words] };
}
