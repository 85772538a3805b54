/**
 * The cache model against scenarios that somebody else wrote: LAYERWISE_SCENARIOS names a folder with lists of them.
 * What was seen of each on an Engine of this version must be what is predicted. Each is built here as well, as far as
 * our stand-ins for programs can do what its commands need.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildInput, EngineRules, PredictedStep } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { readBuildInput } from '../../server/world/buildInput';
import { ensureStandInImages } from './baseImages';
import { comparePredictions } from './cacheComparison';
import { buildImage, createFolder, engineVersion, removeEverything, removeFolder, type BuildResult } from './engine';
import { engineRules } from './engineRules';
import { baseImageFacts } from './freshBases';
import { GivenImages } from './givenImages';
import { applyGivenEdit, putFile, readGivenScenarios, type GivenBuild, type GivenScenario } from './givenScenarios';

const scenarioFolder = process.env['LAYERWISE_SCENARIOS'];

/** One build of the folder, and all that the model is told of it. */
async function buildOnce(folder: string, build: GivenBuild, images: GivenImages): Promise<{ readonly input: BuildInput; readonly result: BuildResult }> {
  const flags = build.flags ?? [];
  const file = flags[flags.indexOf('-f') + 1] ?? 'Dockerfile';
  const written = readFileSync(join(folder, flags.includes('-f') ? file : 'Dockerfile'), 'utf8');
  const own = flags.includes('-f') ? file : 'Dockerfile';
  const args = build.args ?? {};
  writeFileSync(join(folder, own), await images.rename(written));
  try {
    const input = await readBuildInput({ folder, file: own, buildArguments: args, ...(build.target ? { target: build.target } : {}) });
    const secrets = Object.entries(build.secrets ?? {}).flatMap(([id, value]) => ['--secret', `id=${id},src=${secretFile(folder, id, value)}`]);
    const baseImages = await baseImageFacts(input.dockerfile, args);
    return { input: { ...input, baseImages }, result: await buildImage(folder, { file: own, args, ...(build.target ? { target: build.target } : {}), options: secrets }) };
  } finally {
    writeFileSync(join(folder, own), written);
  }
}

function secretFile(folder: string, id: string, value: string): string {
  mkdirSync(`${folder}-secrets`, { recursive: true });
  const file = join(`${folder}-secrets`, id);
  writeFileSync(file, value);
  return file;
}

async function applyEdits(folder: string, edits: GivenScenario['edit'], images: GivenImages): Promise<void> {
  for (const edit of edits) {
    if (edit[0] === 'image') await images.move(edit[1] as string, edit[2] as string, edit[3] === 'same');
    else applyGivenEdit(folder, edit);
  }
}

async function runScenario(scenario: GivenScenario, rules: EngineRules, version: string): Promise<void> {
  const images = new GivenImages(scenario.images ?? {});
  const folder = createFolder({});
  try {
    for (const [path, file] of Object.entries(scenario.files)) putFile(folder, path, file);
    writeFileSync(join(folder, 'Dockerfile'), scenario.dockerfile_before);
    const observed = scenario.observed[Object.keys(scenario.observed).find((name) => version.startsWith(name)) ?? ''];
    const first = await buildOnce(folder, scenario.build ?? {}, images);
    if (observed?.error !== undefined && !first.result.ok) return;
    assert.ok(first.result.ok || observed, first.result.output);
    const before = [first.input];
    for (const edits of scenario.history ?? []) {
      await applyEdits(folder, edits, images);
      before.push((await buildOnce(folder, scenario.build ?? {}, images)).input);
    }
    await applyEdits(folder, scenario.edit, images);
    const { input, result } = await buildOnce(folder, scenario.build_after ?? scenario.build ?? {}, images);
    if (observed?.error !== undefined) return assert.equal(result.ok, false, 'it could not be built');
    const { steps } = predict(before, input, rules);
    if (observed) compareWithRecord(steps, observed);
    if (first.result.ok) {
      assert.ok(result.ok, result.output);
      comparePredictions(steps, result.steps, input.dockerfile, result.output);
    }
    const open = steps.filter(({ outcome }) => outcome === 'depends').map(({ line }) => line);
    assert.deepEqual(open.filter((line) => !(scenario.content_dependent_lines ?? []).includes(line)), [], 'lines that can be told');
  } finally {
    removeFolder(folder);
    removeFolder(`${folder}-secrets`);
    await images.remove();
  }
}

/** Lines of which only the build can tell may be either. */
function compareWithRecord(steps: readonly PredictedStep[], { executed = [], cached = [] }: GivenScenario['observed'][string]): void {
  const told = (outcome: string): number[] => steps.filter((step) => step.outcome === outcome).map(({ line }) => line);
  const open = told('depends');
  const decided = (lines: readonly number[]): number[] => lines.filter((line) => !open.includes(line));
  assert.deepEqual({ runs: told('runs'), cached: told('cached') }, { runs: decided(executed), cached: decided(cached) }, 'as it was recorded');
}

if (scenarioFolder !== undefined) {
  suite(`cache predictions for the scenarios of ${scenarioFolder}`, function () {
    this.timeout(120_000);
    let rules: EngineRules;
    let version = '';
    suiteSetup(async () => {
      await ensureStandInImages();
      rules = await engineRules();
      version = await engineVersion();
    });
    suiteTeardown(() => removeEverything());

    for (const scenario of readGivenScenarios(scenarioFolder)) {
      test(`${scenario.id}: ${scenario.description}`, () => runScenario(scenario, rules, version));
    }
  });
}
