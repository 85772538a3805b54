import type { CommandInstruction, Dockerfile, JsonWord } from '../dockerfile/syntax';
import { formatCommandLine, shortenCommand } from '../process/commandLine';
import { stageCommands } from '../process/stageCommand';
import { commandName } from '../process/shellText';
import { ownInstruction } from './ownCommand';
import type { Fix, Rule, RuleFact } from './rule';

export interface CmdRepeatsEntrypointFact extends RuleFact {
  readonly argv: readonly string[];
  readonly word: string;
  readonly fix: Fix | undefined;
}

/** CMD begins with the words of ENTRYPOINT, so that the program gets its own name as an argument. */
export const cmdRepeatsEntrypoint: Rule<CmdRepeatsEntrypointFact> = {
  id: 'cmd-repeats-entrypoint',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    const images = stageCommands(dockerfile, build);
    return dockerfile.stages.flatMap((stage) => {
      const { entrypoint, cmd } = images[stage.index]!;
      const instruction = ownInstruction(stage, 'CMD', cmd);
      if (instruction?.command?.form !== 'exec' || entrypoint.form !== 'exec' || !entrypoint.value) return [];
      const { words } = instruction.command;
      // A program that starts others may well get the name of one that it was itself started with.
      if (entrypoint.value.length === 0 || !entrypoint.value.every((word, index) => isSameWord(word, words[index]?.value, index))) return [];
      // Without this CMD, an inherited one would come back behind an inherited ENTRYPOINT.
      const mayVanish = ownInstruction(stage, 'ENTRYPOINT', entrypoint) !== undefined;
      const fix = planFix(dockerfile, instruction, words, entrypoint.value.length, mayVanish);
      return [{ span: instruction.keywordSpan, word: words[0]!.value, argv: [...entrypoint.value, ...(cmd.value ?? [])], fix }];
    });
  },
  message: ({ argv, word }) =>
    `CMD repeats ${shortenCommand(word, 40)}, which ENTRYPOINT already starts: \`${shortenCommand(formatCommandLine(argv), 80)}\` runs. ENTRYPOINT and CMD are joined to one command. Leave in CMD only the arguments.`,
  fix: ({ fix }) => fix,
};

/** The first word may be `/usr/bin/node` in one place and `node` in the other. */
function isSameWord(one: string, other: string | undefined, index: number): boolean {
  if (other === undefined || index > 0 || one === other) return one === other && one !== '';
  return one.includes('/') !== other.includes('/') && commandName(one) === commandName(other) && one !== '';
}

/** Takes away the words that ENTRYPOINT has, where something is left. */
function planFix({ text }: Dockerfile, instruction: CommandInstruction, words: readonly JsonWord[], repeated: number, mayVanish: boolean): Fix | undefined {
  const title = 'Take the words of ENTRYPOINT out of CMD';
  const left = words[repeated];
  if (left) {
    const span = { start: words[0]!.span.start, end: left.span.start };
    return /[\n#]/.test(text.slice(span.start, span.end)) ? undefined : { title, edits: [{ span, newText: '' }] };
  }
  const isBare = mayVanish && instruction.startLine === instruction.endLine && instruction.commentsAbove.length === 0;
  return isBare ? { title: 'Remove CMD, which has only the words of ENTRYPOINT', edits: [{ span: instruction.span, newText: '' }] } : undefined;
}
