import { parseDockerfile } from '../dockerfile/parser';
import type { Instruction } from '../dockerfile/syntax';
import type { CommandPart } from '../process/commandParts';
import { effectiveCommand } from '../process/effectiveCommand';
import { stageCommand } from '../process/stageCommand';
import type { LabInstruction, LabServices } from './predicates';

/**
 * The analysis that labs are checked with. It asks no daemon, so that a lab gives the same result on every machine.
 * @param files texts by path relative to the lab's folder
 * @param diagnostics ids of the rules that report something in a file
 */
export function createLabServices(files: Readonly<Record<string, string>>, diagnostics: (file: string) => readonly string[]): LabServices {
  const parse = (file: string) => parseDockerfile(files[file] ?? '');
  return {
    diagnostics,
    effectiveCommand(file) {
      const dockerfile = parse(file);
      const stage = dockerfile.stages.at(-1);
      if (!stage) return undefined;
      const command = effectiveCommand({ image: stageCommand(dockerfile, stage, {}) });
      return {
        argv: command.complete ? command.argv : undefined,
        entrypoint: ownForm(command.entrypoint),
        cmd: ownForm(command.cmd),
      };
    },
    instructions: (file) => parse(file).stages.at(-1)?.instructions.map(describe) ?? [],
  };
}

function ownForm(part: CommandPart): 'exec' | 'shell' | undefined {
  return part.from === 'stage' ? part.form : undefined;
}

function describe(instruction: Instruction): LabInstruction {
  const copies = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
  return {
    keyword: instruction.keyword,
    arguments: instruction.argumentText.text,
    copiesContext: copies && !instruction.flags.some(({ name }) => name === 'from'),
  };
}
