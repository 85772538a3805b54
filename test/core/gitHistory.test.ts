/** Contexts from a real git repository in a temporary folder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { predict } from '../../server/language/cache/predict';
import { treeOf } from '../../server/language/context/contextTree';
import { historyOfBuilds, type CommitBuild, type HistoryRange } from '../../server/world/git/history';
import { GitError } from '../../server/world/git/runGit';
import { buildsSince } from '../../server/world/git/since';
import { GitRepository } from './gitRepository';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN make\n';

suite('builds from git', () => {
  let folder = '';
  let repository: GitRepository;
  const git = (...words: string[]): string => repository.git(...words);
  const write = (files: Readonly<Record<string, string>>): void => repository.write(files);
  const commit = (): void => repository.commit();
  const builds = async (range: HistoryRange, context = folder, file = join(folder, 'Dockerfile')): Promise<CommitBuild[]> => {
    const found: CommitBuild[] = [];
    for await (const build of (await historyOfBuilds({ folder: context, file }, range)).builds()) found.push(build);
    return found;
  };
  const paths = ({ input }: CommitBuild): string[] => treeOf(input!.context).entries.map(({ path }) => path);

  setup(() => {
    repository = new GitRepository();
    ({ folder } = repository);
    repository.commit({ Dockerfile: dockerfile, 'package.json': '{}', 'src/a.ts': '1' });
  });
  teardown(() => repository.remove());

  test('each commit has its own files, blob ids and modes', async () => {
    write({ 'src/b.ts': 'b' });
    chmodSync(join(folder, 'src/a.ts'), 0o755);
    commit();
    rmSync(join(folder, 'src'), { recursive: true });
    symlinkSync('package.json', join(folder, 'link'));
    commit();
    const [first, second, third] = await builds({ last: 10 });
    assert.deepEqual(paths(first!), ['Dockerfile', 'package.json', 'src', 'src/a.ts']);
    assert.deepEqual(paths(second!), ['Dockerfile', 'package.json', 'src', 'src/a.ts', 'src/b.ts']);
    assert.deepEqual(paths(third!), ['Dockerfile', 'link', 'package.json']);
    const file = (build: CommitBuild, path: string) => treeOf(build.input!.context).get(path);
    assert.equal(file(first!, 'src/a.ts')?.mode, 0o644);
    assert.equal(file(second!, 'src/a.ts')?.mode, 0o755);
    assert.equal(file(second!, 'src/b.ts')?.identity, git('rev-parse', 'HEAD~1:src/b.ts').trim());
    assert.equal(file(third!, 'link')?.linkTarget, 'package.json');
  });

  test('the last N commits come with the one before them; a revision bounds them too', async () => {
    for (const text of ['2', '3', '4']) {
      write({ 'src/a.ts': text });
      commit();
    }
    assert.equal((await builds({ last: 2 })).length, 3);
    assert.equal((await builds({ last: 50 })).length, 4);
    assert.equal((await builds({ since: 'HEAD~1' })).length, 2);
    assert.equal((await historyOfBuilds({ folder, file: join(folder, 'Dockerfile') }, { last: 50 })).source.cutOff, 'root');
  });

  test('a context below the root, a Dockerfile beside it, names that look like patterns', async () => {
    write({ 'app[1]/main.ts': '1', 'app[1]/.dockerignore': '*.md\n', 'app1/other.ts': '1', 'docker/Dockerfile': 'FROM node:22\nCOPY . .\n' });
    commit();
    const [, last] = await builds({ last: 1 }, join(folder, 'app[1]'), join(folder, 'docker/Dockerfile'));
    assert.deepEqual(paths(last!), ['.dockerignore', 'main.ts']);
    assert.equal(last!.input!.ignoreFile, '*.md\n');
    assert.equal(last!.input!.dockerfile, 'FROM node:22\nCOPY . .\n');
  });

  test('a commit without the Dockerfile has no build', async () => {
    renameSync(join(folder, 'Dockerfile'), join(folder, 'Other'));
    commit();
    renameSync(join(folder, 'Other'), join(folder, 'Dockerfile'));
    commit();
    assert.deepEqual((await builds({ last: 9 })).map(({ input }) => input !== undefined), [true, false, true]);
  });

  test('merges count once, along the first parent', async () => {
    git('checkout', '--quiet', '-b', 'side');
    write({ 'src/side.ts': '1' });
    commit();
    write({ 'src/side.ts': '2' });
    commit();
    git('checkout', '--quiet', 'main');
    write({ 'src/a.ts': 'main' });
    commit();
    git('merge', '--quiet', '--no-edit', 'side');
    const found = await builds({ last: 9 });
    assert.equal(found.length, 3);
    assert.ok(paths(found.at(-1)!).includes('src/side.ts'));
  });

  test('the working folder against the last commit: only what differs in content', async () => {
    write({ '.gitignore': 'node_modules\n' });
    commit();
    write({ 'node_modules/x/index.js': 'x', 'src/new.ts': 'new', 'src/a.ts': '1' });
    const build = { folder, file: join(folder, 'Dockerfile') };
    const { before, after } = await buildsSince(build, 'HEAD');
    const runs = predict(before, after).steps.filter(({ outcome }) => outcome === 'runs');
    assert.deepEqual(runs.map(({ line, files }) => [line, files]), [[5, ['src/new.ts']], [6, []]]);
    assert.ok(treeOf(before.context).get('node_modules/x/index.js'), 'what git ignores was there before');
  });

  test('an edited, unsaved Dockerfile', async () => {
    const { before, after } = await buildsSince({ folder, file: join(folder, 'Dockerfile') }, 'HEAD', { dockerfile: dockerfile.replace('make', 'make all') });
    assert.deepEqual(predict(before, after).steps.filter(({ outcome }) => outcome === 'runs').map(({ line }) => line), [6]);
  });

  test('what cannot be answered is one clear sentence', async () => {
    const build = { folder, file: join(folder, 'Dockerfile') };
    await assert.rejects(buildsSince(build, 'no-such-branch'), new GitError('The repository has no commit no-such-branch.'));
    await assert.rejects(buildsSince(build, '--output=x'), new GitError('The repository has no commit --output=x.'));
    rmSync(join(folder, '.git'), { recursive: true });
    await assert.rejects(historyOfBuilds(build, { last: 5 }), new GitError('This folder is in no git repository.'));
    git('init', '--quiet');
    await assert.rejects(historyOfBuilds(build, { last: 5 }), new GitError('This repository has no commit yet.'));
    git('checkout', '--quiet', '--orphan', 'x');
    const stopped = AbortSignal.abort(new Error('stopped'));
    await assert.rejects(historyOfBuilds(build, { last: 5 }, { signal: stopped }), /stopped/);
  });

  test('a shallow clone says where it ends', async () => {
    write({ 'src/a.ts': '2' });
    commit();
    const clone = join(folder, 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${folder}`, clone], { stdio: 'pipe' });
    const { source, commits } = await historyOfBuilds({ folder: clone, file: join(clone, 'Dockerfile') }, { last: 5 });
    assert.deepEqual([source.cutOff, commits.length], ['shallow', 1]);
  });
});
