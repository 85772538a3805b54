import { currentEngine } from '../cache/buildInput';
import { planBuild, type PlannedStage } from '../cache/buildPlan';
import { resolvedBases } from '../dockerfile/resolvedBases';
import { sourceReference } from '../dockerfile/stages';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { Rule, RuleFact, RuleInput } from './rule';

export interface UnusedStageFact extends RuleFact {
  /** As written. */
  readonly name: string;
}

/** Stages of these names are there to give something to others. Any other one may be a target of its own. */
const givingNames = /^(build|builder|building|compile|compiler|deps|dependencies|install|installer|publish|assets|vendor|node[-_]?modules)$/;

/**
 * No build needs a stage whose name promises something to others: nothing starts from it or copies from it, and it is not
 * built itself. A stage of another name, which somebody may build with `--target`, and one without a name are left alone.
 */
export const unusedStage: Rule<UnusedStageFact> = {
  id: 'unused-stage',
  severity: 'information',
  alsoKnownAs: [],
  check({ dockerfile, facts }) {
    const candidates = candidatesOf(dockerfile, facts.build?.target?.toLowerCase());
    if (candidates.length === 0) return [];
    const used = usedStages(dockerfile, facts);
    return used ? candidates.filter(({ index }) => !used.has(index)).flatMap(({ from: { stageName } }) => (stageName ? [{ span: stageName.span, name: stageName.text }] : [])) : [];
  },
  message: ({ name }) =>
    `Nothing takes anything from the stage ${name}, so BuildKit skips it unless \`--target ${name}\` asks for it. Copy from it, or remove it.`,
};

/** Stages of a giving name that are not built themselves. The last of one name hides the others, which is a finding of its own. */
function candidatesOf({ stages }: Dockerfile, target: string | undefined): readonly Stage[] {
  const giving = stages.filter(({ name }) => name !== undefined && name !== target && givingNames.test(name));
  const times = new Map<string | undefined, number>();
  for (const { name } of giving) times.set(name, (times.get(name) ?? 0) + 1);
  return giving.filter(({ index, name }) => index !== stages.length - 1 && times.get(name) === 1);
}

/** Stages that another one starts from or takes files of; undefined where a variable or a trigger decides that. */
function usedStages(dockerfile: Dockerfile, { build = {} }: RuleInput['facts']): ReadonlySet<number> | undefined {
  if (dockerfile.problems.some(({ severity }) => severity === 'error')) return undefined;
  if (dockerfile.instructions.some(({ keyword }) => keyword === 'ONBUILD')) return undefined;
  // A template of a Dockerfile has `{{` where only its program knows what stands there.
  if (resolvedBases(dockerfile, build).some(({ image }) => !/^[^{]+$/.test(image ?? ''))) return undefined;
  const references = dockerfile.instructions.flatMap(({ flags }) => flags.flatMap(({ name, value }) => (name === 'from' && value ? [value] : [])));
  if (references.some((reference) => reference.includes('$'))) return undefined;
  const { stages, problem } = planBuild({ dockerfile: dockerfile.text, context: [], ...(build.buildArguments && { buildArguments: build.buildArguments }) }, currentEngine);
  const source = sourceReference(dockerfile.stages);
  const copied = references.flatMap((reference) => source(reference)?.index ?? []);
  return problem === undefined ? new Set([...copied, ...stages.flatMap(sourcesOf)]) : undefined;
}

function sourcesOf({ base, steps }: PlannedStage): number[] {
  const inputs = steps.flatMap(({ definition }) => definition?.inputs ?? []).flatMap((input) => (input.kind === 'stage' ? [input.stage] : []));
  return base.kind === 'stage' ? [base.stage, ...inputs] : inputs;
}
