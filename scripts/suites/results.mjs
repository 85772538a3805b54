/** The counts that a suite hands to `npm test`, as a file, because a suite is a process of its own. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outFolder } from '../setup/paths.mjs';

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} [failures] titles of what failed
 * @property {string} [reason] why the whole suite was skipped, and what to do
 */

const folder = join(outFolder, 'results');
const fileOf = (suite) => join(folder, `${suite}.json`);

/** Writes `out/results/<suite>.json` in one go, so that a reader never sees half of it. */
export function writeResult(suite, result) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${fileOf(suite)}.part`, JSON.stringify(result, null, 2));
  renameSync(`${fileOf(suite)}.part`, fileOf(suite));
}

/** @returns {SuiteResult | undefined} undefined when the suite has written none */
export function readResult(suite) {
  return existsSync(fileOf(suite)) ? JSON.parse(readFileSync(fileOf(suite), 'utf8')) : undefined;
}

export function forgetResult(suite) {
  rmSync(fileOf(suite), { force: true });
}
