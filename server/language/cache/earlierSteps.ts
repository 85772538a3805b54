import type { BuildPlan, PlannedStage } from './buildPlan';
import type { StepDefinition } from './stepDefinition';

/** The step of the earlier build that a step most likely was, to tell what changed. It never decides an outcome. */
export interface EarlierSteps {
  counterpart(definition: StepDefinition, stage: PlannedStage): StepDefinition | undefined;
  /** The stage of the same name or place; undefined where the earlier build did not need one like it. */
  stage(stage: PlannedStage): PlannedStage | undefined;
}

/** Pairs steps by stage, then by likeness. Each earlier step is used once. */
export function earlierSteps(plan: BuildPlan | undefined): EarlierSteps {
  const stages = (plan?.stages ?? []).filter(({ index }) => plan!.needed.has(index));
  const used = new Set<StepDefinition>();
  const stageLike = (stage: PlannedStage): PlannedStage | undefined =>
    stages.find(({ name }) => name === stage.name) ?? stages.find(({ index }) => index === stage.index);
  return {
    stage: stageLike,
    counterpart(definition, stage) {
      const own = stageLike(stage);
      const candidates = [...(own ? [own] : []), ...stages.filter((other) => other !== own)]
        .flatMap(({ steps }) => steps.flatMap((step) => step.definition ?? []))
        .filter((candidate) => candidate.instruction.keyword === definition.instruction.keyword && !used.has(candidate));
      const found = best(candidates, definition);
      if (found) used.add(found);
      return found;
    },
  };
}

/** The candidate that shares most parts; at least the same text, or half of the parts. */
function best(candidates: readonly StepDefinition[], definition: StepDefinition): StepDefinition | undefined {
  let found: StepDefinition | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const equal = candidate.parts.filter(({ value }, index) => value === definition.parts[index]?.value).length;
    const sameText = candidate.instruction.argumentText.text === definition.instruction.argumentText.text ? 100 : 0;
    if (equal + sameText > most) {
      most = equal + sameText;
      found = candidate;
    }
  }
  return most * 2 >= definition.parts.length ? found : undefined;
}
