import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFromArguments } from '../../server/commands/cacheArguments';
import { CommandError } from '../../server/commands/output';
import { LanguageService } from '../../server/language/languageService';
import { readBuildContext, readContextFile } from '../../server/world/buildContext';
import { readIdentities } from '../../server/world/fileIdentities';
import { readContentFolder } from '../../server/world/contentFolder';

const service = new LanguageService(readContentFolder(join(process.cwd(), 'content')));
let root = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

suiteSetup(() => {
  root = mkdtempSync(join(tmpdir(), 'layerwise-context-'));
});
suiteTeardown(() => rmSync(root, { recursive: true, force: true }));

suite('reading a build context', () => {
  setup(() => {
    rmSync(root, { recursive: true, force: true });
    write('a.txt', 'hello');
    write('src/deep/b.txt', '');
    mkdirSync(join(root, 'empty'));
  });

  test('names, types, sizes and modes', async () => {
    chmodSync(join(root, 'a.txt'), 0o640);
    const { entries, gap } = await readBuildContext(root);
    const found = new Map(entries.map((entry) => [entry.path, entry]));
    assert.deepEqual([...found.keys()].sort(), ['a.txt', 'empty', 'src', 'src/deep', 'src/deep/b.txt']);
    assert.equal(found.get('a.txt')?.size, 5);
    assert.equal(found.get('empty')?.type, 'directory');
    if (process.platform !== 'win32') assert.equal(found.get('a.txt')?.mode, 0o640);
    assert.equal(gap, undefined);
  });

  test('links are noted and never followed', async () => {
    symlinkSync('..', join(root, 'src/up'));
    symlinkSync('nowhere', join(root, 'broken'));
    const { entries } = await readBuildContext(root);
    const links = entries.filter(({ type }) => type === 'symlink').map(({ path, linkTarget }) => [path, linkTarget]);
    assert.deepEqual(links.sort(), [['broken', 'nowhere'], ['src/up', '..']]);
  });

  test('stops at the limit and says so', async () => {
    const { entries, gap } = await readBuildContext(root, { limit: 3 });
    assert.equal(entries.length, 3);
    assert.deepEqual(gap, { kind: 'limit', path: 'src', limit: 3 });
    assert.deepEqual((await readBuildContext(root, { limit: 4 })).gap, { kind: 'limit', path: 'src/deep', limit: 4 });
    assert.equal((await readBuildContext(root, { limit: 5 })).gap, undefined);
  });

  test('folders that are skipped are listed but not entered', async () => {
    const { entries } = await readBuildContext(root, { skipFolder: (path) => path === 'src' });
    assert.deepEqual(entries.map(({ path }) => path).sort(), ['a.txt', 'empty', 'src']);
  });

  if (process.platform !== 'win32') test('a socket is no file', async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'sock'), resolve));
    try {
      const { entries } = await readBuildContext(root);
      assert.equal(entries.find(({ path }) => path === 'sock')?.type, 'other');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('a missing folder is an error with its code', async () => {
    await assert.rejects(readBuildContext(join(root, 'gone')), { code: 'ENOENT' });
    assert.equal(await readContextFile(root, 'gone'), undefined);
  });

  test('identities follow the bytes, not the times', async () => {
    write('same.txt', 'hello');
    const read = async () => new Map((await readIdentities(root, (await readBuildContext(root)).entries, () => true)).map((entry) => [entry.path, entry.identity]));
    const before = await read();
    assert.equal(before.get('a.txt'), before.get('same.txt'));
    assert.notEqual(before.get('a.txt'), before.get('src/deep/b.txt'));
    assert.equal(before.get('src'), undefined);
    write('a.txt', 'hello, you');
    const after = await read();
    assert.notEqual(after.get('a.txt'), before.get('a.txt'));
    assert.equal(after.get('same.txt'), before.get('same.txt'));
  });
});

suite('the cache command', () => {
  const run = async (...words: string[]): Promise<string> => {
    let out = '';
    const code = await cacheFromArguments(service, words, { out: (text) => (out += text), error: () => undefined });
    assert.equal(code, 0);
    return out;
  };
  const folders = () => ['--before', join(root, 'before'), '--after', join(root, 'after')];

  setup(() => {
    rmSync(root, { recursive: true, force: true });
    for (const side of ['before', 'after']) {
      write(`${side}/Dockerfile`, 'FROM alpine\nARG V=1\nCOPY . /x\nRUN true\n');
      write(`${side}/.dockerignore`, 'Dockerfile\n.dockerignore\n*.md\n');
      write(`${side}/a.txt`, 'a');
    }
  });

  test('JSON with the steps of the after file', async () => {
    write('after/a.txt', 'b');
    const { steps } = JSON.parse(await run(...folders(), '--format', 'json'));
    assert.deepEqual(steps.map((step: { line: number; outcome: string }) => [step.line, step.outcome]), [[2, 'metadata'], [3, 'runs'], [4, 'runs']]);
    assert.deepEqual(Object.keys(steps[1]), ['line', 'endLine', 'stage', 'instruction', 'outcome', 'because', 'files']);
    assert.deepEqual(steps[1].files, ['a.txt']);
  });
  test('text for people', async () => {
    assert.match(await run(...folders()), /cached {4}line 3: COPY\. Nothing that it reads has changed\.\n.*\n0 of 2 steps run again\.\n$/);
  });
  test('ignored files, arguments, other Dockerfiles, a target', async () => {
    write('after/readme.md', 'x');
    assert.match(await run(...folders()), /0 of 2/);
    assert.match(await run(...folders(), '--after-arg', 'V=2'), /1 of 2/);
    assert.match(await run(...folders(), '--build-arg', 'V=2'), /0 of 2/);
    write('after/other.Dockerfile', 'FROM alpine\nRUN other\n');
    write('after/other.Dockerfile.dockerignore', '');
    assert.match(await run(...folders(), '--after-file', 'other.Dockerfile'), /1 of 1/);
  });
  test('the Engine that is named decides where Engines differ', async () => {
    const ran = async (before: string, after: string, ...engine: string[]): Promise<string> => {
      write('before/Dockerfile', before);
      write('after/Dockerfile', after);
      return /\d of \d/.exec(await run(...folders(), ...engine))![0];
    };
    const mount = (id: string): string => `FROM alpine\nRUN --mount=type=cache,id=${id},target=/c true\n`;
    assert.equal(await ran(mount('one'), mount('other')), '0 of 1');
    assert.equal(await ran(mount('one'), mount('other'), '--engine', '26.1'), '0 of 1');
    assert.equal(await ran(mount('one'), mount('other'), '--engine', '20.10'), '1 of 1');
    const link = (base: string): string => `FROM ${base}\nCOPY --link a.txt /x/\n`;
    assert.equal(await ran(link('alpine:1'), link('alpine:2')), '1 of 1');
    assert.equal(await ran(link('alpine:1'), link('alpine:2'), '--engine', '26.1-containerd'), '0 of 1');
  });
  test('what it cannot do is one clear line', async () => {
    const fails = (words: string[], message: RegExp) => assert.rejects(run(...words), (error: unknown) => error instanceof CommandError && message.test(error.message) && !error.message.includes('\n'));
    await fails([], /takes --before DIR and --after DIR/);
    await fails(['--before', root, '--after', join(root, 'gone')], /gone|Dockerfile/);
    await fails([...folders(), '--target', 'nope'], /No stage is called nope/);
    await fails(['--history', 'many'], /--history takes a number of commits; got many/);
    await fails(['--history', '5', '--since', 'HEAD'], /not both/);
    await fails(['--history', '5', '--context', 'https://example.org/app.git'], /is no folder/);
    await fails(['--history', '5', '--context', root], /in no git repository/);
    await fails(['--before', 'https://user:secret@example.org/app.git', '--after', root], /^--before https:\/\/user:•+@example\.org\/app\.git is no folder: only builds of folders/);
    await fails([...folders(), '--format', 'xml'], /--format takes text, json/);
    await fails([...folders(), '--build-arg', 'x'], /takes K=V/);
    await fails([...folders(), '--engine', '19'], /^--engine takes 20\.10, 26\.1, 26\.1-containerd; got 19$/);
    await fails([...folders(), '--engine', 'toString'], /^--engine takes/);
  });
});
