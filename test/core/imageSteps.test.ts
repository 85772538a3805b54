import assert from 'node:assert/strict';
import { imageSteps, type StageImage } from '../../server/language/cache/imageSteps/imageSteps';
import type { BuiltImage } from '../../server/language/cache/imageSteps/machineImages';
import { matchesOpen, openValue } from '../../server/language/cache/imageSteps/openText';
import { layerSizeLenses } from '../../server/language/codeLens/layerSizeLens';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import type { DockerfileFacts } from '../../server/language/dockerfileFacts';
import type { HistoryRow } from '../../server/language/graph/daemonFacts';
import { dockerfileHover } from '../../server/language/hover/dockerfileHover';

/** Rows as Engines 20.10 and 26.1 gave them; the daemon suite holds the forms against real ones. */
type Row = readonly [bytes: number, createdBy: string];

const now = Date.parse('2026-06-01T12:00:00Z');
const threeHours = 3 * 3600;
const baseRows: readonly Row[] = [[5_000_000, 'COPY busybox /bin/busybox # buildkit'], [0, 'ENV PATH=/bin']];

function image(tag: string, rows: readonly Row[], options: { readonly legacy?: boolean; readonly age?: number; readonly base?: readonly Row[] } = {}): BuiltImage {
  const all = [...(options.base ?? baseRows).map((row) => [...row, true] as const), ...rows.map((row) => [...row, options.legacy !== true] as const)];
  const created = now / 1000 - (options.age ?? threeHours);
  const history = all.map(([bytes, createdBy, isBuildKit]): HistoryRow => ({ bytes, createdBy, created, comment: isBuildKit ? 'buildkit.dockerfile.v0' : '' }));
  return { id: `sha256:${tag}`, tags: [tag], bytes: 0, created, history };
}

function factsOf(images: readonly BuiltImage[], base?: BuiltImage): DockerfileFacts {
  return { machineImages: { images, historyOf: (name) => (name === 'base:1' ? base?.history : undefined), now } };
}

/** `LINE BYTES`, with `?` where a value is open; or where an image differs. */
function shown(results: readonly StageImage[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.kind === 'different') return [`${result.image.tags[0]!} differs in ${result.first === 'base' ? 'its base' : `line ${result.first.step.startLine}`}`];
    return result.rows.map(({ instruction, bytes, open }) => `${instruction.startLine} ${bytes}${open ? '?' : ''}`);
  });
}

function match(text: string, images: readonly BuiltImage[], base?: BuiltImage): readonly string[] {
  return shown(imageSteps(parseDockerfile(text), factsOf(images, base)));
}

const text = 'FROM base:1\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "x.js"]\n';
const rows: readonly Row[] = [
  [0, 'WORKDIR /app'],
  [1_200_000, 'COPY . . # buildkit'],
  [212_000_000, 'RUN /bin/sh -c npm ci # buildkit'],
  [0, 'CMD ["node" "x.js"]'],
];
const sizes = ['2 0', '3 1200000', '4 212000000', '5 0'];

suite('Steps and the rows of an image', () => {
  test('rows of BuildKit are matched text by text', () => assert.deepEqual(match(text, [image('app:dev', rows)]), sizes));

  test('rows of the legacy builder, with --label as one more', () => {
    const legacy: Row[] = [
      [0, '/bin/sh -c #(nop) WORKDIR /app'],
      [1_200_000, `/bin/sh -c #(nop) COPY dir:${'a1'.repeat(32)} in . `],
      [212_000_000, '/bin/sh -c npm ci'],
      [0, '/bin/sh -c #(nop)  CMD ["node" "x.js"]'],
    ];
    assert.deepEqual(match(text, [image('app:dev', legacy, { legacy: true })]), sizes);
    assert.deepEqual(match(text, [image('app:dev', [...legacy, [0, '/bin/sh -c #(nop)  LABEL a=b']], { legacy: true })]), sizes);
    const several = legacy.with(1, [1_200_000, `/bin/sh -c #(nop) COPY multi:${'a1'.repeat(32)} in . `]);
    assert.deepEqual(match(text, [image('app:dev', several, { legacy: true })]), ['app:dev differs in line 3'], 'one source is not several');
  });

  for (const [what, index, row] of [
    ['a renamed step', 2, 'RUN /bin/sh -c npm install # buildkit'],
    ['another shell', 2, 'RUN /bin/bash -c npm ci # buildkit'],
    ['another source', 1, 'COPY src . # buildkit'],
    ['an owner that the file does not have', 1, 'COPY --chown=1:1 . . # buildkit'],
    ['another command', 3, 'CMD ["node" "y.js"]'],
    ['another instruction', 1, 'ADD . . # buildkit'],
  ] as const) {
    test(`${what} is no match, and said to be none`, () => {
      const other = image('app:dev', rows.map((each, at) => (at === index ? [each[0], row] : each)));
      assert.deepEqual(match(text, [other]), [`app:dev differs in line ${index + 2}`]);
    });
  }

  test('an image with few of the steps is another Dockerfile’s', () => {
    const other = image('other:1', rows.map(([bytes, createdBy], index) => (index === 1 ? [bytes, createdBy] : [bytes, 'RUN true # buildkit'])));
    assert.deepEqual(match(text, [other]), []);
    assert.deepEqual(match('FROM base:1\nCMD ["sh"]\n', [image('x:1', [[0, 'CMD ["sh"]']])]), [], 'a row that no layer proves');
  });

  test('a base that is here must be below; where it is not here, the rows above it decide', () => {
    const base = image('base:1', []);
    assert.deepEqual(match(text, [image('app:dev', rows)], base), sizes);
    const moved = image('app:dev', rows, { base: [[1, 'COPY old /old # buildkit'], ...baseRows] });
    assert.deepEqual(match(text, [moved], base), ['app:dev differs in its base']);
    assert.deepEqual(match(text, [moved]), sizes);
    assert.deepEqual(match(text.replace('base:1', 'scratch'), [moved]), ['app:dev differs in its base']);
  });

  test('while the base’s rows are being read nothing is said', () => {
    const facts: DockerfileFacts = { machineImages: { images: [image('app:dev', rows)], historyOf: () => 'reading', now } };
    assert.deepEqual(imageSteps(parseDockerfile(text), facts), []);
  });

  test('a stage on a stage takes over its rows', () => {
    const staged = text.replace('base:1', 'base:1 AS deps').replace('CMD', 'FROM deps\nCMD');
    assert.deepEqual(match(staged, [image('app:dev', rows)]), ['2 0', '3 1200000', '4 212000000', '6 0']);
  });

  test('the newest of several images counts', () => {
    const [result] = imageSteps(parseDockerfile(text), factsOf([image('app:new', rows), image('app:old', rows, { age: 9 * threeHours })]));
    assert.ok(result?.kind === 'same');
    assert.deepEqual([result.image.tags, result.older], [['app:new'], 1]);
  });
});

suite('Build arguments in the rows of an image', () => {
  const withArguments = 'FROM base:1\nARG TO=/opt NAME=x\nENV AT=$TO/y\nCOPY a $AT/\nRUN make $NAME\n';
  const rowsWith = (to: string, run: string): Row[] => [[0, 'ARG TO=/opt NAME=x'], [0, `ENV AT=${to}/y`], [7, `COPY a ${to}/y/ # buildkit`], [9, run]];

  test('defaults are expanded, and other values are read from the rows of RUN', () => {
    const sizesWith = ['2 0', '3 0', '4 7', '5 9'];
    assert.deepEqual(match(withArguments, [image('a:1', rowsWith('/opt', 'RUN |2 TO=/opt NAME=x /bin/sh -c make $NAME # buildkit'))]), sizesWith);
    const [other] = imageSteps(parseDockerfile(withArguments), factsOf([image('a:1', rowsWith('/srv', 'RUN |2 TO=/srv NAME=x y /bin/sh -c make $NAME # buildkit'))]));
    assert.ok(other?.kind === 'same');
    assert.deepEqual([shown([other]), other.otherValues], [sizesWith, ['TO', 'NAME']]);
  });

  test('a row that the values contradict is no match', () => {
    assert.deepEqual(match(withArguments, [image('a:1', rowsWith('/srv', 'RUN |2 TO=/opt NAME=x /bin/sh -c make $NAME # buildkit'))]), []);
  });

  test('a value that no row tells is open', () => {
    const noRun = 'FROM base:1\nARG TO=/opt\nCOPY b /b\nCOPY a $TO/\n';
    assert.deepEqual(match(noRun, [image('a:1', [[0, 'ARG TO=/opt'], [3, 'COPY b /b # buildkit'], [7, 'COPY a /srv/ # buildkit']])]), ['2 0', '3 3', '4 7?']);
    assert.deepEqual(match(noRun, [image('a:1', [[0, 'ARG TO=/opt'], [3, 'COPY b /b # buildkit'], [7, 'COPY other /srv/ # buildkit']])]), ['a:1 differs in line 4']);
  });

  test('open texts match from left to right, the same character never twice', () => {
    assert.ok(matchesOpen(`a${openValue}b${openValue}`, 'a b'));
    assert.ok(!matchesOpen(`ab${openValue}bc`, 'abc'));
    assert.ok(!matchesOpen(`a${openValue}c${openValue}c`, 'ac'));
    assert.ok(!matchesOpen('a', 'ab'));
  });
});

suite('What lenses and hovers say of layers', () => {
  const hoverAt = (line: number, images: readonly BuiltImage[]): readonly string[] => {
    const dockerfile = parseDockerfile(text);
    const { start } = dockerfile.instructions.find(({ startLine }) => startLine === line)!.keywordSpan;
    return dockerfileHover(dockerfile, start, factsOf(images))!.computed;
  };

  test('the hover of a step has its layer, that of FROM the sum', () => {
    const images = [image('app:dev', rows)];
    assert.equal(hoverAt(4, images)[0], 'In image `app:dev` (made 3 hours ago) this step has a layer of **212 MB**: `RUN npm ci`.');
    assert.equal(hoverAt(1, images)[0], 'Image `app:dev` (made 3 hours ago) has exactly these steps: they add **213 MB** of its 218 MB.');
  });

  test('where the steps differ, the size is not known', () => {
    const images = [image('app:dev', rows.with(2, [9, 'RUN /bin/sh -c npm install # buildkit']))];
    const difference = 'No image on this machine has exactly these steps. `app:dev` comes nearest, but has `RUN npm install` in the place of line 4.';
    assert.equal(hoverAt(3, images)[0], `The size of its layer is not known. ${difference}`);
    assert.equal(hoverAt(1, images)[0], difference);
  });

  test('secrets in a row are masked', () => {
    const secret = 'FROM base:1\nRUN curl -H "Authorization: Bearer abcdefghijklmnop" x\n';
    const dockerfile = parseDockerfile(secret);
    const facts = factsOf([image('a:1', [[9, 'RUN /bin/sh -c curl -H "Authorization: Bearer abcdefghijklmnop" x # buildkit']])]);
    const { computed } = dockerfileHover(dockerfile, dockerfile.instructions[1]!.keywordSpan.start, facts)!;
    assert.match(computed[0]!, /has a layer of \*\*9 bytes\*\*/);
    assert.ok(!computed[0]!.includes('abcdefghijklmnop'));
  });

  test('lenses stand above FROM and above layers of a megabyte and more', () => {
    const titles = layerSizeLenses(parseDockerfile(text), factsOf([image('app:dev', rows)])).map(({ range, command }) => [range.start.line, command!.title]);
    assert.deepEqual(titles, [
      [0, 'app:dev: 218 MB, 213 MB of it from these steps, made 3 hours ago'],
      [2, 'layer: 1.2 MB'],
      [3, 'layer: 212 MB'],
    ]);
    assert.deepEqual(layerSizeLenses(parseDockerfile(text), {}), [], 'no daemon, no lens');
  });
});
