/** Builds that fail, or that one might take for failing: what is left of them in the cache, and which files they ask for. */
import assert from 'node:assert/strict';
import type { EngineRules } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { readBuildInput } from '../../server/world/buildInput';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, removeEverything, removeFolder, type BuildResult } from './engine';
import { engineRules } from './engineRules';

const base = `FROM ${busyboxImage}`;

suite('Builds that fail on a real Engine', function () {
  this.timeout(120_000);
  let rules: EngineRules;
  suiteSetup(async () => {
    await ensureBaseImage();
    rules = await engineRules();
  });
  suiteTeardown(removeEverything);

  async function inFolder(files: Readonly<Record<string, string>>, check: (folder: string) => Promise<void>): Promise<void> {
    const folder = createFolder(files);
    try {
      await check(folder);
    } finally {
      removeFolder(folder);
    }
  }

  async function problemOf(folder: string): Promise<string | undefined> {
    const input = await readBuildInput({ folder, file: 'Dockerfile' });
    return predict(input, input, rules).problem;
  }

  const ignoreFiles: readonly { readonly name: string; readonly dockerfile: string; readonly fails: boolean }[] = [
    { name: 'and no step that takes files', dockerfile: `${base}\nRUN true\n`, fails: false },
    { name: 'and a COPY in a stage that nobody needs', dockerfile: `${base} AS other\nCOPY a /a\n${base}\nRUN true\n`, fails: false },
    { name: 'and a COPY from a stage', dockerfile: `${base} AS other\nRUN echo 1 >/b\n${base}\nCOPY --from=other /b /b\n`, fails: false },
    { name: 'and a cache mount', dockerfile: `${base}\nRUN --mount=type=cache,target=/c true\n`, fails: false },
    { name: 'and a COPY', dockerfile: `${base}\nCOPY a /a\n`, fails: true },
    { name: 'and a bind mount', dockerfile: `${base}\nRUN --mount=source=a,target=/a true\n`, fails: true },
    { name: 'and a trigger that copies', dockerfile: `${base} AS other\nONBUILD COPY a /a\nFROM other\nRUN true\n`, fails: true },
  ];
  for (const { name, dockerfile, fails } of ignoreFiles) {
    test(`an ignore file with a lone ! ${name}`, () =>
      inFolder({ Dockerfile: dockerfile, '.dockerignore': 'x\n!\n', a: '1' }, async (folder) => {
        const { ok, output } = await buildImage(folder);
        assert.equal(ok, !fails, output);
        assert.equal((await problemOf(folder)) !== undefined, fails);
      }));
  }

  test('a mount from a number is from an image of that name', () =>
    inFolder({ Dockerfile: `${base} AS first\nRUN true\n${base}\nRUN --mount=from=0,target=/m true\n` }, async (folder) => {
      const { ok, output } = await buildImage(folder);
      assert.equal(ok, false, output);
      assert.match(output, /docker\.io\/library\/0/);
      const input = await readBuildInput({ folder, file: 'Dockerfile' });
      assert.deepEqual(predict(input, input, rules).steps.map(({ line, outcome }) => [line, outcome]), [[2, 'unused'], [4, 'cached']]);
    }));

  const missing = `${base}\nRUN echo ${Date.now()}\nCOPY gone /x\nRUN echo below\n`;
  for (const { name, dockerfile } of [
    { name: 'in the same stage', dockerfile: missing },
    { name: 'in a stage that another one copies from', dockerfile: `${missing.replace(base, `${base} AS one`)}${base}\nCOPY --from=one /x /x\nRUN echo last\n` },
  ]) {
    test(`a source that is missing in both builds, ${name}`, () =>
      inFolder({ Dockerfile: dockerfile, other: '1' }, async (folder) => {
        await buildImage(folder);
        const again: BuildResult = await buildImage(folder);
        assert.equal(again.ok, false, again.output);
        const cached = again.steps.filter((step) => step.cached && !step.instruction.startsWith('FROM')).map(({ instruction }) => instruction);
        const input = await readBuildInput({ folder, file: 'Dockerfile' });
        const { steps } = predict(input, input, rules, { sourcesMustExist: true });
        const lines = input.dockerfile.split('\n');
        assert.deepEqual(steps.filter(({ outcome }) => outcome === 'cached').map(({ line }) => lines[line - 1]), cached, again.output);
        assert.equal(cached.length, 1, again.output);
      }));
  }
});
