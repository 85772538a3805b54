/** `layerwise cache --history` and `--since` in real repositories. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { GitRepository } from '../core/gitRepository';
import { isOneLine, layerwise, layerwiseWith } from './commandLine';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n';

interface Report {
  readonly commits: number;
  readonly steps: readonly { line: number; instruction: string; ran: number; of: number; files: readonly { path: string; times: number }[] }[];
  readonly savings: readonly { rule: string; line: number; commits: number; steps: readonly { line: number; fixedLine: number; ran: number; ranFixed: number }[] }[];
  readonly notes: readonly string[];
}

suite('command line: cache over a history', () => {
  let repository: GitRepository;
  setup(() => {
    repository = new GitRepository();
    repository.commit({ Dockerfile: dockerfile, '.dockerignore': '.git\n*.md\n', 'package.json': '{}', 'package-lock.json': '{}', 'src/a.ts': '1' });
    repository.commit({ 'src/a.ts': '2' });
    repository.commit({ 'README.md': '1' });
    repository.commit({ 'package.json': '{"name":"web"}' });
  });
  teardown(() => repository.remove());

  const report = async (...words: string[]): Promise<Report> => {
    const { code, out, error } = await layerwise(repository, 'cache', ...words, '--format', 'json');
    assert.deepEqual([code, error], [0, '']);
    return JSON.parse(out) as Report;
  };

  test('as JSON: how often each step ran, why, and what the fix would have saved', async () => {
    const { commits, steps, savings, notes } = await report('--history', '50');
    assert.equal(commits, 3);
    assert.deepEqual(steps.map(({ line, instruction, ran, of }) => [line, instruction, ran, of]), [
      [2, 'WORKDIR', 0, 3],
      [3, 'COPY', 2, 3],
      [4, 'RUN', 2, 3],
      [5, 'RUN', 2, 3],
    ]);
    assert.deepEqual(steps[1]!.files, [
      { path: 'package.json', times: 1 },
      { path: 'src/a.ts', times: 1 },
    ]);
    const [fix, ...more] = savings;
    assert.deepEqual([fix!.rule, fix!.line, fix!.commits, more.length], ['copy-before-install', 3, 3, 0]);
    assert.deepEqual(fix!.steps.find(({ line }) => line === 4), { line: 4, fixedLine: 4, instruction: 'RUN', words: 'npm ci', ran: 2, ranFixed: 1, saved: 1 });
    assert.deepEqual(notes, []);
  });

  test('as text: the most frequent first, the saving below', async () => {
    const { code, out } = await layerwise(repository, 'cache', '--history', '50');
    assert.equal(code, 0);
    const lines = out.trimEnd().split('\n');
    assert.match(lines[0]!, /^3 commits, each built after the one before it/);
    assert.equal(lines[1], 'ran    2 of 3  line 3: COPY . . (package.json 1×, src/a.ts 1×)');
    assert.equal(lines[4], 'ran    0 of 3  line 2: WORKDIR /app');
    assert.ok(lines.includes('  RUN npm ci: ran 2 times, with the fix 1'), out);
  });

  test('--since counts the commits after a revision', async () => {
    assert.equal((await report('--since', 'HEAD~1')).commits, 1);
    const nothing = await report('--since', 'HEAD');
    assert.equal(nothing.commits, 0);
    assert.match(nothing.notes[0]!, /nothing to compare/);
  });

  test('a context below the root, with its Dockerfile elsewhere', async () => {
    repository.commit({ 'docker/Dockerfile': 'FROM busybox\nCOPY . /src\n' });
    repository.commit({ 'src/a.ts': '3' });
    const { steps, notes } = await report('--history', '1', '--context', 'src', '--file', join(repository.folder, 'docker/Dockerfile'));
    assert.deepEqual(steps.map(({ line, ran, of }) => [line, ran, of]), [[2, 1, 1]]);
    assert.deepEqual(notes, []);
  });

  test('the folder .git in the context is a note', async () => {
    repository.commit({ '.dockerignore': '*.md\n' });
    assert.match((await report('--history', '1')).notes[0]!, /^Line 3 also reads the folder \.git/);
    assert.match((await layerwise(repository, 'cache', '--history', '1')).out, /^Note: Line 3 also reads/m);
  });

  test('secrets in instructions are masked', async () => {
    repository.commit({ Dockerfile: `${dockerfile}RUN TOKEN=abcdefgh make\n` });
    repository.commit({ 'src/a.ts': '4' });
    for (const format of ['text', 'json']) {
      const { out } = await layerwise(repository, 'cache', '--history', '1', '--format', format);
      assert.match(out, /TOKEN=••••/);
      assert.doesNotMatch(out, /abcdefgh/);
    }
  });

  test('what cannot be replayed is one line and exit 2', async () => {
    const fails = async (...words: string[]): Promise<string> => {
      const outcome = await layerwise(repository, 'cache', ...words);
      isOneLine(outcome);
      return outcome.error;
    };
    assert.match(await fails('--history', '0'), /takes a number of commits/);
    assert.match(await fails('--history', '3', '--since', 'HEAD'), /not both/);
    assert.match(await fails('--since', 'no-such-revision'), /has no commit no-such-revision/);
    assert.match(await fails('--since=--all'), /has no commit --all/);
    assert.match(await fails('--history', '3', '--context', 'https://user:secret@example.org/web.git'), /^(?!.*:secret).* is no folder/);
    assert.match(await fails('--history', '3', '--context', 'git@example.org:web.git'), /is no folder/);
    assert.match(await fails('--history', '3', '--context', 'nowhere'), /There is no folder/);
    assert.match(await fails('--history', '3', '--context', 'Dockerfile'), /is no folder/);
    assert.match(await fails('--history', '3', '--file', 'Nofile'), /cannot be read/);
    assert.match(await fails('--history', '3', '--target', 'nope'), /No stage is called nope/);
  });

  test('no git, no repository, no commit', async () => {
    const withoutGit = await layerwiseWith({ PATH: join(repository.folder, 'src') }, repository, 'cache', '--history', '3');
    isOneLine(withoutGit);
    assert.match(withoutGit.error, /git is not installed/);
    const empty = new GitRepository();
    empty.write({ Dockerfile: dockerfile });
    const withoutCommit = await layerwise(empty, 'cache', '--history', '3');
    isOneLine(withoutCommit);
    assert.match(withoutCommit.error, /no commit yet/);
    empty.remove();
  });
});
