/** Links in folders that a wildcard matches: which builds fail over them. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineRules } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { readBuildInput } from '../../server/world/buildInput';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, removeEverything, removeFolder } from './engine';
import { engineRules } from './engineRules';

const files = { '.dockerignore': 'Dockerfile\n.dockerignore\nhidden\n', 'd/file': '1', 'e/one': '2', hidden: '3' };
const links: Readonly<Record<string, string>> = { 'd/out': '../far/end', 'far/end': '../e/one', way: 'e' };

/** Instructions above `COPY d* /x/`, or below it. */
const builds: readonly { readonly name: string; readonly above?: string; readonly below?: string; readonly links?: Readonly<Record<string, string>> }[] = [
  { name: 'no step takes the target' },
  { name: 'a step takes the target, none the link on the way', above: 'COPY e /e/' },
  { name: 'a step takes the link on the way as it is', above: 'COPY far/ /far/' },
  { name: 'a step names the link on the way', above: 'COPY far/end /end' },
  { name: 'a step below names it', below: 'COPY far/end /end' },
  { name: 'both are taken', above: 'COPY e far /all/' },
  { name: 'everything is taken', above: 'COPY . /all/' },
  { name: 'a mount takes it', above: 'RUN --mount=type=bind,source=far/end,target=/m true' },
  { name: 'a mount takes everything', above: 'RUN --mount=type=bind,target=/m true' },
  { name: 'a cache mount takes nothing', above: 'RUN --mount=type=cache,target=/m true' },
  { name: 'the target is taken through another link', above: 'COPY way/one /e\nCOPY far/ /far/' },
  { name: 'a stage that nobody needs takes it', above: `COPY far/end /end\nFROM ${busyboxImage}` },
  { name: 'a stage that is copied from takes it', above: `COPY far/end /end\nFROM ${busyboxImage}`, below: 'COPY --from=0 /end /end' },
  { name: 'the target is ignored', links: { 'd/out': '../hidden' } },
  { name: 'there is no target', above: 'COPY . /all/', links: { 'd/out': 'nowhere' } },
  { name: 'the target lies beside it', links: { 'd/out': 'file' } },
];

suite('Links in matched folders on a real Engine', function () {
  this.timeout(120_000);
  let rules: EngineRules;
  suiteSetup(async () => {
    await ensureBaseImage();
    rules = await engineRules();
  });
  suiteTeardown(removeEverything);

  for (const { name, above = 'RUN true', below = 'RUN true', links: own = links } of builds) {
    test(name, async () => {
      const folder = createFolder({ ...files, Dockerfile: `FROM ${busyboxImage}\n${above}\nCOPY d* /x/\n${below}\n` });
      try {
        for (const [path, target] of Object.entries(own)) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          symlinkSync(target, join(folder, path));
        }
        const { ok, output } = await buildImage(folder);
        const input = await readBuildInput({ folder, file: 'Dockerfile' });
        const { steps, problem } = predict({ ...input, dockerfile: `FROM ${busyboxImage}\n` }, input, rules);
        assert.equal(problem, undefined);
        assert.equal(steps.some(({ because }) => because.includes('fails here')), !ok, output);
        if (!ok) assert.equal(rules.generation, 'current', output);
      } finally {
        removeFolder(folder);
      }
    });
  }
});
