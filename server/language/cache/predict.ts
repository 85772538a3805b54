import { currentEngine, type BuildInput, type EngineRules, type PredictedStep, type Prediction } from './buildInput';
import { planBuild, type BuildPlan, type PlannedStage, type PlannedStep } from './buildPlan';
import { explainStep } from './causes';
import { earlierSteps, type EarlierSteps } from './earlierSteps';
import { BuiltSteps, KeyTable, keyBuild, rememberBuild, type KeyedStage, type KeyedStep, type RememberOptions } from './stepKeys';

/** Most files that one step names. */
const fileLimit = 20;

/**
 * Predicts for each step of a build whether BuildKit takes it from the cache that earlier builds left.
 * @param before the earlier build, or several, oldest first; the cache remembers all of them.
 * @param after the build that is to come.
 * @param options whether a source that the context does not hold makes the build fail, or counts as files that nobody knows.
 * The result lists the instructions below each FROM in file order. Never throws.
 */
export function predict(before: BuildInput | readonly BuildInput[], after: BuildInput, engine: EngineRules = currentEngine, options: RememberOptions = {}): Prediction {
  const earlier = Array.isArray(before) ? (before as readonly BuildInput[]) : [before as BuildInput];
  const table = new KeyTable();
  const built = new BuiltSteps();
  let lastPlan: BuildPlan | undefined;
  for (const input of earlier) {
    const plan = planBuild(input, engine, lastPlan?.sent);
    if (plan.problem !== undefined) return { steps: [], problem: `Before: ${plan.problem}` };
    rememberBuild(keyBuild(plan, table, built), table, built, options);
    lastPlan = plan;
  }
  const plan = planBuild(after, engine, lastPlan?.sent);
  if (plan.problem !== undefined) return { steps: [], problem: `After: ${plan.problem}` };
  return { steps: describe(plan, keyBuild(plan, table, built), earlierSteps(lastPlan)) };
}

function describe(plan: BuildPlan, keyed: ReadonlyMap<number, KeyedStage>, earlier: EarlierSteps): PredictedStep[] {
  const results = new Map([...keyed.values()].flatMap(({ steps }) => steps.map((result) => [result.step, result] as const)));
  return plan.stages.flatMap((stage) =>
    stage.steps.filter(({ triggered }) => !triggered).map((step) => describeStep(plan, stage, step, results.get(step), keyed, earlier)),
  );
}

function describeStep(
  plan: BuildPlan,
  stage: PlannedStage,
  step: PlannedStep,
  result: KeyedStep | undefined,
  keyed: ReadonlyMap<number, KeyedStage>,
  earlier: EarlierSteps,
): PredictedStep {
  const { instruction } = step;
  const place = { line: instruction.startLine, endLine: instruction.endLine, stage: stage.name, instruction: nameOf(step) };
  const stageKeys = keyed.get(stage.index);
  if (!stageKeys) return { ...place, outcome: 'unused', because: 'The target does not need this stage.', files: [] };
  if (!result) return { ...place, outcome: 'metadata', because: metadataReason(step), files: [] };
  const counterpart = earlier.counterpart(result.definition, stageKeys.stage);
  const { because, files } = explainStep(plan, stageKeys, result, keyed, earlier, counterpart);
  return { ...place, outcome: result.outcome, because, files: files.slice(0, fileLimit) };
}

function nameOf({ instruction }: PlannedStep): string {
  return instruction.keyword === 'UNKNOWN' ? instruction.keywordText.toUpperCase() : instruction.keyword;
}

function metadataReason({ instruction }: PlannedStep): string {
  switch (instruction.keyword) {
    case 'ARG':
    case 'ENV':
      return 'It sets a variable for what comes below and runs nothing itself.';
    case 'USER':
    case 'SHELL':
      return 'It changes how steps below run and runs nothing itself.';
    case 'WORKDIR':
      return 'The folder / always exists, so no step makes it.';
    case 'ONBUILD':
      return 'It runs in images that are built on this one.';
    case 'UNKNOWN':
      return 'BuildKit does not know this instruction and refuses the file.';
    default:
      return 'It changes only the image’s configuration; no step runs for it.';
  }
}
