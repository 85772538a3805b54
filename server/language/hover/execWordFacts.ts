import { stageOf } from '../dockerfile/stages';
import type { CommandInstruction, Dockerfile, Instruction } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import { maskSecrets } from '../maskSecrets';
import { effectiveCommand, type EffectiveCommand } from '../process/effectiveCommand';
import { stageCommand } from '../process/stageCommand';
import { inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';

/** A word of a JSON list: which word of the command it becomes, and for whom. */
export function execWordFacts(dockerfile: Dockerfile, { instruction, words, index }: DockerfileElement & { kind: 'execWord' }, facts: DockerfileFacts): { title: string; computed: string[] } {
  const { value } = words[index]!;
  const title = `${instruction.keyword} word ${inlineCode(maskSecrets(value), 60)}`;
  const position = positionFact(dockerfile, instruction, index, words.length, facts);
  return { title, computed: [position, ...literalFacts(instruction, value)] };
}

function positionFact(dockerfile: Dockerfile, instruction: Instruction, index: number, length: number, facts: DockerfileFacts): string {
  switch (instruction.keyword) {
    case 'SHELL':
      return shellWordFact(index, length);
    case 'CMD':
    case 'ENTRYPOINT':
      return commandWordFact(dockerfile, instruction, index, facts);
    default:
      return index === 0 ? 'It is the program that is started, without a shell.' : `It is argument ${index} of the program, exactly as written: no shell reads it.`;
  }
}

function shellWordFact(index: number, length: number): string {
  const role = index === 0 ? 'It is the shell that is started.' : `It is argument ${index} of the shell.`;
  return index === length - 1 ? `${role} The text of each RUN, CMD and ENTRYPOINT in shell form follows as the next word.` : role;
}

function commandWordFact(dockerfile: Dockerfile, instruction: Instruction, index: number, facts: DockerfileFacts): string {
  const stage = stageOf(dockerfile, instruction);
  if (!stage) return argumentFact(index);
  const command = effectiveCommand({ image: stageCommand(dockerfile, stage, facts) });
  const part = instruction.keyword === 'CMD' ? command.cmd : command.entrypoint;
  if (part.line !== instruction.startLine) return `This ${instruction.keyword} has no effect here, so its words are not used.`;
  return instruction.keyword === 'CMD' ? cmdWordFact(command, index) : argumentFact(index);
}

function cmdWordFact({ entrypoint }: EffectiveCommand, index: number): string {
  if (entrypoint.from === 'unknown') return `${argumentFact(index)} If the base image has an ENTRYPOINT, which is not known here, its words come in front.`;
  if (entrypoint.value === undefined) return 'The ENTRYPOINT in front is shell form, so CMD reaches the shell, not the program.';
  const before = entrypoint.value.length;
  if (before === 0) return `${argumentFact(index)}${index === 0 ? ' `docker run IMAGE other` replaces the whole CMD.' : ''}`;
  return `It is argument ${before + index} of ${inlineCode(entrypoint.value[0]!, 40)}, which ENTRYPOINT starts. \`docker run IMAGE other\` replaces it.`;
}

function argumentFact(index: number): string {
  return index === 0 ? 'It is the program itself (word 0 of the command).' : `It is argument ${index} of the program.`;
}

function literalFacts({ keyword }: CommandInstruction | Instruction, value: string): string[] {
  if (keyword === 'SHELL' || !/[*?|;<>]|&&|^~\//.test(value) || /\s/.test(value)) return [];
  return ['No shell reads it: patterns, pipes and `~` are plain characters here.'];
}
