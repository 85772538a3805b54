/** What holds for every build, tried on many random ones. The seeds are fixed, so a failure comes again. */
import assert from 'node:assert/strict';
import type { BuildInput, EngineRules, PredictedStep } from '../../server/language/cache/buildInput';
import { HistoryReplay } from '../../server/language/cache/history/replay';
import { predict } from '../../server/language/cache/predict';
import type { ContextEntry } from '../../server/language/context/contextEntry';
import { ContextTree } from '../../server/language/context/contextTree';
import { Random } from './random';

const builds = 25;
const engines: readonly EngineRules[] = [
  { generation: 'current', linksCopies: false },
  { generation: 'current', linksCopies: true },
  { generation: '20.10', linksCopies: false },
];
const ignoreFile = '*.log\n**/tmp\nunused\n!keep.log\n';

const folders = ['', 'src/', 'src/lib/', 'docs/', 'zoë/', '.hidden/'];
const sources = ['src', 'src/lib', 'docs docs', '.', 's*', '*.txt', 'a.txt b.txt', 'src/*.ts', 'now', 'docs/a.txt src/a.txt', '*/lib'];
const instructions: readonly ((random: Random) => string)[] = [
  (random) => `COPY ${random.pick(sources)} /x${random.below(3)}/`,
  (random) => `COPY --chown=1:1 ${random.pick(sources)} ./`,
  (random) => `COPY --link ${random.pick(sources)} /l/`,
  (random) => `ADD ${random.pick(sources)} /y/`,
  (random) => `RUN make ${random.below(4)} && \\\n    make $V`,
  (random) => `RUN --mount=source=${random.pick(['src', 'docs', 'now'])},target=/m --mount=target=/n cat ${random.below(3)}`,
  (random) => `RUN <<EOF\nbody ${random.below(3)}\nEOF`,
  (random) => `COPY <<EOF /h\n$V${random.below(3)}\nEOF`,
  (random) => `WORKDIR ${random.pick(['/w', 'sub', '/', '$V'])}`,
  (random) => `ENV V=${random.below(3)} W=$V`,
  () => 'ARG V\nARG U=1',
  () => 'LABEL a=1\nEXPOSE 80',
  (random) => `USER ${random.pick(['root', '0', '1000'])}`,
];

function randomDockerfile(random: Random): string {
  const stages = 1 + random.below(3);
  const lines = ['ARG V=1'];
  for (let stage = 0; stage < stages; stage++) {
    lines.push(`FROM ${stage > 0 && random.below(2) === 0 ? `s${random.below(stage)}` : 'alpine'} AS s${stage}`);
    for (let count = 1 + random.below(6); count > 0; count--) lines.push(random.pick(instructions)(random));
    if (stage > 0) lines.push(`COPY --from=s${random.below(stage)} /x0 /x1 /from/`);
  }
  return `${lines.join('\n')}\n`;
}

function randomContext(random: Random): ContextEntry[] {
  const paths = new Set(['a.txt', 'b.txt', 'docs/a.txt', 'src/a.txt', 'src/lib/one.ts', 'x.log', 'tmp/y', 'src/tmp/z', 'unused/f']);
  for (let count = random.below(12); count > 0; count--) paths.add(`${random.pick(folders)}${random.pick(['f', 'g.ts', 'h.txt', '.i', 'İ'])}`);
  const files = [...paths].map((path): ContextEntry => ({ path, type: 'file', size: 1, mode: random.pick([0o644, 0o755]), identity: String(random.below(4)) }));
  return [...files, { path: 'now', type: 'symlink', size: 0, mode: 0o777, linkTarget: random.pick(['src', 'docs', 'a.txt']) }];
}

function steps(before: BuildInput | readonly BuildInput[], after: BuildInput, engine: EngineRules): readonly PredictedStep[] {
  const prediction = predict(before, after, engine);
  assert.equal(prediction.problem, undefined);
  return prediction.steps;
}

function outcomes(of: readonly PredictedStep[]): string {
  return of.map(({ instruction, outcome }) => `${instruction} ${outcome}`).join('\n');
}

function assertAllCached(before: BuildInput | readonly BuildInput[], after: BuildInput, engine: EngineRules, message: string): void {
  const others = steps(before, after, engine).filter(({ outcome }) => outcome === 'runs' || outcome === 'depends');
  assert.deepEqual(others, [], `${message}\n${after.dockerfile}`);
}

/** Runs a check over random builds on every kind of Engine. */
function forBuilds(check: (input: BuildInput, engine: EngineRules, random: Random) => void): void {
  for (let seed = 1; seed <= builds; seed++) {
    for (const engine of engines) {
      const random = new Random(seed);
      check({ dockerfile: randomDockerfile(random), context: randomContext(random), ignoreFile, buildArguments: { V: String(random.below(3)) } }, engine, random);
    }
  }
}

function entriesOf({ context }: BuildInput): readonly ContextEntry[] {
  return context instanceof ContextTree ? context.entries : context;
}

suite('cache: properties of random builds', () => {
  test('no edit: all cached', () => forBuilds((input, engine) => assertAllCached(input, input, engine, 'no edit')));

  test('ignored files come, change and go: all cached', () =>
    forBuilds((input, engine, random) => {
      const kept = entriesOf(input).filter(({ path }) => path !== random.pick(['x.log', 'tmp/y', 'src/tmp/z', 'unused/f']));
      const more = ['new.log', 'docs/tmp/deep/f', 'unused/g', 'tmp/y'].map((path): ContextEntry => ({ path, type: 'file', size: 2, mode: 0o600, identity: 'new' }));
      // A folder that holds only ignored files is sent empty; docs is there anyway.
      assertAllCached(input, { ...input, context: [...kept, ...more] }, engine, 'ignored files');
    }));

  test('the order of entries and how the context is given do not matter', () =>
    forBuilds((input, engine, random) => {
      assertAllCached(input, { ...input, context: random.shuffle(entriesOf(input)) }, engine, 'order');
      assertAllCached(input, { ...input, context: new ContextTree(random.shuffle(entriesOf(input))) }, engine, 'tree');
    }));

  test('comments and blank lines between instructions: the same outcomes', () =>
    forBuilds((input, engine, random) => {
      const noted = input.dockerfile.replace(/^(FROM|COPY|ADD|WORKDIR|ENV|USER)\b(?!.*<<)/gm, (line) => (random.below(2) === 0 ? `# note\n\n${line}` : line));
      const context = entriesOf(input).map((entry) => (random.below(3) === 0 && entry.type === 'file' ? { ...entry, identity: 'edited' } : entry));
      assertAllCached(input, { ...input, dockerfile: noted }, engine, 'comments');
      const edited = { ...input, context };
      assert.equal(outcomes(steps(input, { ...edited, dockerfile: noted }, engine)), outcomes(steps(input, edited, engine)));
    }));

  test('a file that no step takes changes: all cached', () =>
    forBuilds((input, engine) => {
      const narrow = input.dockerfile.replaceAll(/(COPY|ADD) ((?:--\S+ )*)(\.|s\*|\*\/lib) \//g, '$1 $2src /').replaceAll(' --mount=target=/n', '').replaceAll(' . ./', ' src ./').replaceAll(/ (s\*|\*\/lib) \.\//g, ' src ./');
      const other = (identity: string): ContextEntry => ({ path: 'elsewhere/f.md', type: 'file', size: 1, mode: 0o644, identity });
      const build = (identity: string): BuildInput => ({ ...input, dockerfile: narrow, context: [...entriesOf(input), other(identity)] });
      assertAllCached(build('1'), build('2'), engine, 'a file outside all COPY');
    }));

  test('an edit that is taken back: all cached', () =>
    forBuilds((input, engine, random) => {
      const other = { ...input, dockerfile: randomDockerfile(random), context: randomContext(random) };
      assertAllCached([input, other], input, engine, 'taken back');
    }));

  test('below a step that runs, nothing in its stage is cached', () =>
    forBuilds((input, engine, random) => {
      if (engine.linksCopies) return;
      const after = steps(input, { ...input, context: randomContext(random) }, engine);
      for (const stage of new Set(after.map((step) => step.stage))) {
        const own = after.filter((step) => step.stage === stage && ['runs', 'cached', 'depends'].includes(step.outcome)).map(({ outcome }) => outcome);
        const first = own.findIndex((outcome) => outcome !== 'cached');
        if (first >= 0) assert.ok(!own.slice(first).includes('cached'), `${own.join()}\n${input.dockerfile}`);
      }
    }));

  test('a tree that was changed path by path predicts as one that was read anew', () =>
    forBuilds((input, engine, random) => {
      const before = new ContextTree(entriesOf(input));
      const now = randomContext(random);
      const paths = new Set([...entriesOf(input), ...now].map(({ path }) => path));
      const after = before.with([...paths].map((path) => ({ path, entry: now.find((entry) => entry.path === path) })));
      const anew = steps(input, { ...input, context: now }, engine);
      assert.deepEqual(steps({ ...input, context: before }, { ...input, context: after }, engine), anew);
    }));

  test('a replay of two builds says what the prediction says', () =>
    forBuilds((input, engine, random) => {
      const after = { ...input, context: randomContext(random) };
      const replay = new HistoryReplay(engine);
      replay.add('before', input);
      replay.add('after', after);
      const predicted = steps(input, after, engine).filter(({ outcome }) => ['runs', 'cached', 'depends'].includes(outcome));
      const replayed = replay.result().steps.map(({ line, ran, depended }) => [line, ran > 0 ? 'runs' : depended > 0 ? 'depends' : 'cached']);
      assert.deepEqual(replayed, predicted.map(({ line, outcome }) => [line, outcome]));
    }));
});
