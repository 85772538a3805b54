import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join('scripts', 'sample', 'createSampleWorkspace.mjs');
const sample = join('content', 'sample');

suite('The sample project', () => {
  let folder = '';
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

  suiteSetup(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwise-sample-'));
    // A user's git configuration must not change the history.
    const env = { ...process.env, HOME: folder, GIT_AUTHOR_NAME: 'Somebody else', GIT_DIR: join(folder, 'elsewhere') };
    execFileSync(process.execPath, [script, folder], { env });
  });
  suiteTeardown(() => rmSync(folder, { recursive: true, force: true }));

  test('has the same history on every machine', () => {
    assert.equal(git('rev-list', '--count', 'HEAD'), '12');
    assert.equal(git('log', '-1', '--format=%an %aI'), 'Robin Vega 2025-03-27T09:26:00+01:00');
    assert.equal(git('log', '--diff-filter=D', '--format=%s'), '');
  });

  test('ends in the state that content/sample holds', () => {
    assert.equal(git('status', '--porcelain', '--ignored'), '');
    const names = readdirSync(sample, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => statSync(join(sample, name)).isFile()).map((name) => name.replaceAll('\\', '/'));
    const read = (root: string, name: string) => readFileSync(join(root, name), 'utf8');
    assert.deepEqual(git('ls-files').split('\n').sort(), files.sort());
    for (const name of files) assert.equal(read(folder, name), read(sample, name), name);
  });

  test('tells a story of many source edits and few edits of dependencies', () => {
    const commits = (...paths: string[]) => Number(git('rev-list', '--count', 'HEAD', '--', ...paths));
    assert.equal(commits('package-lock.json'), 3);
    assert.equal(commits('src', 'public', 'test'), 9);
  });
});
