/** Ignore files on a real Engine: which the product calls unreadable, and what its fix sends. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LanguageService, type CheckResult } from '../../server/language/languageService';
import { editedText } from '../../server/language/rules/rule';
import { readDockerfileFacts } from '../../server/world/dockerfileContext';
import { arrivedFiles } from './arrivedFiles';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, removeEverything, removeFolder, writeFiles } from './engine';
import { clientGeneration } from './engineRules';
import { noContent } from '../core/noContent';

const service = new LanguageService(noContent);
const files: Readonly<Record<string, string>> = {
  'app.log': '', 'other.log': '', 'package.json': '{}', 'notes/todo.md': '', 'notes/other.md': '', 'notes/deep/one.md': '', 'docs/a b/one.txt': '', 'docs/two.txt': '',
  'src/main.js': '', 'src/main.test.js': '', 'src/lib/one.js': '', 'src/lib/one.test.js': '', 'web/lib/three.js': '',
};

/** An ignore file, what a COPY names, and which files more are sent once the fix is applied; none where there is no fix. */
const takenBack: readonly (readonly [ignore: string, sources: string, more: readonly string[] | undefined])[] = [
  ['notes', 'notes/todo.md', ['notes/todo.md']],
  ['notes/', 'notes', ['notes/deep/one.md', 'notes/other.md', 'notes/todo.md']],
  ['*.log\nnotes\ndocs', 'app.log notes/deep "docs/a b"', ['app.log', 'docs/a b/one.txt', 'notes/deep/one.md']],
  ['*', 'package.json notes', ['notes/deep/one.md', 'notes/other.md', 'notes/todo.md', 'package.json']],
  ['**', 'src/lib', ['src/lib/one.js', 'src/lib/one.test.js']],
  ['src/lib', 'src/lib/one.js', ['src/lib/one.js']],
  ['**/lib', 'src/lib', ['src/lib/one.js', 'src/lib/one.test.js']],
  ['notes\r\n*.log\r\n', 'app.log', ['app.log']],
  ['**/*.test.js\nsrc', 'src', undefined],
  ['src/*', 'src/missing.js', undefined],
];

const unreadable: readonly (readonly [ignore: string, words: RegExp])[] = [
  ['!', /illegal exclusion pattern: "!"/],
  ['*.log\n  ! ', /illegal exclusion pattern: "!"/],
  ['[', /syntax error in pattern/],
  ['notes/[a-', /syntax error in pattern/],
  ['[]', /syntax error in pattern/],
  ['src\\', /syntax error in pattern/],
  ['src\\public', /syntax error in pattern/],
];

suite('ignore files that are mended, on a real Engine', function () {
  this.timeout(120_000);
  let folder = '';
  suiteSetup(() => ensureBaseImage());
  setup(() => void (folder = createFolder(files)));
  teardown(() => removeFolder(folder));
  suiteTeardown(() => removeEverything());

  const check = async (dockerfile: string): Promise<CheckResult> => {
    writeFiles(folder, { Dockerfile: dockerfile });
    return service.checkDockerfile(service.parseDockerfile(dockerfile), await readDockerfileFacts(join(folder, 'Dockerfile')), {});
  };

  for (const [ignore, sources, more] of takenBack) {
    test(`${JSON.stringify(ignore)}: COPY ${sources}`, async () => {
      writeFiles(folder, { '.dockerignore': ignore });
      const names = [...sources.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
      const dockerfile = `FROM ${busyboxImage}\nCOPY ${JSON.stringify([...names, '/x/'])}\n`;
      const { findings } = await check(dockerfile);
      assert.ok(findings.length > 0 && findings.every(({ rule }) => rule === 'copy-ignored-file'));
      const failed = await buildImage(folder);
      assert.ok(!failed.ok && /not found|no such file or directory/.test(failed.output), failed.output);
      const fix = findings[0]!.fixes[0]?.otherFile;
      assert.equal(fix !== undefined, more !== undefined);
      if (!fix || !more) return;
      const before = await arrivedFiles(folder, 'COPY . /x/');
      writeFiles(folder, { [fix.name]: editedText(fix) });
      const after = await arrivedFiles(folder, 'COPY . /x/');
      const isFile = (path: string): boolean => !path.endsWith('/');
      assert.deepEqual(after.filter(isFile), [...before.filter(isFile), ...more].sort());
      assert.deepEqual((await check(dockerfile)).findings, []);
      const mended = await buildImage(folder);
      assert.ok(mended.ok, mended.output);
    });
  }

  for (const [ignore, words] of unreadable) {
    test(`${JSON.stringify(ignore)} fails a build that needs a file, and no other`, async () => {
      writeFiles(folder, { '.dockerignore': ignore });
      const needing = `FROM ${busyboxImage}\nCOPY package.json /\n`;
      assert.deepEqual((await check(needing)).ignoreFileFindings.map(({ rule }) => rule), ['malformed-ignore-file']);
      const refused = await buildImage(folder);
      assert.equal(refused.ok, false);
      assert.match(refused.output, words);
      for (const other of [`FROM ${busyboxImage}\nWORKDIR /srv\n`, `FROM ${busyboxImage} AS other\nCOPY package.json /\nFROM ${busyboxImage}\nWORKDIR /srv\n`]) {
        assert.deepEqual((await check(other)).ignoreFileFindings, []);
        const built = await buildImage(folder);
        assert.ok(built.ok, built.output);
      }
    });
  }

  test('an escape that no path is compared with fails only the older client', async () => {
    writeFiles(folder, { '.dockerignore': '!src\\public\n*\nsrc\\public\n!package.json\n!Dockerfile\n' });
    assert.deepEqual((await check(`FROM ${busyboxImage}\nCOPY package.json /\n`)).ignoreFileFindings, []);
    const { ok, output } = await buildImage(folder, { options: ['--no-cache'] });
    assert.equal(ok, (await clientGeneration()) === 'current', output);
  });
});
