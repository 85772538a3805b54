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
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const byIndex = new Map(stages.map((stage) => [stage.index, stage]));
  const stageLike = (stage: PlannedStage): PlannedStage | undefined => byName.get(stage.name) ?? byIndex.get(stage.index);
  const used = new Set<StepDefinition>();
  const queues = new Map<string, StepDefinition[]>();
  const queueOf = (own: PlannedStage | undefined, keyword: string): StepDefinition[] => {
    const key = `${own?.index ?? ''} ${keyword}`;
    const known = queues.get(key) ?? lastFirst(own ? [own] : stages, keyword);
    queues.set(key, known);
    while (known.length > 0 && used.has(known.at(-1)!)) known.pop();
    return known;
  };
  return {
    stage: stageLike,
    counterpart(definition, stage) {
      const { keyword } = definition.instruction;
      const own = stageLike(stage);
      const found = (own && best(queueOf(own, keyword), used, definition)) ?? best(queueOf(undefined, keyword), used, definition);
      if (found) used.add(found);
      return found;
    },
  };
}

/** Steps that are used up can then be taken from the end. */
function lastFirst(stages: readonly PlannedStage[], keyword: string): StepDefinition[] {
  const definitions = stages.flatMap(({ steps }) => steps.flatMap((step) => step.definition ?? []));
  return definitions.filter(({ instruction }) => instruction.keyword === keyword).reverse();
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
