import { parseDockerfile } from '../dockerfile/parser';
import { resolvedBase } from '../dockerfile/resolvedBases';
import type { Dockerfile, Instruction, OnbuildInstruction, Stage } from '../dockerfile/syntax';
import type { StateFacts } from './stageState';

/** What a stage's base left with ONBUILD: it runs before the stage's own instructions, and only there. */
export function triggersBefore(dockerfile: Dockerfile, stage: Stage, facts: StateFacts): readonly Instruction[] {
  const { image, stage: parent } = resolvedBase(dockerfile, stage, facts);
  if (parent) return parent.instructions.filter((instruction): instruction is OnbuildInstruction => instruction.keyword === 'ONBUILD').flatMap(({ trigger }) => trigger ?? []);
  const left = (image === undefined ? undefined : facts.baseImages?.(image)?.onBuild) ?? [];
  return left.length === 0 ? [] : (parseDockerfile(`FROM scratch\n${left.join('\n')}\n`).stages[0]?.instructions ?? []);
}
