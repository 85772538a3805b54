/** The replay over git history against a real Engine: every commit is checked out and built, one after the other. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { replayHistory } from '../../server/historyReplay';
import type { StepHistory } from '../../server/language/cache/history/replay';
import { GitRepository } from '../core/gitRepository';
import { ensureStandInImages } from './baseImages';
import { buildImage, removeEverything } from './engine';
import { withFreshBases } from './freshBases';

const late = 'FROM {base}\nWORKDIR /app\nCOPY . .\nRUN cat package.json > /installed\nRUN cat src/*.ts > /built\n';
const early = 'FROM {base}\nWORKDIR /app\nCOPY package.json ./\nRUN cat package.json > /installed\nCOPY . .\nRUN cat src/*.ts > /built\n';

/** How often the Engine ran each instruction while the commits were built in order; the first build counts for nothing. */
async function buildHistory(repository: GitRepository, dockerfile: string): Promise<Record<string, number>> {
  const ran: Record<string, number> = {};
  const commits = repository.git('rev-list', '--reverse', 'HEAD').trim().split('\n');
  for (const [index, commit] of commits.entries()) {
    repository.git('checkout', '--quiet', '--force', commit);
    // The file lies outside, so that it is no part of what is copied.
    const { ok, steps, output } = await buildImage(repository.folder, { file: relative(repository.folder, dockerfile) });
    assert.ok(ok, output);
    for (const step of steps.filter(({ instruction }) => !instruction.startsWith('FROM '))) ran[step.instruction] = (ran[step.instruction] ?? 0) + (index > 0 && !step.cached ? 1 : 0);
  }
  repository.git('checkout', '--quiet', '--force', 'main');
  return ran;
}

function counts(steps: readonly StepHistory[]): Record<string, number> {
  return Object.fromEntries(steps.map(({ instruction, words, ran }) => [`${instruction} ${words}`, ran]));
}

suite('replays of git history on a real Engine', function () {
  this.timeout(300_000);
  let repository: GitRepository;
  let outside: GitRepository;
  suiteSetup(() => ensureStandInImages());
  suiteTeardown(() => removeEverything());
  setup(() => {
    repository = new GitRepository();
    outside = new GitRepository();
  });
  teardown(() => {
    repository.remove();
    outside.remove();
  });

  /** A Dockerfile beside the repository, on a base that nobody has built on. */
  const writeDockerfile = async (name: string, text: string): Promise<{ readonly file: string; readonly text: string }> => {
    const fresh = await withFreshBases(text, new Map());
    outside.write({ [name]: fresh });
    return { file: join(outside.folder, name), text: fresh };
  };

  test('each step runs as often as the replay says, with the fix too', async () => {
    repository.commit({ '.dockerignore': '.git\n*.md\n', 'package.json': '1', 'src/a.ts': '1' });
    repository.commit({ 'src/a.ts': '2' });
    repository.commit({ 'README.md': '1' });
    repository.commit({ 'package.json': '2' });
    repository.git('revert', '--no-edit', 'HEAD');
    rmSync(join(repository.folder, 'src/a.ts'));
    repository.commit({ 'src/b.ts': '1' });
    repository.commit({ 'package.json': '3', 'src/b.ts': '2' });
    const [today, fixed] = [await writeDockerfile('Dockerfile', late), await writeDockerfile('Fixed', early)];
    const build = { folder: repository.folder, file: today.file };
    const { history, savings, notes } = await replayHistory(build, { last: 50 }, { fixes: [{ dockerfile: fixed.text }], dockerfile: today.text });
    assert.deepEqual(notes.filter((note) => !/as it is now/.test(note)), []);
    assert.deepEqual(await buildHistory(repository, today.file), counts(history.steps));
    const [saved] = savings;
    const stepsOfFixed = [...saved!.steps.map((step) => step.fixed), ...saved!.added];
    assert.deepEqual(await buildHistory(repository, fixed.file), counts(stepsOfFixed));
    assert.equal(saved!.steps.find(({ before }) => before.words.startsWith('cat package.json'))!.saved, 2);
  });

  test('where .git is in the context, a commit of nothing runs the copy again, as the note says', async () => {
    repository.commit({ 'package.json': '1', 'src/a.ts': '1' });
    repository.commit();
    repository.commit();
    const { file } = await writeDockerfile('Dockerfile', late);
    const { history, notes } = await replayHistory({ folder: repository.folder, file }, { last: 50 });
    const copy = history.steps.find(({ instruction }) => instruction === 'COPY')!;
    assert.equal(copy.ran, 0);
    assert.ok(notes.some((note) => note.startsWith(`Line ${copy.line} also reads the folder .git`)), notes.join('\n'));
    assert.equal((await buildHistory(repository, file))['COPY . .'], 2);
    repository.write({ '.git/info/exclude': '.dockerignore\n', '.dockerignore': '.git\n' });
    assert.equal((await buildHistory(repository, file))['COPY . .'], 0);
  });
});
