/** Build contexts in unusual states: a read ends, says where it stopped, and takes nothing unseen for missing. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkCommand } from '../../server/commands/check';
import { predict } from '../../server/language/cache/predict';
import type { ContextFacts } from '../../server/language/dockerfileFacts';
import { LanguageService } from '../../server/language/languageService';
import { readBuildContext } from '../../server/world/buildContext';
import { readBuildInput, readComparedInputs, readUnopenedInput } from '../../server/world/buildInput';
import { readContentFolder } from '../../server/world/contentFolder';
import { findDockerfileContext, readDockerfileContext } from '../../server/world/dockerfileContext';
import { FollowedContext } from '../../server/world/followedContext';
import { SharedContexts } from '../../server/world/sharedContexts';
import { WatchedContext } from '../../server/world/watchedContext';

const service = new LanguageService(readContentFolder(join(process.cwd(), 'content')));
const isPosix = process.platform !== 'win32';
let root = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const pathsOf = ({ filtered }: ContextFacts): string[] => filtered.sent.entries.map(({ path }) => path);
const hover = (text: string, word: string, context: ContextFacts): string => {
  const dockerfile = service.parseDockerfile(text);
  return service.hoverDockerfile(dockerfile, text.indexOf(word), { context }, { level: 'developer', background: 'none' } as never)?.markdown ?? '';
};

setup(() => (root = mkdtempSync(join(tmpdir(), 'layerwise-unusual-'))));
teardown(() => rmSync(root, { recursive: true, force: true }));

suite('unusual build contexts', () => {
  if (isPosix) test('links in a circle, sockets and pipes end no walk and are never opened', async () => {
    write('Dockerfile', 'FROM alpine\nCOPY . .\n');
    symlinkSync('two', join(root, 'one'));
    symlinkSync('one', join(root, 'two'));
    symlinkSync('..', join(root, 'up'));
    execFileSync('mkfifo', [join(root, 'package.json'), join(root, 'entrypoint.sh')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'socket'), resolve));
    try {
      const input = await readBuildInput({ folder: root, file: 'Dockerfile' });
      assert.deepEqual(input.context.entries.map(({ path, type }) => [path, type]), [['Dockerfile', 'file'], ['entrypoint.sh', 'other'], ['one', 'symlink'], ['package.json', 'other'], ['socket', 'other'], ['two', 'symlink'], ['up', 'symlink']]);
      assert.equal((await readDockerfileContext(join(root, 'Dockerfile')))?.read('package.json'), undefined);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  if (isPosix) test('a pipe in the place of a Dockerfile is no Dockerfile', async () => {
    execFileSync('mkfifo', [join(root, 'Dockerfile')]);
    await assert.rejects(readBuildInput({ folder: root, file: 'Dockerfile' }), /Dockerfile cannot be read/);
  });

  test('more entries than the bound: counts are lower bounds, and nothing is said to be missing', async () => {
    const dockerfile = 'FROM alpine\nCOPY late.txt .\nCOPY a .\n';
    write('Dockerfile', dockerfile);
    for (let index = 0; index < 30; index++) write(`a/${index}`, '');
    write('late.txt', '');
    const facts = (await readDockerfileContext(join(root, 'Dockerfile'), { limit: 12 }))!;
    assert.deepEqual(facts.gap, { kind: 'limit', path: 'a', limit: 12 });
    const partial = { ...facts, gap: { kind: 'limit', path: 'a', limit: 12 } } as const;
    const { findings } = service.checkDockerfile(service.parseDockerfile(dockerfile), { context: partial }, {});
    assert.deepEqual(findings.filter(({ message }) => /late|not find|context/.test(message)), []);
    assert.match(hover('FROM alpine\nCOPY later.txt .\n', 'later', partial), /matches nothing that was read of the build context `\.`; reading stopped after 12 entries, in a\./);
    assert.match(hover(dockerfile, 'a .\n', partial), /at least \*\*\d+ files\*\*[^]*Not all of it was read: reading stopped after 12 entries, in a/);
    await assert.rejects(readBuildInput({ folder: root, file: 'Dockerfile' }, { entryLimit: 12 }), new Error(`${root} is not known whole: reading stopped after 12 entries, in a`));
  });

  if (isPosix) test('far more names than the bound: the read stops there, and not before', async () => {
    write('Dockerfile', 'FROM alpine\nCOPY . .\n');
    write('deep/0', '');
    // One file under many names takes no space.
    for (let folder = 0; folder < 10; folder++) {
      mkdirSync(join(root, `deep/${folder}x/y/z`), { recursive: true });
      for (let index = 0; index < 200; index++) linkSync(join(root, 'deep/0'), join(root, `deep/${folder}x/y/z/${index}`));
    }
    const { entries, gap } = await readBuildContext(root, { limit: 1_500 });
    assert.equal(entries.length, 1_500);
    assert.equal(gap?.kind, 'limit');
    assert.equal((await readBuildContext(root)).entries.length, 3 + 10 * 3 + 10 * 200);
  });

  if (process.platform === 'linux') test('what cannot be read is a gap, and no build is predicted over it', async () => {
    write('Dockerfile', 'FROM alpine\nCOPY . .\n');
    // Permissions do not hold root back; a path that is longer than the system takes does.
    const part = 'd'.repeat(250);
    let depth = 0;
    for (let at = root; at.length + 252 < 4000; depth++) mkdirSync((at = join(at, part)));
    const last = Array.from({ length: depth }, () => part).join('/');
    execFileSync('sh', ['-c', `cd '${join(root, last)}' && mkdir ${part} && cd ${part} && touch ${part}`]);
    const { gap } = await readBuildContext(root);
    assert.equal(gap?.kind, 'unreadable');
    assert.match(gap?.path ?? '', /^d{250}\/d/);
    await assert.rejects(readBuildInput({ folder: root, file: 'Dockerfile' }), /is not known whole: d{250}\/.* cannot be read \(ENAMETOOLONG\)/);
    const facts = await readDockerfileContext(join(root, 'Dockerfile'));
    assert.equal(facts?.gap?.kind, 'unreadable');
    const told: string[] = [];
    await checkCommand({ service, paths: [root], format: 'text', failOn: 'never', fix: false }, { out: () => undefined, error: (text) => told.push(text) });
    assert.match(told.join(''), /not all of the build context of .*Dockerfile was read: d{250}\/.* cannot be read \(ENAMETOOLONG\)\. What needs all of it is not checked\.\n/);
    write('.dockerignore', 'd*\n');
    assert.equal((await readDockerfileContext(join(root, 'Dockerfile')))?.gap, undefined, 'what is left out need not be read');
    execFileSync('rm', ['-rf', root]);
  });

  if (process.platform === 'linux') test('names with ends of line, quotes, and bytes that are no UTF-8', async () => {
    write('Dockerfile', 'FROM alpine\nCOPY . .\n');
    const names = ['a\nb', '"quoted"', "it's", 'back\\slash', '  ', '語', '\udcff\udcfex', 'broken-\udce8'];
    for (const name of names.slice(0, 6)) write(`dir/${name}`, name);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/dir/`), Buffer.from([0xff, 0xfe, 0x78])]), 'one');
    writeFileSync(Buffer.concat([Buffer.from(`${root}/dir/broken-`), Buffer.from([0xe8])]), 'two');
    const read = () => readBuildInput({ folder: root, file: 'Dockerfile' });
    const before = await read();
    assert.deepEqual(before.context.below('dir').map(({ path }) => path.slice(4)).sort(), [...names].sort());
    assert.equal(new Set(before.context.below('dir').map(({ identity }) => identity)).size, names.length);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/dir/`), Buffer.from([0xff, 0xfe, 0x78])]), 'six');
    assert.deepEqual(predict(before, await read()).steps.map(({ outcome, files }) => [outcome, files]), [['runs', ['dir/\udcff\udcfex']]]);
  });

  test('a folder that no client enters is not walked; one with something to bring back is', async () => {
    write('node_modules/a/index.js', '');
    write('src/node_modules/b/index.js', '');
    write('out/keep/x', '');
    write('out/drop', '');
    write('Dockerfile', 'FROM alpine\nCOPY . .\n');
    write('.dockerignore', '**/node_modules\nout\n!out/keep\n*.log\n!important.log\n');
    const known = (await readUnopenedInput({ folder: root, file: 'Dockerfile' })).context.entries.map(({ path }) => path);
    assert.deepEqual(known, ['.dockerignore', 'Dockerfile', 'out', 'out/keep', 'out/keep/x', 'src']);
    const facts = (await readDockerfileContext(join(root, 'Dockerfile')))!;
    assert.deepEqual(facts.filtered.ignored.map(({ entry, isWhole }) => [entry.path, isWhole]), [['node_modules', true], ['out/drop', false], ['src/node_modules', true]]);
    assert.match(hover('FROM alpine\nCOPY node_modules/a/index.js .\n', 'node', facts), /matches nothing in the build context `\.`\. `\.dockerignore` hides 1 folder: `node_modules\/`/);
  });

  test('two builds of equal lengths are compared by their bytes, others are not opened', async () => {
    for (const [side, text] of [['before', 'one'], ['after', 'two']] as const) {
      write(`${side}/Dockerfile`, 'FROM alpine\nCOPY same .\nCOPY other .\nCOPY length .\n');
      write(`${side}/same`, 'same');
      write(`${side}/other`, text);
      write(`${side}/length`, side.repeat(40));
      for (const name of ['same', 'other', 'length']) utimesSync(join(root, side, name), 1, 1);
    }
    const [before, after] = await readComparedInputs({ folder: join(root, 'before'), file: 'Dockerfile' }, { folder: join(root, 'after'), file: 'Dockerfile' });
    assert.deepEqual(predict(before, after).steps.map(({ outcome, files }) => [outcome, files]), [['cached', []], ['runs', ['other']], ['runs', ['length']]]);
    assert.match(before.context.get('length')!.identity!, /^unread/);
    assert.match(before.context.get('same')!.identity!, /^sha256:/);
  });
});

suite('a context that is watched', () => {
  let context: WatchedContext;
  const change = async (...paths: string[]): Promise<string[]> => {
    for (const path of paths) context.changed(join(root, path));
    return pathsOf((await context.facts())!);
  };
  setup(async () => {
    for (const path of ['Dockerfile', 'src/a.ts', 'src/b.ts', 'skip/x/y']) write(path, '');
    write('.dockerignore', 'skip\n');
    write('package.json', '{"name":"one"}');
    context = new WatchedContext(await findDockerfileContext(join(root, 'Dockerfile')));
    assert.deepEqual(await change(), ['.dockerignore', 'Dockerfile', 'package.json', 'src', 'src/a.ts', 'src/b.ts']);
  });

  test('nothing is read again where nothing changed, also not below what is left out', async () => {
    const facts = await context.facts();
    assert.equal(await context.facts(), facts);
    const { filtered } = facts!;
    write('skip/x/new', '');
    await change('skip/x/new');
    assert.equal((await context.facts())!.filtered.sent.root, filtered.sent.root);
  });
  test('files that come, change, move and go', async () => {
    write('src/c.ts', '12345');
    renameSync(join(root, 'src/a.ts'), join(root, 'src/z.ts'));
    unlinkSync(join(root, 'src/b.ts'));
    assert.deepEqual(await change('src/c.ts', 'src/a.ts', 'src/z.ts', 'src/b.ts'), ['.dockerignore', 'Dockerfile', 'package.json', 'src', 'src/c.ts', 'src/z.ts']);
    assert.equal((await context.facts())!.filtered.sent.get('src/c.ts')?.size, 5);
    rmSync(join(root, 'src'), { recursive: true });
    assert.deepEqual(await change('src'), ['.dockerignore', 'Dockerfile', 'package.json']);
  });
  test('a folder that comes with its files, and a file that gives way to a folder', async () => {
    write('lib/deep/x', '');
    assert.ok((await change('lib')).includes('lib/deep/x'));
    unlinkSync(join(root, 'src/a.ts'));
    write('src/a.ts/inside', '');
    assert.ok((await change('src/a.ts')).includes('src/a.ts/inside'));
  });
  test('a build that is read again: no walk, and of bytes only those of files that changed', async () => {
    const followed = new FollowedContext();
    const identityOf = async (path: string): Promise<string | undefined> => (await readBuildInput({ folder: root, file: 'Dockerfile' }, { followed })).context.get(path)?.identity;
    const empty = await identityOf('src/a.ts');
    assert.equal(empty, await identityOf('src/b.ts'));
    for (const path of ['src/a.ts', 'src/b.ts', 'src/untold.ts']) write(path, 'other');
    assert.equal(await identityOf('src/a.ts'), empty, 'nobody has told of it');
    followed.changed(join(root, 'src/b.ts'));
    const other = await identityOf('src/b.ts');
    assert.notEqual(other, empty);
    assert.equal(await identityOf('src/a.ts'), empty);
    assert.equal(await identityOf('src/untold.ts'), undefined);
    write('.dockerignore', 'skip\nDockerfile\n');
    assert.equal(await identityOf('src/untold.ts'), other, 'another ignore file lets other folders in: all is walked again');
    rmSync(root, { recursive: true });
    write('Dockerfile', 'FROM a\n');
    followed.changed(join(root, 'src'));
    assert.equal(await identityOf('src/a.ts'), undefined);
  });
  test('a followed context that is too large says so as a walk does', async () => {
    const reading = { followed: new FollowedContext(), entryLimit: 3 };
    for (let time = 0; time < 2; time++) await assert.rejects(readBuildInput({ folder: root, file: 'Dockerfile' }, reading), /is not known whole: reading stopped after 3 entries/);
  });
  test('texts of manifests follow', async () => {
    assert.equal((await context.facts())!.read('package.json'), '{"name":"one"}');
    write('package.json', '{"name":"two"}');
    await change('package.json');
    assert.equal((await context.facts())!.read('package.json'), '{"name":"two"}');
  });
  test('what changes in single steps is what a new walk finds', async () => {
    for (let step = 0; step < 40; step++) {
      const path = `src/${step % 7}/${step % 3}.ts`;
      if (step % 4 === 3 && existsSync(join(root, path))) unlinkSync(join(root, path));
      else write(path, String(step));
      const found = await change(path, ...(step % 2 === 0 ? [dirname(path)] : []));
      assert.deepEqual(found, pathsOf((await readDockerfileContext(join(root, 'Dockerfile')))!), `step ${step}`);
    }
  });
  test('an ignore file counts as an editor holds it, before it is saved', async () => {
    const open = new Map<string, string>();
    const shared = new SharedContexts((path) => open.get(path));
    const read = async () => pathsOf((await shared.read('owner', join(root, 'Dockerfile')))!);
    assert.equal((await read()).includes('src/a.ts'), true);
    open.set(join(root, '.dockerignore'), 'src\n');
    assert.deepEqual(await read(), ['.dockerignore', 'Dockerfile', 'package.json', 'skip', 'skip/x', 'skip/x/y']);
    open.set(join(root, 'Dockerfile.dockerignore'), '*');
    assert.deepEqual(await read(), []);
  });
});
