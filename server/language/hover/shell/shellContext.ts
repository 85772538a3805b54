import type { DockerfileFacts } from '../../dockerfileFacts';
import { expandText } from '../../dockerfile/expansion';
import { stageChain } from '../../dockerfile/resolvedBases';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, RunInstruction, ValueInstruction } from '../../dockerfile/syntax';
import { environmentBefore } from '../../dockerfile/variables';
import { resolveImagePath, workingDirectoryBefore } from '../../dockerfile/workingDirectory';
import { resolveCommands, type CommandTable, type ResolvedCommand } from './commandWords';
import type { ShellCommand } from '../../process/readShell';
import { readingOf, type ShellElement } from './shellElement';

/** What facts about a word of a command are computed from. */
export interface ShellContext {
  readonly dockerfile: Dockerfile;
  readonly instruction: Instruction;
  readonly facts: DockerfileFacts;
  readonly commands: CommandTable;
  readonly element: ShellElement;
}

/** Earlier steps that are looked at; a stage with more is no real one. */
const mostSteps = 200;

/** Every command of a text, those inside wrappers too. */
function resolveAll(written: readonly ShellCommand[], commands: CommandTable): ResolvedCommand[] {
  return written.flatMap(({ words, assignments }) => resolveCommands(words, commands, assignments));
}

/** The commands of the step before an offset of its text, and those behind it. */
export function commandsAround({ element, commands }: ShellContext, start: number): { before: ResolvedCommand[]; after: ResolvedCommand[] } {
  const all = element.reading.commands;
  return {
    before: resolveAll(all.filter(({ words }) => (words.at(-1)?.end ?? start) <= start), commands),
    after: resolveAll(all.filter(({ words }) => (words[0]?.start ?? 0) > start), commands),
  };
}

/** RUN instructions above, in this stage, nearest first, whose text contains `needle`. */
export function earlierSteps({ dockerfile, instruction, commands }: ShellContext, needle: string): { readonly run: RunInstruction; readonly commands: readonly ResolvedCommand[] }[] {
  const stage = stageOf(dockerfile, instruction);
  const runs = (stage?.instructions ?? []).filter((other): other is RunInstruction => other.keyword === 'RUN' && other.span.start < instruction.span.start);
  return runs.slice(-mostSteps).reverse().flatMap((run) => {
    if (!dockerfile.text.slice(run.span.start, run.span.end).includes(needle)) return [];
    const reading = readingOf(dockerfile, run);
    return reading ? [{ run, commands: resolveAll(reading.commands, commands) }] : [];
  });
}

/** The directory in which the command at `start` runs: WORKDIR and the `cd`s before it. Undefined where it is not known. */
export function directoryAt({ dockerfile, instruction, facts, element }: ShellContext, start: number): string | undefined {
  let directory = workingDirectoryBefore(dockerfile, instruction, facts);
  // What a bracket changes ends with it, and a nested text starts where the outer one stands.
  if (element.reading !== element.step || element.reading.symbols.some(({ construct }) => construct !== undefined)) return undefined;
  for (const { words, assignments } of element.reading.commands) {
    const [name, target] = words.slice(assignments);
    if (!name || name.start >= start) break;
    if (name.value === 'cd') directory = target && !/[$`*?~]|^-/.test(target.value) ? resolveImagePath(target.value, directory) : undefined;
    if (name.value === 'pushd' || name.value === 'popd') return undefined;
  }
  return directory;
}

/** The user that a RUN runs as, and the line of its USER; undefined where the base image or the build decides. */
export function userBefore({ dockerfile, instruction, facts }: ShellContext): { readonly user: string; readonly line: number } | undefined {
  for (const stage of stageChain(dockerfile, stageOf(dockerfile, instruction), facts)) {
    const found = stage.instructions.findLast((other): other is ValueInstruction => other.keyword === 'USER' && other.span.start < instruction.span.start);
    if (found?.value) {
      const { text } = expandText(found.value.text, environmentBefore(dockerfile, found, facts), dockerfile.escape);
      return text === undefined ? undefined : { user: text.split(':')[0] ?? '', line: found.startLine };
    }
  }
  return undefined;
}

/** The value of a flag, in its own word or in the next; undefined where the flag is not there. */
export function flagValue(command: ResolvedCommand, words: ShellCommand['words'], spellings: readonly string[]): string | undefined {
  const attached = command.flags.find(({ spelling, value }) => value !== undefined && spellings.includes(spelling));
  if (attached) return attached.value;
  for (const [index, role] of command.roles) {
    if (role.kind === 'value' && spellings.includes(role.spelling)) return words[index]?.value;
  }
  return undefined;
}

/** Whether one of the flags is given, alone or in a bundle. */
export function hasFlag(command: ResolvedCommand, spellings: readonly string[]): boolean {
  return command.flags.some(({ spelling }) => spellings.includes(spelling));
}

/** A variable without quotes may hold flags that nobody sees here. */
export function mayHoldFlags({ operands }: ResolvedCommand): boolean {
  return operands.some(({ text }) => /^\$(\{?\w|\()/.test(text));
}
