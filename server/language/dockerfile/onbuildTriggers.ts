import { remembered } from './remembered';
import { resolvedBases } from './resolvedBases';
import { stageReferences } from './stageReferences';
import { sourceReference } from './stages';
import type { Dockerfile, Instruction, Stage } from './syntax';
import type { BuildFacts } from './variables';

/** Triggers that are looked at in one file; a hostile file would run many in each of many stages. */
const mostTriggers = 5_000;

/**
 * The triggers that a stage runs first because its FROM names an earlier stage with ONBUILD in it. BuildKit runs them only
 * in the stages that the target needs (convert.go `resolveStages`); a stage's own FROM counts, not what is below that.
 */
export const onbuildTriggers = remembered((dockerfile, facts: BuildFacts): ReadonlyMap<Stage, readonly Instruction[]> => {
  const triggers = new Map<Stage, readonly Instruction[]>();
  if (!dockerfile.instructions.some(({ keyword }) => keyword === 'ONBUILD')) return triggers;
  const bases = resolvedBases(dockerfile, facts);
  const waiting = [targetStage(dockerfile, facts.target)];
  const reached = new Set<Stage>();
  let left = mostTriggers;
  const source = sourceReference(dockerfile.stages);
  for (let stage = waiting.pop(); stage; stage = waiting.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    const base = bases[stage.index]!.stage;
    const own = base && left > 0 ? triggersOf(base) : [];
    left -= own.length;
    if (own.length > 0 && left >= 0) triggers.set(stage, own);
    const sources = [...own, ...stage.instructions].flatMap(stageReferences).map(({ written, instruction }) => source(written, instruction.keyword));
    for (const next of [base, ...sources]) if (next) waiting.push(next);
  }
  return triggers;
});

function triggersOf({ instructions }: Stage): Instruction[] {
  return instructions.flatMap((instruction) => (instruction.keyword === 'ONBUILD' && instruction.trigger ? [instruction.trigger] : []));
}

function targetStage({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  const wanted = target?.toLowerCase();
  return stages.findLast(({ name }) => wanted !== undefined && name === wanted) ?? stages[stages.length - 1];
}

