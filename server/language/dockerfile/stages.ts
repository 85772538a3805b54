import type { Dockerfile, FromInstruction, Instruction, Stage } from './syntax';

/** Groups instructions by FROM. */
export function groupStages(instructions: readonly Instruction[]): Pick<Dockerfile, 'globalInstructions' | 'stages'> {
  const globalInstructions: Instruction[] = [];
  const stages: { index: number; name: string | undefined; from: FromInstruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    const stage = stages[stages.length - 1];
    if (instruction.keyword === 'FROM') {
      stages.push({ index: stages.length, name: stageNameOf(instruction), from: instruction, instructions: [] });
    } else if (stage) stage.instructions.push(instruction);
    else globalInstructions.push(instruction);
  }
  return { globalInstructions, stages };
}

function stageNameOf(from: FromInstruction): string | undefined {
  return from.as?.text.toLowerCase() === 'as' ? from.stageName?.text.toLowerCase() : undefined;
}

/**
 * The stage that a FROM's image names, or undefined where it is an image of its own. Only earlier stages count, the last of
 * one name wins, and the spelling must be the lower-case name (BuildKit `addState` in convert.go does not fold this case).
 */
export function baseStage(dockerfile: Dockerfile, stage: Stage, imageName: string): Stage | undefined {
  return dockerfile.stages.findLast(({ name, index }) => index < stage.index && name !== undefined && name === imageName);
}

/** The last stage of each name, for many look-ups. */
export function lastStagesByName(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  return new Map(stages.flatMap((stage) => (stage.name === undefined ? [] : [[stage.name, stage] as const])));
}

/**
 * The stage that `COPY --from` names: an index, or a name in any case, of which the last in the
 * file wins (BuildKit `toCommand`). It may come later than `stage`; BuildKit then rejects the file.
 */
export function sourceStage(dockerfile: Dockerfile, reference: string): Stage | undefined {
  if (isStageNumber(reference)) return dockerfile.stages[Number(reference)];
  const wanted = reference.toLowerCase();
  return dockerfile.stages.findLast(({ name }) => name === wanted);
}

/** The same for many references. A mount takes names only (`detectRunMount`): a number is an image there. */
export function sourceReference(stages: readonly Stage[]): (reference: string, keyword?: Instruction['keyword']) => Stage | undefined {
  const byName = lastStagesByName(stages);
  return (reference, keyword = 'COPY') => (isStageNumber(reference) ? (keyword === 'RUN' ? undefined : stages[Number(reference)]) : byName.get(reference.toLowerCase()));
}

/** A number names a stage by its place in the file. */
export function isStageNumber(reference: string): boolean {
  return /^[+-]?\d+$/.test(reference);
}

/** The stage that holds an instruction, or undefined above the first FROM. */
export function stageOf(dockerfile: Dockerfile, instruction: Instruction): Stage | undefined {
  return dockerfile.stages.findLast((stage) => stage.from.span.start <= instruction.span.start);
}
