import { parseDockerfile } from '../dockerfile/parser';
import { baseStage } from '../dockerfile/stages';
import type { Dockerfile, Instruction, OnbuildInstruction, Stage } from '../dockerfile/syntax';
import { baseImageName, type StateFacts } from './stageState';

/** What a stage's base left with ONBUILD: it runs before the stage's own instructions, and only there. */
export function triggersBefore(dockerfile: Dockerfile, stage: Stage, facts: StateFacts): readonly Instruction[] {
  const image = baseImageName(dockerfile, stage, facts);
  const parent = image === undefined ? undefined : baseStage(dockerfile, stage, image);
  if (parent) return parent.instructions.filter((instruction): instruction is OnbuildInstruction => instruction.keyword === 'ONBUILD').flatMap(({ trigger }) => trigger ?? []);
  const left = (image === undefined ? undefined : facts.baseImages?.(image)?.onBuild) ?? [];
  return left.length === 0 ? [] : (parseDockerfile(`FROM scratch\n${left.join('\n')}\n`).stages[0]?.instructions ?? []);
}
