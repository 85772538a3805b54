/** What a fix would have saved, and what limits the counts of a replay. */
import assert from 'node:assert/strict';
import type { BuildInput } from '../../server/language/cache/buildInput';
import { FixReplay, type FixedTexts, type FixSavings } from '../../server/language/cache/history/fixReplay';
import { historyNotes } from '../../server/language/cache/history/historyNotes';
import type { HistorySource } from '../../server/language/cache/history/historySource';
import { HistoryReplay } from '../../server/language/cache/history/replay';

const late = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n';
const early = 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n';

type Files = Readonly<Record<string, string>>;

function surroundings(files: Files): Omit<BuildInput, 'dockerfile'> {
  return { context: Object.entries(files).map(([path, text]) => ({ path, type: 'file' as const, size: text.length, identity: text })) };
}

function savings(states: readonly Files[], fix: FixedTexts, dockerfile = late): FixSavings {
  const replay = new FixReplay(dockerfile, fix);
  states.forEach((files, index) => replay.add(String(index), surroundings(files)));
  return replay.result();
}

suite('cache: what a fix would have saved', () => {
  const start = { 'package.json': '1', 'src/a.ts': '1', 'README.md': '1' };
  const states = [start, { ...start, 'src/a.ts': '2' }, { ...start, 'README.md': '2' }, { ...start, 'package.json': '2' }];

  test('steps of both files are compared, those that one of them has are told apart', () => {
    const { builds, leftOut, steps, added, removed } = savings(states, { dockerfile: early });
    assert.deepEqual([builds, leftOut], [3, 0]);
    assert.deepEqual(
      steps.map(({ before, fixed, saved }) => [before.words, before.line, before.ran, fixed.line, fixed.ran, saved]),
      [
        ['/app', 2, 0, 2, 0, 0],
        ['. .', 3, 3, 5, 3, 0],
        ['npm ci', 4, 3, 4, 1, 2],
        ['npm run build', 5, 3, 6, 3, 0],
      ],
    );
    assert.deepEqual(added.map(({ words, ran }) => [words, ran]), [['package.json ./', 1]]);
    assert.deepEqual(removed, []);
  });

  test('an ignore file is a fix too', () => {
    const { steps } = savings(states, { ignoreFile: '*.md\n' });
    assert.deepEqual(steps.map(({ saved }) => saved), [0, 1, 1, 1]);
  });

  test('a build that one of the files cannot make counts for neither', () => {
    const { builds, leftOut, steps } = savings([{ 'src/a.ts': '1' }, { 'src/a.ts': '2' }, ...states], { dockerfile: early });
    assert.deepEqual([builds, leftOut], [3, 2]);
    assert.equal(steps[2]!.before.ran, 3);
  });

  test('equal steps are paired in order, and a fix may cost', () => {
    const twice = 'FROM node:22\nCOPY src /a\nRUN make\nRUN make\n';
    const { steps, removed } = savings(states, { dockerfile: 'FROM node:22\nCOPY . /a\nRUN make\n' }, twice);
    assert.deepEqual(steps.map(({ before, fixed, saved }) => [before.line, fixed.line, saved]), [[3, 3, -2]]);
    assert.deepEqual(removed.map(({ line }) => line), [2, 4]);
  });
});

suite('cache: notes on a replay', () => {
  const files = { 'package.json': '1', 'src/a.ts': '1', 'out/app.jar': '1' };
  const plain: HistorySource = { cutOff: undefined, isDockerfileNow: false, holdsRepository: false, submodules: [], ignoredByGit: [] };

  function notes(source: Partial<HistorySource>, dockerfile = late, ignoreFile?: string): string[] {
    const replay = new HistoryReplay();
    const input = { dockerfile, ...surroundings(files), ...(ignoreFile !== undefined && { ignoreFile }) };
    replay.add('one', input);
    replay.add('two', input);
    return historyNotes({ ...plain, ...source }, replay.result(), input);
  }

  test('a plain history needs none', () => assert.deepEqual(notes({}), []));

  test('the folder .git is told where a step reads it', () => {
    const [note, ...more] = notes({ holdsRepository: true });
    assert.match(note!, /^Line 3 also reads the folder \.git/);
    assert.deepEqual(more, []);
    assert.deepEqual(notes({ holdsRepository: true }, late, '.git\n'), []);
    assert.deepEqual(notes({ holdsRepository: true }, early.replace('COPY . .', 'COPY src src')), []);
  });

  test('files that git ignores are told where a step reads them, by one that it reads', () => {
    assert.match(notes({ ignoredByGit: ['a.log', 'out/app.jar'] }, late, '*.log\n')[0]!, /such as out\/app\.jar, are taken as unchanged.* line 3 ran/);
    assert.deepEqual(notes({ ignoredByGit: ['a.log'] }, late, '*.log\n'), []);
  });

  test('submodules and files that no commit holds', () => {
    assert.match(notes({ submodules: ['vendor/lib'] })[0]!, /^Line 3 also reads files of submodules, such as vendor\/lib/);
    const [note, ...more] = notes({ holdsRepository: true }, 'FROM busybox\nCOPY target/app.jar /\nCOPY .git /git\n');
    assert.match(note!, /^Line 3 also reads the folder \.git/);
    assert.deepEqual(more.map((text) => text.slice(0, 28)), ['Line 2 reads target/app.jar,']);
  });

  test('where the history comes from', () => {
    assert.match(notes({ cutOff: 'shallow' })[0]!, /shallow clone/);
    assert.match(notes({ cutOff: 'limit' })[0]!, /more commits/);
    assert.match(notes({ isDockerfileNow: true })[0]!, /as it is now/);
    const empty = new HistoryReplay();
    assert.match(historyNotes(plain, empty.result(), undefined)[0]!, /nothing to compare/);
  });
});
