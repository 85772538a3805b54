import { contextPath } from '../context/contextPath';
import type { Heredoc, RunInstruction } from '../dockerfile/syntax';
import type { EngineRules } from './buildInput';
import { fileInputs, inputProblems, type TakenFiles } from './fileInputs';
import { mountDefinition, type MountDefinition } from './mountDefinition';
import type { StageState } from './stageState';
import type { SourceLookup, StepDefinition } from './stepDefinition';

/** What enters the key of a RUN: argument list, environment, directory, user, platform, network, mounts. */
export function runDefinition(run: RunInstruction, state: StageState, platform: string, lookup: SourceLookup, engine: EngineRules): StepDefinition {
  const mounts = inOrder(run.flags.filter(({ name }) => name === 'mount').map((flag) => mountDefinition(flag, state, lookup.frontEnd, engine)));
  const inputs = fileInputs(takenFiles(mounts, engine), lookup, false);
  const flag = (name: string): string => run.flags.findLast((candidate) => candidate.name === name)?.value ?? 'default';
  const parts = [
    { name: 'the command', value: JSON.stringify([runArguments(run, state), programText(run)]) },
    { name: 'the environment', value: state.environmentList().join('\0') },
    { name: 'the working directory', value: state.runDirectory },
    { name: 'the user', value: state.user ?? '' },
    { name: 'the platform', value: platform },
    { name: 'the network', value: flag('network') },
    { name: 'the security mode', value: flag('security') === 'sandbox' ? 'default' : flag('security') },
    { name: 'the host name', value: lookup.frontEnd.hostname },
    { name: 'the mounts', value: mounts.map(({ key }) => key).join('\0') },
  ];
  return { instruction: run, parts, inputs, linked: false, ...inputProblems(inputs, lookup) };
}

/** BuildKit sorts mounts of files by target; secrets and then agents keep the order they are written in. */
function inOrder(mounts: readonly MountDefinition[]): MountDefinition[] {
  const group = ({ type }: MountDefinition): number => (type === 'secret' ? 1 : type === 'ssh' ? 2 : 0);
  return [...mounts].sort((left, right) => {
    const difference = group(left) - group(right);
    return difference !== 0 || group(left) > 0 ? difference : left.target < right.target ? -1 : left.target > right.target ? 1 : 0;
  });
}

/** Beside mounts of a part, 20.10 forgets to look at a mount of the whole. */
function takenFiles(mounts: readonly MountDefinition[], engine: EngineRules): TakenFiles[] {
  const taken = mounts.flatMap(({ files }) => files ?? []);
  if (engine.generation !== '20.10') return taken;
  const isWhole = ({ source }: TakenFiles): boolean => contextPath(source) === '';
  return taken.filter((files) => !isWhole(files) || taken.every((other) => other.from !== files.from || isWhole(other)));
}

/** The argument list that the step runs, as BuildKit makes it of the instruction. The shell gets the text unexpanded. */
export function runArguments(run: RunInstruction, state: StageState): readonly string[] {
  if (!run.command) return [];
  if (run.command.form === 'exec') return run.command.words.map(({ value }) => value);
  const text = run.command.text.text.replaceAll('\r', '');
  if (run.heredocs.length === 0) return [...state.shell, text];
  const script = wholeScript(run);
  if (!script) return [...state.shell, run.heredocs.reduce((full, heredoc) => `${full}\n${heredoc.content}${heredoc.name}`, text)];
  const body = heredocText(script);
  return [...state.shell, isProgram(body) ? `/dev/pipes/${script.name}` : body];
}

/** The heredoc that is all of a RUN: the builder takes its body for the command. */
function wholeScript({ command, heredocs }: RunInstruction): Heredoc | undefined {
  const isAlone = heredocs.length === 1 && command?.form === 'shell' && /^\d*<<-?(?:[^\s<"']|"[^"<]*"|'[^'<]*')+$/.test(command.text.text.replaceAll('\r', ''));
  return isAlone ? heredocs[0] : undefined;
}

/** A body with an interpreter of its own becomes a file with the marker's name, which the shell starts. */
function isProgram(body: string): boolean {
  return body.startsWith('#!');
}

function programText(run: RunInstruction): string {
  const script = wholeScript(run);
  const body = script && heredocText(script);
  return body !== undefined && isProgram(body) ? body : '';
}

/** A heredoc's body as the builder sees it: leading tabs go with `<<-`; line ends stay as they are in the file. */
export function heredocText(heredoc: Heredoc): string {
  return heredoc.chomp ? heredoc.content.replace(/^\t+/gm, '') : heredoc.content;
}
