/** Runs one suite's bundled tests with mocha in this process and writes the counts for `npm test`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { outFolder, projectFolder } from '../setup/paths.mjs';
import { writeResult } from './results.mjs';

const secondsToEnd = 10;

/**
 * Runs `out/test/<suite>/**\/*.test.js`. Tests see the project's top folder as their working directory.
 * Sets the exit code to 1 when a test fails or none is found.
 * @param {string} suite
 * @param {{ timeoutMs: number, retries?: number }} options the longest time of one test, and how often a failed one is tried again
 */
export async function runMocha(suite, { timeoutMs, retries = 0 }) {
  process.chdir(projectFolder);
  process.setSourceMapsEnabled(true);
  const files = testFiles(join(outFolder, 'test', suite));
  if (files.length === 0) {
    process.exitCode = 1;
    writeResult(suite, { passed: 0, failed: 1, skipped: 0, failures: [`no test of the suite ${suite} was found`] });
    return;
  }
  const mocha = new Mocha({ ui: 'tdd', timeout: timeoutMs, retries, reporter: 'spec', forbidOnly: true });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = [];
  const runner = await new Promise((resolve) => {
    const running = mocha.run(() => resolve(running));
    running.on('fail', (test) => failures.push(test.fullTitle()));
    running.on('retry', (test, error) => console.log(`    tried again: ${test.fullTitle()}: ${error.message.split('\n')[0]}`));
  });
  const result = { passed: runner.stats.passes, failed: failures.length, skipped: runner.stats.pending, failures };
  writeResult(suite, result);
  process.exitCode = failures.length > 0 ? 1 : 0;
  endWhenSomethingIsLeft(suite, result);
}

/** A test that leaves a server or a connection open keeps the process alive: a failure, said with what is open. */
function endWhenSomethingIsLeft(suite, result) {
  const timer = setTimeout(() => {
    const left = process.getActiveResourcesInfo().filter((name) => !['TTYWrap', 'PipeWrap', 'Timeout'].includes(name));
    const title = `something is still open ${secondsToEnd} s after the last test: ${[...new Set(left)].join(', ') || 'a timer'}`;
    console.error(`  ${title}`);
    writeResult(suite, { ...result, failed: result.failed + 1, failures: [...result.failures, title] });
    process.exit(1);
  }, secondsToEnd * 1000);
  timer.unref();
}

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => join(folder, name));
}
