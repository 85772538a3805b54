import type { ContextFacts } from '../dockerfileFacts';
import type { Instruction } from '../dockerfile/syntax';
import type { LanguageService } from '../languageService';
import { effectiveCommand } from '../process/effectiveCommand';
import { stageCommand } from '../process/stageCommand';
import type { LabEffectiveCommand, LabFiles, LabInstruction } from './labFiles';

/** The analysis that labs are checked with: the same that the editor shows. `files` are texts by relative path. */
export function analyseLab(
  service: LanguageService,
  files: Readonly<Record<string, string>>,
  contextOf: (file: string) => ContextFacts | undefined,
): LabFiles {
  const parse = (file: string) => service.parseDockerfile(files[file] ?? '');
  const factsOf = (file: string) => {
    const context = contextOf(file);
    return context ? { context } : {};
  };
  return {
    text: (file) => files[file],
    diagnostics: (file) => service.checkDockerfile(parse(file), factsOf(file), {}).findings.map(({ rule }) => rule),
    effectiveCommand: (file) => commandOf(service, files[file] ?? '', factsOf(file)),
    instructions: (file) => (parse(file).stages.at(-1)?.instructions ?? []).map(labInstruction),
  };
}

function commandOf(service: LanguageService, text: string, facts: { context?: ContextFacts }): LabEffectiveCommand | undefined {
  const dockerfile = service.parseDockerfile(text);
  const stage = dockerfile.stages.at(-1);
  if (!stage) return undefined;
  const command = effectiveCommand({ image: stageCommand(dockerfile, stage, facts) });
  return {
    argv: command.complete ? command.argv : undefined,
    entrypoint: formOf(stage.instructions, 'ENTRYPOINT'),
    cmd: formOf(stage.instructions, 'CMD'),
  };
}

function formOf(instructions: readonly Instruction[], keyword: 'CMD' | 'ENTRYPOINT'): 'exec' | 'shell' | undefined {
  const last = instructions.findLast((instruction) => instruction.keyword === keyword);
  return last?.keyword === keyword ? last.command?.form : undefined;
}

function labInstruction(instruction: Instruction): LabInstruction {
  const isCopy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
  return {
    keyword: instruction.keyword,
    arguments: instruction.argumentText.text,
    copiesContext: isCopy && !instruction.flags.some(({ name }) => name === 'from'),
  };
}
