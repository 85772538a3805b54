/** Repositories in unusual states: what cannot be known is said, and nothing is fetched. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
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

  test('a bare repository, a file and a missing folder are one clear sentence', async () => {
    const bare = join(repository.folder, 'bare');
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    const at = (folder: string): Promise<unknown> => historyOfBuilds({ folder, file: repository.file }, { last: 5 });
    await assert.rejects(at(bare), new GitError('This repository has no working folder.'));
    await assert.rejects(at(repository.file), new GitError(`${repository.file} is no folder.`));
    await assert.rejects(at(join(bare, 'no')), new GitError(`There is no folder ${join(bare, 'no')}.`));
  });
});
