import { expandText } from './expansion';
import { parseMountOptions } from './mounts';
import { sourceReference } from './stages';
import type { Dockerfile, Instruction, Stage } from './syntax';
import { globalEnvironment, type BuildFacts } from './variables';

/** Triggers that are looked at in one file; a hostile file would run many in each of many stages. */
const mostTriggers = 5_000;

/**
 * The triggers that a stage runs first because its FROM names an earlier stage with ONBUILD in it. BuildKit runs them only
 * in the stages that the target needs (convert.go `resolveStages`); a stage's own FROM counts, not what is below that.
 */
export function onbuildTriggers(dockerfile: Dockerfile, facts: BuildFacts): ReadonlyMap<Stage, readonly Instruction[]> {
  const triggers = new Map<Stage, readonly Instruction[]>();
  if (!dockerfile.instructions.some(({ keyword }) => keyword === 'ONBUILD')) return triggers;
  const bases = baseStages(dockerfile, facts);
  const waiting = [targetStage(dockerfile, facts.target)];
  const reached = new Set<Stage>();
  let left = mostTriggers;
  const source = sourceReference(dockerfile.stages);
  for (let stage = waiting.pop(); stage; stage = waiting.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    const base = bases.get(stage);
    const own = base && left > 0 ? triggersOf(base) : [];
    left -= own.length;
    if (own.length > 0 && left >= 0) triggers.set(stage, own);
    for (const next of [base, ...sourceStages(source, [...own, ...stage.instructions])]) if (next) waiting.push(next);
  }
  return triggers;
}

function triggersOf({ instructions }: Stage): Instruction[] {
  return instructions.flatMap((instruction) => (instruction.keyword === 'ONBUILD' && instruction.trigger ? [instruction.trigger] : []));
}

function targetStage({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  const wanted = target?.toLowerCase();
  return stages.findLast(({ name }) => wanted !== undefined && name === wanted) ?? stages[stages.length - 1];
}

function baseStages(dockerfile: Dockerfile, facts: BuildFacts): ReadonlyMap<Stage, Stage> {
  const globals = globalEnvironment(dockerfile, facts);
  const named = new Map<string, Stage>();
  const bases = new Map<Stage, Stage>();
  for (const stage of dockerfile.stages) {
    const base = named.get(expandText(stage.from.image?.text ?? '', globals, dockerfile.escape).text ?? '');
    if (base) bases.set(stage, base);
    if (stage.name !== undefined) named.set(stage.name, stage);
  }
  return bases;
}

/** The stages that COPY --from and RUN --mount name. */
function sourceStages(byName: (reference: string) => Stage | undefined, instructions: readonly Instruction[]): Stage[] {
  return instructions.flatMap(({ keyword, flags }) =>
    flags.flatMap((flag) => {
      if (!flag.value) return [];
      if (keyword === 'COPY' && flag.name === 'from') return byName(flag.value) ?? [];
      if (keyword !== 'RUN' || flag.name !== 'mount') return [];
      return parseMountOptions(flag).flatMap(({ key, value }) => (key === 'from' && value ? (byName(value) ?? []) : []));
    }),
  );
}
