import type { CopySelection } from '../context/copySources';
import type { BrokenLink } from './brokenLinks';
import type { BuildPlan } from './buildPlan';
import { changedPaths } from './contentDigest';
import type { EarlierSteps } from './earlierSteps';
import type { DefinitionPart, StepDefinition } from './stepDefinition';
import type { KeyedStage, KeyedStep } from './stepKeys';

/** Why a step has its outcome. */
export interface StepCause {
  /** One sentence. */
  readonly because: string;
  /** Context files that decide it, in path order; all of them. */
  readonly files: readonly string[];
}

/**
 * Says why a step has its outcome, and which context files decide it.
 * @param counterpart the step of the earlier build that this one most likely was.
 */
export function explainStep(
  plan: BuildPlan,
  stage: KeyedStage,
  result: KeyedStep,
  stages: ReadonlyMap<number, KeyedStage>,
  earlier: EarlierSteps,
  counterpart: StepDefinition | undefined,
): StepCause {
  if (result.outcome === 'cached') return { because: 'Nothing that it reads has changed.', files: [] };
  if (result.outcome === 'depends') return { because: dependence(plan, stage, result, stages), files: [] };
  if (result.definition.missing.length > 0) {
    return { because: `The build fails here: the context holds no ${result.definition.missing.join(' and no ')}.`, files: [] };
  }
  const [broken] = result.definition.brokenLinks(plan.taken);
  if (broken) return { because: brokenLinkReason(broken), files: [] };
  const files = counterpart ? changedFiles(counterpart, result.definition) : [];
  const own = counterpart && ownChange(counterpart, result.definition, files);
  if (own) return { because: own, files };
  const first = stage.firstChanged;
  if (first && first !== result) return { because: `It builds on line ${first.step.instruction.startLine}, which runs again.`, files: [] };
  return { because: baseChange(plan, stage, earlier) ?? (counterpart ? 'It now stands on another step than before.' : 'It was not part of the earlier build.'), files: [] };
}

function brokenLinkReason({ path, isUnsent }: BrokenLink): string {
  const end = isUnsent ? 'leads to what no COPY takes, so that it is not sent' : 'leads nowhere';
  return `BuildKit before 0.25 fails here: it follows the links of a folder that a wildcard matches, and ${path} ${end}.`;
}

/** What the instruction itself reads differently. */
function ownChange(before: StepDefinition, after: StepDefinition, files: readonly string[]): string | undefined {
  const parts = after.parts.filter(({ value }, index) => value !== before.parts[index]?.value);
  const changes = parts.map((part) => partChange(part, before.parts.find(({ name }) => name === part.name)));
  if (files.length > 0) changes.push(files.length === 1 ? `the file ${files[0]!}` : `${files.length} files, such as ${files[0]!}`);
  if (changes.length === 0) return undefined;
  return `What changed: ${changes.join('; ')}.`;
}

function partChange(part: DefinitionPart, before: DefinitionPart | undefined): string {
  if (part.name !== 'the environment' || !before) return part.name;
  const earlier = new Map(before.value.split('\0').map(nameAndValue));
  const now = new Map(part.value.split('\0').map(nameAndValue));
  const names = [...new Set([...now.keys(), ...earlier.keys()])].filter((name) => now.get(name) !== earlier.get(name) && name !== '');
  return names.length > 0 ? `the environment (${names.join(', ')})` : 'the order of the environment';
}

function nameAndValue(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Context paths that differ between what two steps select, in path order. */
function changedFiles(before: StepDefinition, after: StepDefinition): string[] {
  return placesOf(after).flatMap((place) => {
    const paths = changedPaths(selectionsOf(before, place), selectionsOf(after, place));
    return place === undefined ? paths : paths.map((path) => `${path} of ${place}`);
  });
}

/** The build context (undefined) and the named ones that a step takes files of. */
function placesOf({ inputs }: StepDefinition): readonly (string | undefined)[] {
  return inputs.flatMap((input) => (input.kind === 'context' ? [input.place] : []));
}

function selectionsOf({ inputs }: StepDefinition, place: string | undefined): readonly CopySelection[] {
  return inputs.flatMap((input) => (input.kind === 'context' && input.place === place ? input.selections : []));
}

function baseChange(plan: BuildPlan, { stage }: KeyedStage, earlier: EarlierSteps): string | undefined {
  if (stage.base.kind === 'stage') return `It builds on stage ${plan.stages[stage.base.stage]!.name}, which runs again.`;
  const before = earlier.stage(stage)?.base;
  if (!before || before.kind !== 'image' || before.identity === stage.base.identity) return undefined;
  return before.reference === stage.base.reference ? `The base image ${stage.base.reference} has changed.` : `The base image changed from ${before.reference} to ${stage.base.reference}.`;
}

/** Which source may or may not have changed. */
function dependence(plan: BuildPlan, stage: KeyedStage, result: KeyedStep, stages: ReadonlyMap<number, KeyedStage>): string {
  for (const input of result.definition.inputs) {
    if (input.kind === 'remote') return `It runs again only if ${input.name} holds other files than before.`;
    if (input.kind !== 'stage') continue;
    const first = stages.get(input.stage)?.firstChanged;
    const name = plan.stages[input.stage]!.name;
    if (first) return `Stage ${name} runs again from line ${first.step.instruction.startLine}. This step runs only if that changes ${input.path}.`;
    return `It runs again only if ${input.path} of stage ${name} holds other files than what was copied before.`;
  }
  const above = stage.dependingAbove.get(result);
  if (above) return `It builds on line ${above.step.instruction.startLine}, which may or may not run again.`;
  return 'It builds on a stage that may or may not run again.';
}
