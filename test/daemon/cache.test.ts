/** The cache model against a real Engine: each scenario is built, edited and built again. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { EngineRules } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { readBuildInput } from '../../server/world/buildInput';
import { ensureStandInImages } from './baseImages';
import { comparePredictions } from './cacheComparison';
import { cacheScenarios, type CacheScenario } from './cacheScenarios';
import { copyScenarios } from './cacheScenariosCopy';
import { managerScenarios } from './cacheScenariosManagers';
import { runScenarios } from './cacheScenariosRun';
import { stageScenarios } from './cacheScenariosStages';
import { textScenarios } from './cacheScenariosText';
import { buildImage, createFolder, docker, removeEverything, removeFolder, writeFiles } from './engine';
import { engineRules } from './engineRules';
import { withFreshBases } from './freshBases';

async function applyEdit(folder: string, scenario: CacheScenario): Promise<void> {
  const { write = {}, remove = [], mode = {}, rename = {}, touch = [], link = {} } = scenario.edit;
  for (const [from, to] of Object.entries(rename)) renameSync(join(folder, from), join(folder, to));
  for (const path of remove) rmSync(join(folder, path), { recursive: true });
  makeFolders(folder, scenario.edit.folder ?? []);
  writeFiles(folder, write);
  for (const path of scenario.edit.pipe ?? []) execFileSync('mkfifo', [join(folder, path)]);
  for (const path of scenario.edit.socket ?? []) await leaveSocket(join(folder, path));
  writeLinks(folder, link);
  for (const [path, bits] of Object.entries(mode)) chmodSync(join(folder, path), bits);
  for (const path of touch) utimesSync(join(folder, path), 1_500_000_000, 1_500_000_000);
}

function makeFolders(folder: string, paths: readonly string[]): void {
  for (const path of paths) mkdirSync(join(folder, path), { recursive: true });
}

/** A socket goes when its server closes; renamed, it stays. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.open`, resolve));
  renameSync(`${path}.open`, path);
  await new Promise((resolve) => server.close(resolve));
}

function writeLinks(folder: string, links: Readonly<Record<string, string>>): void {
  for (const [path, target] of Object.entries(links)) {
    rmSync(join(folder, path), { force: true });
    symlinkSync(target, join(folder, path));
  }
}

const all = [...copyScenarios, ...runScenarios, ...stageScenarios, ...textScenarios, ...managerScenarios];
/** Three builds each: together with all other suites a third of them; `npm test -- daemon` builds all. */
const further = process.env['LAYERWISE_EVERY_SCENARIO'] === '1' ? all : all.filter((_, index) => index % 3 === 0);

suite(`cache predictions on a real Engine (${cacheScenarios.length + further.length} of ${cacheScenarios.length + all.length} scenarios)`, function () {
  this.timeout(120_000);
  let rules: EngineRules;
  suiteSetup(async () => {
    await ensureStandInImages();
    rules = await engineRules();
  });
  suiteTeardown(() => removeEverything());

  for (const scenario of [...cacheScenarios, ...further]) {
    test(scenario.name, async () => {
      const bases = new Map<string, string>();
      const folder = createFolder({ '.dockerignore': 'Dockerfile\n.dockerignore\n', ...scenario.files });
      makeFolders(folder, scenario.folders ?? []);
      writeLinks(folder, scenario.links ?? {});
      try {
        writeFiles(folder, { Dockerfile: await withFreshBases(scenario.dockerfile, bases) });
        const first = { args: scenario.before?.args ?? {}, ...(scenario.before?.target ? { target: scenario.before.target } : {}) };
        const before = await readBuildInput({ folder, file: 'Dockerfile', buildArguments: first.args, target: first.target });
        const initial = await buildImage(folder, first);
        if (scenario.needsCurrent && rules.generation === '20.10') {
          assert.equal(initial.ok, false, 'Engine 20.10 does not know this');
          return;
        }
        assert.ok(initial.ok, initial.output);

        await applyEdit(folder, scenario);
        if (scenario.edit.dockerfile) writeFiles(folder, { Dockerfile: await withFreshBases(scenario.edit.dockerfile(scenario.dockerfile), bases) });
        const second = { args: scenario.after?.args ?? first.args, ...(scenario.after?.target ? { target: scenario.after.target } : {}) };
        const after = await readBuildInput({ folder, file: 'Dockerfile', buildArguments: second.args, target: second.target });
        const prediction = predict(before, after, rules);
        const { ok, steps, output } = await buildImage(folder, second);
        assert.ok(ok, output);
        assert.equal(prediction.problem, undefined);
        const { seen, open } = comparePredictions(prediction.steps, steps, after.dockerfile, output, scenario.triggered);
        assert.deepEqual(open, scenario.depends?.lines ?? [], 'the model says where only the build can tell');
        for (const line of open) assert.equal(seen.get(line), scenario.depends!.really, output);
      } finally {
        removeFolder(folder);
        // Hundreds of images at the end would take an Engine with the containerd store minutes to remove.
        if (bases.size > 0) await docker(['rmi', '--force', ...bases.values()]);
      }
    });
  }
});
