/** The cache model against a real Engine: each scenario is built, edited and built again. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BuildInput, EngineRules } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { readBuildInput } from '../../server/world/buildInput';
import { ensureStandInImages } from './baseImages';
import { comparePredictions } from './cacheComparison';
import { cacheScenarios, type CacheEdit, type CacheScenario, type ScenarioBuild } from './cacheScenarios';
import { contextScenarios } from './cacheScenariosContext';
import { copyScenarios } from './cacheScenariosCopy';
import { formScenarios } from './cacheScenariosForms';
import { managerScenarios } from './cacheScenariosManagers';
import { runScenarios } from './cacheScenariosRun';
import { stageScenarios } from './cacheScenariosStages';
import { textScenarios } from './cacheScenariosText';
import { variableScenarios } from './cacheScenariosVariables';
import { buildImage, createFolder, docker, removeEverything, removeFolder, writeFiles, type BuildResult } from './engine';
import { engineRules } from './engineRules';
import { withFreshBases } from './freshBases';

async function applyEdit(folder: string, edit: CacheEdit): Promise<void> {
  const { write = {}, remove = [], mode = {}, rename = {}, touch = [], link = {} } = edit;
  for (const [from, to] of Object.entries(rename)) renameSync(join(folder, from), join(folder, to));
  for (const path of remove) rmSync(join(folder, path), { recursive: true });
  makeFolders(folder, edit.folder ?? []);
  writeFiles(folder, write);
  for (const path of edit.pipe ?? []) execFileSync('mkfifo', [join(folder, path)]);
  for (const path of edit.socket ?? []) await leaveSocket(join(folder, path));
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

const all = [...copyScenarios, ...runScenarios, ...stageScenarios, ...textScenarios, ...managerScenarios, ...variableScenarios, ...contextScenarios, ...formScenarios];
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
        await runScenario(new ScenarioFolder(folder, scenario, bases), scenario, rules);
      } finally {
        removeFolder(folder);
        // Hundreds of images at the end would take an Engine with the containerd store minutes to remove.
        if (bases.size > 0) await docker(['rmi', '--force', ...bases.values()]);
      }
    });
  }
});

async function runScenario(folder: ScenarioFolder, scenario: CacheScenario, rules: EngineRules): Promise<void> {
  const { between = [], edit, before = {}, after = before } = scenario;
  const first = await folder.build(before);
  if (scenario.needsCurrent && rules.generation === '20.10') return assert.equal(first.result.ok, false, 'Engine 20.10 does not know this');
  assert.ok(first.result.ok, first.result.output);
  const earlier = [first.input];
  for (const step of between) {
    await folder.edit(step);
    const { input, result } = await folder.build(before);
    assert.ok(result.ok, result.output);
    earlier.push(input);
  }
  await folder.edit(edit);
  const { input, result } = await folder.build({ ...after, args: after.args ?? before.args ?? {} });
  assert.ok(result.ok, result.output);
  const prediction = predict(earlier, input, rules);
  assert.equal(prediction.problem, undefined);
  const { seen, open } = comparePredictions(prediction.steps, result.steps, input.dockerfile, result.output, scenario.triggered);
  assert.deepEqual(open, scenario.depends?.lines ?? [], 'the model says where only the build can tell');
  for (const line of open) assert.equal(seen.get(line), scenario.depends!.really, result.output);
}

/** A scenario's files while it is edited and built. */
class ScenarioFolder {
  private dockerfile: string;

  constructor(
    private readonly folder: string,
    private readonly scenario: CacheScenario,
    private readonly bases: Map<string, string>,
  ) {
    this.dockerfile = scenario.dockerfile;
  }

  async edit(edit: CacheEdit): Promise<void> {
    await applyEdit(this.folder, edit);
    this.dockerfile = edit.dockerfile?.(this.dockerfile) ?? this.dockerfile;
  }

  async build({ args = {}, target, file = 'Dockerfile' }: ScenarioBuild): Promise<{ readonly input: BuildInput; readonly result: BuildResult }> {
    const context = join(this.folder, this.scenario.context ?? '');
    writeFiles(context, { [file]: await withFreshBases(this.dockerfile, this.bases) });
    const input = await readBuildInput({ folder: context, file, buildArguments: args, target });
    return { input, result: await buildImage(context, { file, args, ...(target ? { target } : {}) }) };
  }
}
