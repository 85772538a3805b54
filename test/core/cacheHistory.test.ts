import assert from 'node:assert/strict';
import type { BuildInput } from '../../server/language/cache/buildInput';
import { HistoryReplay, type BuildHistory } from '../../server/language/cache/history/replay';

const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nCMD ["node", "."]\n';

/** Builds one state of the files after another. Files are given as path → content. */
function replay(states: readonly Readonly<Record<string, string>>[], texts: readonly string[] = []): BuildHistory {
  const history = new HistoryReplay();
  states.forEach((files, index) => {
    const context = Object.entries(files).map(([path, text]) => ({ path, type: 'file' as const, size: text.length, identity: text }));
    const input: BuildInput = { dockerfile: texts[index] ?? texts.at(-1) ?? dockerfile, context };
    history.add(`build ${index}`, input);
  });
  return history.result();
}

/** `line: ran/of`, one for each step. */
function counts({ steps }: BuildHistory): string[] {
  return steps.map(({ line, ran, of }) => `${line}: ${ran}/${of}`);
}

suite('cache: replay over builds', () => {
  const start = { 'package.json': '1', 'src/a.ts': '1', 'src/b.ts': '1', 'README.md': '1' };

  test('the first build counts for nothing', () => {
    const history = replay([start]);
    assert.equal(history.builds, 0);
    assert.deepEqual(counts(history), ['2: 0/0', '3: 0/0', '4: 0/0', '5: 0/0', '6: 0/0']);
  });

  test('each step counts the builds that ran it, with the files that made it run', () => {
    const history = replay([start, { ...start, 'src/a.ts': '2' }, { ...start, 'src/a.ts': '2', 'src/b.ts': '2' }, { ...start, 'package.json': '2' }]);
    assert.deepEqual(counts(history), ['2: 0/3', '3: 1/3', '4: 1/3', '5: 3/3', '6: 3/3']);
    const [, , , copy] = history.steps;
    assert.deepEqual(copy?.patterns, [
      { path: 'src/**', times: 3 },
      { path: 'package.json', times: 1 },
    ]);
    assert.deepEqual(copy?.files.slice(0, 2), [
      { path: 'src/a.ts', times: 2 },
      { path: 'src/b.ts', times: 2 },
    ]);
  });

  test('what was built once is never built again', () => {
    const history = replay([start, { ...start, 'README.md': '2' }, start, { ...start, 'README.md': '2' }]);
    assert.deepEqual(counts(history).slice(3), ['5: 1/3', '6: 1/3']);
  });

  test('a step keeps its count while its line moves and its text changes', () => {
    const moved = `# why\n${dockerfile}`;
    const changed = moved.replace('npm ci', 'npm ci --no-audit');
    const history = replay([start, { ...start, 'package.json': '2' }, start, start], [dockerfile, dockerfile, moved, changed]);
    assert.deepEqual(counts(history), ['3: 0/3', '4: 1/3', '5: 2/3', '6: 2/3', '7: 2/3']);
  });

  test('a step that came later is counted from its own first build', () => {
    const grown = dockerfile.replace('CMD', 'RUN npm prune\nCMD');
    const history = replay([start, start, { ...start, 'src/a.ts': '2' }], [dockerfile, grown, grown]);
    assert.deepEqual(counts(history).at(-1), '7: 2/2');
  });

  test('a build that is none is named and left out', () => {
    const history = replay([start, start, start], [dockerfile, '# nothing\n', dockerfile]);
    assert.equal(history.builds, 1);
    assert.deepEqual(history.problems, [{ build: 'build 1', problem: 'The Dockerfile has no FROM.' }]);
  });

  test('a copy from a stage that ran again only depends', () => {
    const stages = 'FROM node:22 AS build\nCOPY . /src\nRUN make\nFROM nginx:1\nCOPY --from=build /src/dist /html\n';
    const history = replay([start, { ...start, 'src/a.ts': '2' }], [stages]);
    assert.deepEqual(
      history.steps.map(({ line, ran, depended }) => [line, ran, depended]),
      [
        [2, 1, 0],
        [3, 1, 0],
        [5, 0, 1],
      ],
    );
  });
});
