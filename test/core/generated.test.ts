import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

suite('generated files', function () {
  this.timeout(60_000);

  test('package.json and the pictures say what the settings table and the lessons say', () => {
    const project = join(__dirname, '..', '..', '..');
    const result = spawnSync(process.execPath, [join(project, 'scripts', 'generate.mjs'), '--check'], { cwd: project, encoding: 'utf8' });
    assert.equal(result.status, 0, `${result.stderr}${result.stdout}`);
  });
});
