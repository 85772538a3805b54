/** The cache model against a real Engine: each scenario is built, edited and built again. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineRules, PredictedStep } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { ContentIdentities } from '../../server/world/buildContext';
import { readBuildInput } from '../../server/world/buildInput';
import { ensureStandInImages, standInImages } from './baseImages';
import type { BuildStep } from './buildProgress';
import { cacheScenarios, type CacheScenario } from './cacheScenarios';
import { buildImage, createFolder, docker, ownName, removeEverything, removeFolder, writeFiles } from './engine';
import { engineRules } from './engineRules';

const stepInstructions = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Gives every `{name}` a base image that nobody has built on: the Engine remembers every step there ever was. */
async function withFreshBases(dockerfile: string, names: Map<string, string>): Promise<string> {
  for (const [, image] of dockerfile.matchAll(/(?<!\$)\{(\w+)\}/g)) {
    if (names.has(image!)) continue;
    const tag = `${ownName}/${image!}:${randomUUID().slice(0, 8)}`;
    const folder = createFolder({ Dockerfile: `FROM ${standInImages.node}\nCOPY etc/ /etc/\n`, 'etc/salt': tag, 'etc/group': 'root:x:0:\n', 'etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n' });
    const { ok, output } = await buildImage(folder, { tag });
    removeFolder(folder);
    assert.ok(ok, output);
    names.set(image!, tag);
  }
  return dockerfile.replaceAll(/(?<!\$)\{(\w+)\}/g, (_, image: string) => names.get(image)!);
}

function applyEdit(folder: string, scenario: CacheScenario): void {
  const { write = {}, remove = [], mode = {}, rename = {}, touch = [], link = {} } = scenario.edit;
  for (const [from, to] of Object.entries(rename)) renameSync(join(folder, from), join(folder, to));
  writeFiles(folder, write);
  for (const path of remove) rmSync(join(folder, path), { recursive: true });
  writeLinks(folder, link);
  for (const [path, bits] of Object.entries(mode)) chmodSync(join(folder, path), bits);
  for (const path of touch) utimesSync(join(folder, path), 1_500_000_000, 1_500_000_000);
}

function writeLinks(folder: string, links: Readonly<Record<string, string>>): void {
  for (const [path, target] of Object.entries(links)) {
    rmSync(join(folder, path), { force: true });
    symlinkSync(target, join(folder, path));
  }
}

/** Pairs what was printed with what was predicted, stage by stage in the order of steps. */
function compare(predicted: readonly PredictedStep[], printed: readonly BuildStep[], stageCount: number, output: string): Map<number, 'ran' | 'cached'> {
  const seen = new Map<number, 'ran' | 'cached'>();
  const stages = [...new Set(predicted.map(({ stage }) => stage))];
  for (const stage of stages) {
    const labels = /^\d+$/.test(stage) ? [`stage-${stage}`, ...(stageCount === 1 ? [''] : [])] : [stage];
    const expected = predicted.filter((step) => step.stage === stage && step.outcome !== 'metadata' && step.outcome !== 'unused' && stepInstructions.has(step.instruction));
    const steps = printed.filter((step) => labels.includes(step.stage) && !/^FROM /i.test(step.instruction)).sort((left, right) => left.position - right.position);
    assert.equal(steps.length, expected.length, `stage ${stage}: ${output}`);
    steps.forEach((step, index) => seen.set(expected[index]!.line, step.cached ? 'cached' : 'ran'));
  }
  return seen;
}

suite('cache predictions on a real Engine', function () {
  this.timeout(120_000);
  let rules: EngineRules;
  suiteSetup(async () => {
    await ensureStandInImages();
    rules = await engineRules();
  });
  suiteTeardown(() => removeEverything());

  for (const scenario of cacheScenarios) {
    test(scenario.name, async () => {
      const bases = new Map<string, string>();
      const folder = createFolder({ '.dockerignore': 'Dockerfile\n.dockerignore\n', ...scenario.files });
      writeLinks(folder, scenario.links ?? {});
      try {
        const identities = new ContentIdentities();
        writeFiles(folder, { Dockerfile: await withFreshBases(scenario.dockerfile, bases) });
        const first = { args: scenario.before?.args ?? {}, ...(scenario.before?.target ? { target: scenario.before.target } : {}) };
        const before = await readBuildInput({ folder, file: 'Dockerfile', buildArguments: first.args, target: first.target }, identities);
        const initial = await buildImage(folder, first);
        if (scenario.needsCurrent && rules.generation === '20.10') {
          assert.equal(initial.ok, false, 'Engine 20.10 does not know this');
          return;
        }
        assert.ok(initial.ok, initial.output);

        applyEdit(folder, scenario);
        if (scenario.edit.dockerfile) writeFiles(folder, { Dockerfile: await withFreshBases(scenario.edit.dockerfile(scenario.dockerfile), bases) });
        const second = { args: scenario.after?.args ?? first.args, ...(scenario.after?.target ? { target: scenario.after.target } : {}) };
        const after = await readBuildInput({ folder, file: 'Dockerfile', buildArguments: second.args, target: second.target }, identities);
        const prediction = predict(before, after, rules);
        const { ok, steps, output } = await buildImage(folder, second);
        assert.ok(ok, output);
        assert.equal(prediction.problem, undefined);
        const stageCount = (after.dockerfile.match(/^FROM /gim) ?? []).length;
        const seen = compare(prediction.steps, steps, stageCount, output);
        const told = (outcome: string) => prediction.steps.filter((step) => step.outcome === outcome).map(({ line }) => line);
        const really = (what: string) => [...seen].filter(([, how]) => how === what).map(([line]) => line).sort((left, right) => left - right);
        const open = new Set(told('depends'));
        assert.deepEqual(told('runs'), really('ran').filter((line) => !open.has(line)), output);
        assert.deepEqual(told('cached'), really('cached').filter((line) => !open.has(line)), output);
        assert.deepEqual([...open], scenario.depends?.lines ?? [], 'the model says where only the build can tell');
        for (const line of open) assert.equal(seen.get(line), scenario.depends!.really, output);
      } finally {
        removeFolder(folder);
        // Hundreds of images at the end would take an Engine with the containerd store minutes to remove.
        if (bases.size > 0) await docker(['rmi', '--force', ...bases.values()]);
      }
    });
  }
});
