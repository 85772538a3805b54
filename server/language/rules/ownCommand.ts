import type { CommandInstruction, Stage } from '../dockerfile/syntax';
import type { CommandPart } from '../process/commandParts';

/** The stage's own instruction that a part of its command comes from; undefined where the part is inherited or not set. */
export function ownInstruction(stage: Stage, keyword: 'CMD' | 'ENTRYPOINT', part: CommandPart): CommandInstruction | undefined {
  if (part.from !== 'stage' || part.line === undefined) return undefined;
  return stage.instructions.findLast((instruction): instruction is CommandInstruction => instruction.keyword === keyword && instruction.startLine === part.line);
}
