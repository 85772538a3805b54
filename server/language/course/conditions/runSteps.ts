import { selectSource, sourceKind } from '../../context/copySources';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction } from '../../dockerfile/syntax';
import type { ContextFacts } from '../../dockerfileFacts';
import { simpleCommands } from '../../packages/shellCommands';
import { textOf, unmet, verdict, type StaticConditions } from '../condition';
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
  /**
   * A COPY or ADD from the build context stands below the RUN with these words, in its stage or in a later one. `source`: it
   * takes this file of the context, and none above the RUN in its stage does.
   */
  'install-before-source-copy': {
    parameters: { file: 'string', command: 'string', source: 'string?' },
    check: onDockerfile((dockerfile, parameters, files) => {
      const [command, source] = [textOf(parameters, 'command'), textOf(parameters, 'source')];
      const index = dockerfile.stages.findIndex(({ instructions }) => findRun(instructions, command) >= 0);
      if (index < 0) return unmet(runsOf(dockerfile));
      const { instructions } = dockerfile.stages[index]!;
      const run = findRun(instructions, command);
      const context = files.context(textOf(parameters, 'file'));
      const takes = (each: Instruction) => copiesContext(each) && (source === '' || takesFile(each, source, context));
      if (source !== '' && instructions.slice(0, run).some(takes)) return unmet(`${source} is copied above that RUN`);
      const isBelow = [...instructions.slice(run), ...dockerfile.stages.slice(index + 1).flatMap((stage) => stage.instructions)].some(takes);
      return verdict(isBelow, () => (source === '' ? 'Nothing is copied below that RUN' : `Nothing below that RUN copies ${source}`));
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
  const isIn = (command: readonly string[]) => ` ${command.join(' ')} `.includes(` ${wanted} `);
  // An option may stand between them: npm --omit=dev ci.
  return !printing.has(words[0] ?? '') && (isIn(words) || isIn(words.filter((word) => !word.startsWith('-'))));
}

function copiesContext(instruction: Instruction): instruction is CopyInstruction {
  const { keyword, flags } = instruction;
  return (keyword === 'COPY' || keyword === 'ADD') && !flags.some(({ name }) => name === 'from');
}

/** Where the folder cannot be read, a COPY counts as taking every file. */
function takesFile({ sources, keyword }: CopyInstruction, path: string, context: ContextFacts | undefined): boolean {
  return !context || sources.some(({ text }) => selectSource(context.filtered, text, sourceKind(text, keyword)).files.some((file) => file.path === path));
}
