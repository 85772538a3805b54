import type { Dockerfile, Instruction, RunInstruction } from '../../dockerfile/syntax';
import { simpleCommands } from '../../packages/shellCommands';
import { textOf, verdict, type StaticConditions } from '../condition';
import { onDockerfile } from './files';

/** Conditions on RUN. */
export const runConditions: StaticConditions = {
  /** A RUN of any stage runs the words: leaving the step out is no solution. `naming`: a file that the same RUN names as well. */
  'runs-command': {
    parameters: { file: 'string', command: 'string', naming: 'string?' },
    check: onDockerfile((dockerfile, parameters) => {
      const [command, naming] = [textOf(parameters, 'command'), textOf(parameters, 'naming')];
      const isMet = dockerfile.instructions.some((instruction) => instruction.keyword === 'RUN' && runs(instruction, command) && names(instruction, naming));
      return verdict(isMet, () => runsOf(dockerfile));
    }),
  },
  /** In a stage that runs the words, a COPY or ADD from the build context stands below them. */
  'install-before-source-copy': {
    parameters: { file: 'string', command: 'string' },
    check: onDockerfile((dockerfile, parameters) => {
      const command = textOf(parameters, 'command');
      const stages = dockerfile.stages.filter(({ instructions }) => findRun(instructions, command) >= 0);
      const isMet = stages.some(({ instructions }) => findRun(instructions, command) < instructions.findLastIndex(copiesContext));
      return verdict(isMet, () => (stages.length === 0 ? runsOf(dockerfile) : 'Nothing is copied below that RUN'));
    }),
  },
};

function runsOf({ stages }: Dockerfile): string {
  const runs = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  return runs.length === 0 ? 'There is no RUN' : `What RUN runs: ${runs.map(({ argumentText }) => argumentText.text).join('; ')}`;
}

/** Index of the first RUN that runs the words; -1 for none. */
function findRun(instructions: readonly Instruction[], command: string): number {
  return instructions.findIndex((instruction) => instruction.keyword === 'RUN' && runs(instruction, command));
}

function names({ argumentText, heredocs }: RunInstruction, file: string): boolean {
  return [argumentText.text, ...heredocs.map(({ content }) => content)].some((text) => text.includes(file));
}

/** The words stand together in a command that does more than print them. A text that has to be run to be understood counts by its letters. */
function runs({ command, heredocs }: RunInstruction, wanted: string): boolean {
  if (command?.form === 'exec') return holds(command.words.map(({ value }) => value), wanted);
  const texts = [command?.text.text ?? '', ...heredocs.map(({ content }) => content)];
  return texts.some((text) => {
    const commands = simpleCommands(text);
    return commands ? commands.some(({ words }) => holds(words, wanted)) : text.includes(wanted);
  });
}

const printing: ReadonlySet<string> = new Set(['echo', 'printf', ':', 'true']);

function holds(words: readonly string[], wanted: string): boolean {
  return !printing.has(words[0] ?? '') && ` ${words.join(' ')} `.includes(` ${wanted} `);
}

function copiesContext({ keyword, flags }: Instruction): boolean {
  return (keyword === 'COPY' || keyword === 'ADD') && !flags.some(({ name }) => name === 'from');
}
