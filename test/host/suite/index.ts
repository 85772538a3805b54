/**
 * What VS Code calls inside its extension host: from `@vscode/test-electron` on a desktop, or from the npm workbench.
 * Results go to the console, and as JSON to the file that `LAYERWISE_TEST_RESULTS` names.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

interface Results {
  passed: number;
  failed: number;
  skipped: number;
  /** Titles; what went wrong is on the console. */
  failures: string[];
}

/** @throws Error when a test failed, as both hosts expect it */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: 'spec', color: false });
  const files = fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort();
  for (const file of files) mocha.addFile(path.join(__dirname, file));
  const results = await runAll(mocha);
  writeResults(results);
  if (results.failed > 0) throw new Error(`${results.failed} tests failed.`);
  if (results.passed === 0) throw new Error('No test was run.');
}

function runAll(mocha: Mocha): Promise<Results> {
  const results: Results = { passed: 0, failed: 0, skipped: 0, failures: [] };
  return new Promise((resolve) => {
    mocha
      .run(() => resolve(results))
      .on('pass', () => (results.passed += 1))
      .on('pending', () => (results.skipped += 1))
      .on('fail', (test) => {
        results.failed += 1;
        results.failures.push(test.fullTitle());
      });
  });
}

/** Through a second file, so that whoever waits for the results never reads half of them. */
function writeResults(results: Results): void {
  const file = process.env['LAYERWISE_TEST_RESULTS'];
  if (!file) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.unfinished`, JSON.stringify(results, null, 2));
  fs.renameSync(`${file}.unfinished`, file);
}
