import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

/** What `npm test` must not do: take a suite for passed that has crashed, hung or said nothing. */
suite('npm test runs a suite', () => {
  let folder = '';
  const moduleUrl = (path: string) => pathToFileURL(resolve(path)).href;

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwise-suite-'));
  });
  teardown(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(resolve('out', 'results', 'trial.json'), { force: true });
  });

  function runTrial(code: string, minutes = 1): SuiteResult {
    const script = join(folder, 'trial.mjs');
    writeFileSync(script, `import { writeResult } from '${moduleUrl('scripts/suites/results.mjs')}';\n${code}`);
    const call = `import { runSuite } from '${moduleUrl('scripts/test/runSuite.mjs')}';
      const result = await runSuite(${JSON.stringify({ name: 'trial', script, minutes })}, process.env);
      console.log(JSON.stringify(result));`;
    const runner = join(folder, 'runner.mjs');
    writeFileSync(runner, call);
    return JSON.parse(execFileSync(process.execPath, [runner], { encoding: 'utf8' })) as SuiteResult;
  }

  test('and hands on its counts', () => {
    const result = runTrial("writeResult('trial', { passed: 3, failed: 0, skipped: 1, failures: [] });");
    assert.deepEqual(result, { passed: 3, failed: 0, skipped: 1, failures: [] });
  });

  test('and counts a crash as a failure with a name', () => {
    const { failed, failures } = runTrial('process.exit(3);');
    assert.deepEqual({ failed, failures }, { failed: 1, failures: ['the suite trial ended with exit code 3 without a result'] });
  });

  test('and counts silence as a failure', () => {
    assert.equal(runTrial('').failed, 1);
  });

  test('and counts a bad end after good tests', () => {
    const result = runTrial("writeResult('trial', { passed: 3, failed: 0, skipped: 0 }); process.exit(1);");
    assert.deepEqual([result.passed, result.failed], [3, 1]);
  });

  test('and ends what hangs, with all that it started', () => {
    const pidFile = join(folder, 'child.pid');
    const code = `import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
      writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
      setInterval(() => {}, 1000);`;
    const { failed, failures } = runTrial(code, 0.1);
    assert.equal(failed, 1);
    assert.deepEqual(failures, ['the suite trial was ended after 0.1 minutes without a result']);
    assert.ok(existsSync(pidFile), 'the hanging suite came as far as starting its child');
    assert.equal(isAlive(Number(readFileSync(pidFile, 'utf8'))), false);
  });
});

/** A process that has ended but was not waited for yet counts as ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
}
