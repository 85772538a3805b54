import type { BuildPlan, PlannedStage } from './buildPlan';
import type { StepDefinition } from './stepDefinition';

/** The step of the earlier build that a step most likely was, to tell what changed. It never decides an outcome. */
export interface EarlierSteps {
  counterpart(definition: StepDefinition, stage: PlannedStage): StepDefinition | undefined;
  /** The stage of the same name or place; undefined where the earlier build did not need one like it. */
  stage(stage: PlannedStage): PlannedStage | undefined;
}

/** Most steps that one step is compared with; a file that a person wrote has fewer. */
const comparedSteps = 300;

/** Pairs steps by stage, then by likeness. Each earlier step is used once. */
export function earlierSteps(plan: BuildPlan | undefined): EarlierSteps {
  const stages = (plan?.stages ?? []).filter(({ index }) => plan!.needed.has(index));
  const used = new Set<StepDefinition>();
  const queues = new Map<string, StepDefinition[]>();
  const stageLike = (stage: PlannedStage): PlannedStage | undefined =>
    stages.find(({ name }) => name === stage.name) ?? stages.find(({ index }) => index === stage.index);
  const queueOf = (own: PlannedStage | undefined, keyword: string): StepDefinition[] => {
    const key = `${own?.index ?? ''} ${keyword}`;
    const known = queues.get(key);
    if (known) return known;
    const definitions = [...(own ? [own] : []), ...stages.filter((other) => other !== own)].flatMap(({ steps }) => steps.flatMap((step) => step.definition ?? []));
    // Last first, so that steps that are used up can be taken from the end.
    const queue = definitions.filter(({ instruction }) => instruction.keyword === keyword).reverse();
    queues.set(key, queue);
    return queue;
  };
  return {
    stage: stageLike,
    counterpart(definition, stage) {
      const queue = queueOf(stageLike(stage), definition.instruction.keyword);
      while (queue.length > 0 && used.has(queue.at(-1)!)) queue.pop();
      const found = best(queue, used, definition);
      if (found) used.add(found);
      return found;
    },
  };
}

/** The candidate that shares most parts; at least the same text, or half of the parts. */
function best(queue: readonly StepDefinition[], used: ReadonlySet<StepDefinition>, definition: StepDefinition): StepDefinition | undefined {
  const whole = definition.parts.length + 100;
  let found: StepDefinition | undefined;
  let most = 0;
  const last = Math.max(0, queue.length - comparedSteps);
  for (let index = queue.length - 1; index >= last && most < whole; index--) {
    const candidate = queue[index]!;
    if (used.has(candidate)) continue;
    const equal = candidate.parts.filter(({ value }, part) => value === definition.parts[part]?.value).length;
    const sameText = candidate.instruction.argumentText.text === definition.instruction.argumentText.text ? 100 : 0;
    if (equal + sameText > most) {
      most = equal + sameText;
      found = candidate;
    }
  }
  return most * 2 >= definition.parts.length ? found : undefined;
}
