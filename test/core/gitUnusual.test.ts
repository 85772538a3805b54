/** Repositories in unusual states: what cannot be known is said, and nothing is fetched. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replayHistory } from '../../server/historyReplay';
import { predict } from '../../server/language/cache/predict';
import { treeOf } from '../../server/language/context/contextTree';
import { historyOfBuilds, type CommitBuild, type HistoryOfBuilds } from '../../server/world/git/history';
import { GitError } from '../../server/world/git/runGit';
import { buildsSince } from '../../server/world/git/since';
import { GitRepository } from './gitRepository';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN make\n';

async function all(history: HistoryOfBuilds): Promise<CommitBuild[]> {
  const found: CommitBuild[] = [];
  for await (const build of history.builds()) found.push(build);
  return found;
}

suite('builds from unusual repositories', () => {
  let repository: GitRepository;
  setup(() => {
    repository = new GitRepository();
    repository.commit({ Dockerfile: dockerfile, 'src/a.ts': '1' });
  });
  teardown(() => repository.remove());

  /** Line and files of what runs in the working folder after the last commit. */
  const changed = async (): Promise<(readonly [number, readonly string[]])[]> => {
    const { before, after } = await buildsSince(repository, 'HEAD');
    return predict(before, after).steps.filter(({ outcome }) => outcome === 'runs').map(({ line, files }) => [line, files]);
  };

  test('a merge with conflicts: the files as they lie there', async () => {
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ 'src/a.ts': 'side' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'src/a.ts': 'main' });
    assert.throws(() => repository.git('merge', 'side'));
    assert.deepEqual(await changed(), [[3, ['src/a.ts']], [4, []]]);
    const { after } = await buildsSince(repository, 'HEAD');
    assert.equal(treeOf(after.context).get('src/a.ts')?.identity, repository.git('hash-object', 'src/a.ts').trim());
  });

  test('a mode that git is told not to see does not count', async () => {
    repository.git('config', 'core.fileMode', 'false');
    chmodSync(join(repository.folder, 'src/a.ts'), 0o755);
    assert.deepEqual(await changed(), []);
    repository.write({ 'src/a.ts': '2' });
    const { after } = await buildsSince(repository, 'HEAD');
    assert.equal(treeOf(after.context).get('src/a.ts')?.mode, 0o644);
  });

  test('a file that git let go and ignores is still in the context', async () => {
    repository.commit({ 'local.env': '1' });
    repository.git('rm', '--quiet', '--cached', 'local.env');
    repository.commit({ '.gitignore': 'local.env\n' });
    const builds = await all(await historyOfBuilds(repository, { last: 9 }));
    assert.deepEqual(builds.map(({ input }) => treeOf(input!.context).get('local.env') !== undefined), [true, true, true]);
  });

  test('a Dockerfile that was never committed counts as it is now', async () => {
    const file = join(repository.folder, 'New.Dockerfile');
    repository.commit({ 'src/a.ts': '2' });
    repository.write({ 'New.Dockerfile': 'FROM busybox\nCOPY src /src\n' });
    const { history, notes } = await replayHistory({ folder: repository.folder, file }, { last: 9 });
    assert.deepEqual(history.steps.map(({ line, ran, of }) => [line, ran, of]), [[2, 1, 1]]);
    assert.match(notes[0]!, /as it is now for every commit/);
    await assert.rejects(historyOfBuilds({ folder: repository.folder, file: `${file}x` }, { last: 9 }), new GitError(`${file}x cannot be read.`));
  });

  test('the folder .git and submodules are known to lie in the context', async () => {
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.folder, 'vendor/lib');
    repository.commit();
    const { source } = await historyOfBuilds(repository, { last: 1 });
    assert.equal(source.holdsRepository, true);
    assert.deepEqual(source.submodules, ['vendor/lib']);
    const below = await historyOfBuilds({ folder: join(repository.folder, 'src'), file: repository.file }, { last: 1 });
    assert.equal(below.source.holdsRepository, false);
    assert.deepEqual(below.source.submodules, []);
  });

  test('more commits than are read at one time, links among them, and a detached head', async () => {
    symlinkSync('a.ts', join(repository.folder, 'src/link'));
    repository.commit();
    repository.commitMany(450, (index) => [[`src/${index % 7}.ts`, String(index)]]);
    repository.git('checkout', '--quiet', '--detach');
    const builds = await all(await historyOfBuilds(repository, { last: 448 }));
    assert.equal(builds.length, 449);
    const paths = repository.git('ls-tree', '-r', '--name-only', 'HEAD').trim().split('\n');
    const last = treeOf(builds.at(-1)!.input!.context);
    assert.deepEqual(last.entries.filter(({ type }) => type !== 'directory').map(({ path }) => path), paths);
    for (const path of paths.filter((name) => name !== 'src/link')) assert.equal(last.get(path)!.identity, repository.git('rev-parse', `HEAD:${path}`).trim());
    assert.equal(last.get('src/link')?.linkTarget, 'a.ts');
  });

  test('a replay stops between two commits', async () => {
    repository.commitMany(20, (index) => [['src/a.ts', `${index}`]]);
    const controller = new AbortController();
    let seen = 0;
    const onProgress = (done: number, every: number): void => {
      seen = done;
      assert.equal(every, 21);
      if (done === 5) controller.abort(new Error('enough'));
    };
    await assert.rejects(replayHistory(repository, { last: 20 }, { signal: controller.signal, onProgress }), new Error('enough'));
    assert.equal(seen, 5);
  });

  test('a partial clone is read without fetching', async () => {
    repository.commit({ Dockerfile: `${dockerfile}RUN echo\n` });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const clone = join(repository.folder, 'clone');
    execFileSync('git', ['clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${repository.folder}`, clone], { stdio: 'pipe' });
    await assert.rejects(historyOfBuilds({ folder: clone, file: join(clone, 'Dockerfile') }, { last: 5 }).then(all), GitError);
    const objects = execFileSync('git', ['count-objects', '-v'], { cwd: clone, encoding: 'utf8' });
    assert.match(objects, /^packs: 1$/m, 'what was fetched would be a second pack');
  });

  test('a repository without a commit, for each question', async () => {
    const empty = new GitRepository();
    try {
      empty.write({ Dockerfile: dockerfile });
      await assert.rejects(historyOfBuilds(empty, { last: 5 }), new GitError('This repository has no commit yet.'));
      await assert.rejects(buildsSince(empty, 'HEAD'), new GitError('This repository has no commit yet.'));
    } finally {
      empty.remove();
    }
  });

  test('a submodule counts with the files that it has here; one that is not checked out is an empty folder', async () => {
    const library = new GitRepository();
    try {
      library.commit({ 'src/lib.ts': '1', 'readme.md': '1' });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'vendor/lib');
      repository.commit({ Dockerfile: 'FROM node:22\nCOPY vendor/lib/src lib\nCOPY src .\n' });
      assert.deepEqual(await changed(), []);
      repository.write({ 'vendor/lib/src/lib.ts': '2', 'vendor/lib/readme.md': '2', 'vendor/lib/src/new.ts': '' });
      assert.deepEqual(await changed(), [[2, ['vendor/lib/src/lib.ts', 'vendor/lib/src/new.ts']], [3, []]]);
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--all', '--message', 'other'], { cwd: join(repository.folder, 'vendor/lib'), stdio: 'pipe' });
      assert.deepEqual(await changed(), [[2, ['vendor/lib/src/lib.ts', 'vendor/lib/src/new.ts']], [3, []]]);
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'deinit', '--force', '--all');
      assert.deepEqual(treeOf((await buildsSince(repository, 'HEAD')).before.context).below('vendor').map(({ path }) => path), ['vendor/lib']);
    } finally {
      library.remove();
    }
  });

  test('a shallow clone and a detached head against the working folder', async () => {
    repository.commit({ 'src/a.ts': '2' });
    const clone = join(repository.folder, 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone], { stdio: 'pipe' });
    execFileSync('git', ['checkout', '--quiet', '--detach'], { cwd: clone, stdio: 'pipe' });
    const build = { folder: clone, file: join(clone, 'Dockerfile') };
    writeFileSync(join(clone, 'src/a.ts'), '3');
    const { before, after } = await buildsSince(build, 'HEAD');
    assert.deepEqual(predict(before, after).steps.filter(({ outcome }) => outcome === 'runs').map(({ line, files }) => [line, files]), [[3, ['src/a.ts']], [4, []]]);
    await assert.rejects(buildsSince(build, 'HEAD~1'), new GitError('The repository has no commit HEAD~1.'));
    const { history, notes } = await replayHistory(build, { last: 5 });
    assert.equal(history.builds, 0, 'the only commit has none before it');
    assert.match(notes.join('\n'), /shallow|cut off/);
  });

  test('a second worktree has its own files and its own head', async () => {
    const second = join(repository.folder, 'second');
    repository.git('worktree', 'add', '--quiet', '-b', 'side', second);
    const build = { folder: second, file: join(second, 'Dockerfile') };
    writeFileSync(join(second, 'src/a.ts'), 'side');
    const { before, after } = await buildsSince(build, 'HEAD');
    assert.deepEqual(predict(before, after).steps.filter(({ files }) => files.length > 0).map(({ files }) => files), [['src/a.ts']]);
    assert.equal((await historyOfBuilds(build, { last: 5 })).source.holdsRepository, false, 'there .git is a file');
  });

  test('a sparse checkout: files that were never checked out have not changed', async () => {
    repository.commit({ 'docs/a.md': '1', 'docs/b.md': '1' });
    repository.git('sparse-checkout', 'set', '--no-cone', '/Dockerfile', '/src/');
    assert.equal(existsSync(join(repository.folder, 'docs')), false);
    assert.deepEqual(await changed(), []);
    repository.write({ 'src/a.ts': '2' });
    assert.deepEqual(await changed(), [[3, ['src/a.ts']], [4, []]]);
  });

  if (process.platform === 'linux') test('names with ends of line, quotes and bytes that are no UTF-8', async () => {
    const names = ['a\nb', '"quoted"', '"', 'tab\t', 'back\\slash', ' ', 'r\r', '語'];
    const bytes = Buffer.concat([Buffer.from(`${repository.folder}/src/`), Buffer.from([0xff, 0x78])]);
    repository.write(Object.fromEntries(names.map((name) => [`src/${name}`, name])));
    writeFileSync(bytes, '1');
    const untracked = treeOf((await buildsSince(repository, 'HEAD')).after.context);
    repository.commit();
    const { before } = await buildsSince(repository, 'HEAD');
    const committed = treeOf(before.context);
    assert.deepEqual(committed.below('src').map(({ path }) => path.slice(4)), [...names, 'a.ts', '\udcffx'].sort());
    for (const { path, identity } of committed.below('src')) assert.equal(untracked.get(path)?.identity, identity, JSON.stringify(path));
    writeFileSync(bytes, '2');
    repository.write({ 'src/a\nb': 'other' });
    assert.deepEqual(await changed(), [[3, ['src/a\nb', 'src/\udcffx']], [4, []]]);
    assert.deepEqual((await all(await historyOfBuilds(repository, { last: 1 }))).map(({ input }) => treeOf(input!.context).below('src').length), [1, 10]);
  });

  if (process.platform === 'linux') test('a folder with an end of line in its name', async () => {
    repository.commit({ 'a\nb/Dockerfile': dockerfile, 'a\nb/x': '1' });
    const folder = join(repository.folder, 'a\nb');
    writeFileSync(join(folder, 'x'), '2');
    const { before, after } = await buildsSince({ folder, file: join(folder, 'Dockerfile') }, 'HEAD');
    assert.deepEqual(predict(before, after).steps.filter(({ files }) => files.length > 0).map(({ files }) => files), [['x']]);
  });

  test('a pointer of large file storage is compared as it lies there', async () => {
    const pointer = (hash: string): string => `version https://git-lfs.github.com/spec/v1\noid sha256:${hash.repeat(64)}\nsize 3\n`;
    repository.commit({ '.gitattributes': '*.bin filter=lfs -text\n', 'big.bin': pointer('a') });
    assert.deepEqual(await changed(), []);
    repository.write({ 'big.bin': pointer('b') });
    assert.deepEqual(await changed(), [[3, ['big.bin']], [4, []]]);
  });

  test('a Dockerfile outside the context, and one outside the repository', async () => {
    repository.commit({ 'docker/Web.Dockerfile': dockerfile, 'docker/Web.Dockerfile.dockerignore': 'a.ts\n', 'src/.dockerignore': 'b.ts\n', 'src/b.ts': '1' });
    const build = { folder: join(repository.folder, 'src'), file: join(repository.folder, 'docker/Web.Dockerfile') };
    repository.write({ 'src/a.ts': '2', 'src/b.ts': '2' });
    const filesOf = async (file: string): Promise<(readonly string[])[]> => {
      const { before, after } = await buildsSince({ ...build, file }, 'HEAD');
      return predict(before, after).steps.flatMap(({ files }) => (files.length > 0 ? [files] : []));
    };
    assert.deepEqual(await filesOf(build.file), [['b.ts']], 'its own ignore file lies beside it');
    const outside = mkdtempSync(join(tmpdir(), 'layerwise-outside-'));
    try {
      writeFileSync(join(outside, 'Dockerfile'), dockerfile);
      assert.deepEqual(await filesOf(join(outside, 'Dockerfile')), [['a.ts']], 'the ignore file of the context');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test('a bare repository, a file and a missing folder are one clear sentence', async () => {
    const bare = join(repository.folder, 'bare');
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    const at = (folder: string): Promise<unknown> => historyOfBuilds({ folder, file: repository.file }, { last: 5 });
    await assert.rejects(at(bare), new GitError('This repository has no working folder.'));
    await assert.rejects(at(repository.file), new GitError(`${repository.file} is no folder.`));
    await assert.rejects(at(join(bare, 'no')), new GitError(`There is no folder ${join(bare, 'no')}.`));
  });
});
