import type { Heredoc, RunInstruction } from '../dockerfile/syntax';
import type { EngineRules } from './buildInput';
import { mountDefinition } from './mountDefinition';
import type { StageState } from './stageState';
import type { SourceLookup, StepDefinition } from './stepDefinition';

/** What enters the key of a RUN: argument list, environment, directory, user, platform, network, mounts. */
export function runDefinition(run: RunInstruction, state: StageState, platform: string, lookup: SourceLookup, engine: EngineRules): StepDefinition {
  const mounts = run.flags
    .filter(({ name }) => name === 'mount')
    .map((flag) => mountDefinition(flag, state, lookup, engine))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  const flag = (name: string): string => run.flags.findLast((candidate) => candidate.name === name)?.value ?? 'default';
  const parts = [
    { name: 'the command', value: JSON.stringify(runArguments(run, state)) },
    { name: 'the environment', value: state.environmentList().join('\0') },
    { name: 'the working directory', value: state.workingDirectory },
    { name: 'the user', value: state.user ?? '' },
    { name: 'the platform', value: platform },
    { name: 'the network', value: flag('network') },
    { name: 'the security mode', value: flag('security') === 'sandbox' ? 'default' : flag('security') },
    { name: 'the mounts', value: mounts.map(({ key }) => key).join('\0') },
  ];
  return {
    instruction: run,
    parts,
    inputs: mounts.flatMap(({ input }) => input ?? []),
    linked: false,
    missing: mounts.flatMap(({ missing }) => missing),
  };
}

/** The argument list that the step runs, as BuildKit makes it of the instruction. The shell gets the text unexpanded. */
export function runArguments(run: RunInstruction, state: StageState): readonly string[] {
  if (!run.command) return [];
  if (run.command.form === 'exec') return run.command.words.map(({ value }) => value);
  const text = run.command.text.text.replaceAll('\r', '');
  const [first] = run.heredocs;
  if (!first) return [...state.shell, text];
  if (run.heredocs.length > 1 || !/^<<-?\s*["']?[^\s<"']+["']?$/.test(text)) {
    return [...state.shell, run.heredocs.reduce((full, heredoc) => `${full}\n${unixLines(heredoc.content)}${heredoc.name}`, text)];
  }
  const body = heredocText(first);
  // A script with its own interpreter becomes a file with the marker's name.
  return body.startsWith('#!') ? [`\0file ${first.name}`, body] : [...state.shell, body];
}

/** A heredoc's body as the builder sees it: leading tabs go with `<<-`. */
export function heredocText(heredoc: Heredoc): string {
  const body = unixLines(heredoc.content);
  return heredoc.chomp ? body.replace(/^\t+/gm, '') : body;
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
