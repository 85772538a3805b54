import { count } from '../wording';
import { shortenCommand } from './commandLine';
import type { CommandPart } from './commandParts';
import { shellOfSystem, type SystemEvidence } from './imageSystem';
import type { StayReason } from './shellReplacement';

/** One short sentence or two for each fact about a command that a reader should know. Facts come from the caller. */

export function noCommand(): string {
  return 'There is nothing to run: Docker refuses to create the container with "no command specified".';
}

export function unknownImage(name: string | undefined, parts: readonly ('ENTRYPOINT' | 'CMD')[]): string {
  const image = name === undefined ? 'the base image (its name depends on a build argument)' : `image ${name}`;
  const effect = parts.includes('CMD') ? 'That image decides what runs.' : 'If it sets one, its words come in front.';
  return `${parts.join(' and ')} of ${image} ${parts.length === 1 ? 'is' : 'are'} not known here. ${effect}`;
}

export function unknownStopSignal(name: string | undefined): string {
  return `${name === undefined ? 'The base image' : `Image ${name}`} is not known here, so it may set another STOPSIGNAL than SIGTERM.`;
}

export function variableStopSignal(): string {
  return 'STOPSIGNAL uses a variable, so its value is decided at build time.';
}

export function shellAssumed(): string {
  return "/bin/sh -c is Docker's default on Linux. If the base image sets SHELL, that shell is used instead.";
}

export function shellUnknown(): string {
  return 'Shell form needs the default shell, which depends on the base image: /bin/sh -c on Linux, cmd /S /C on Windows.';
}

export function brokenJson(instruction: 'CMD' | 'ENTRYPOINT'): string {
  return `${instruction} looks like a JSON list but is not valid JSON, so Docker takes the whole text as shell form. JSON needs double quotes and no trailing comma.`;
}

export function brokenJsonFails(): string {
  return 'The shell finds no program of that name, so the container ends at once with an error.';
}

export function inheritedCmdDropped(baseName: string | undefined, cmd: CommandPart): string {
  const owner = cmd.from === 'stage' && cmd.line !== undefined ? `the CMD of line ${cmd.line}` : `the CMD of ${baseName ?? 'the base image'}`;
  return `This ENTRYPOINT drops ${owner}${cmd.from === 'unknown' ? ', if there is one' : ''}: a CMD survives only in the stage that sets the ENTRYPOINT.`;
}

export function argumentsReplaceCmd(): string {
  return 'The arguments replace CMD as a whole.';
}

export function entrypointOptionDropsCmd(): string {
  return '--entrypoint drops the CMD of the image.';
}

export function composeEntrypointDropsCmd(): string {
  return 'A compose entrypoint drops the CMD of the image. Observed with Compose 2.26.';
}

export function composeEntrypointCleared(): string {
  return 'An empty compose entrypoint clears ENTRYPOINT and keeps the CMD of the image. Observed with Compose 2.26.';
}

export function composeCommandIgnored(): string {
  return 'An empty compose command changes nothing: the CMD of the image stays. Observed with Compose 2.26; its documentation says otherwise.';
}

export function shellSwallows(words: number): string {
  return words === 1
    ? 'The word behind the shell text only becomes its $0. The text does not use it, so the program never sees it.'
    : `The ${words} words behind the shell text only become its $0, $1, …. The text does not use them, so the program never sees them.`;
}

export function firstWordIsZero(): string {
  return '"$@" starts at the second word: the first one behind the text becomes $0.';
}

export function shellCmdIsArguments(): string {
  return 'CMD in shell form reaches ENTRYPOINT as arguments: the program gets the shell and its text as words, and starts a shell only if it chooses to.';
}

export function noExpansion(word: string): string {
  return `Docker replaces no variables here: ${shortenCommand(word, 40)} reaches the program as written.`;
}

export function cmdRepeatsEntrypoint(word: string): string {
  return `CMD repeats ${shortenCommand(word, 40)}, which ENTRYPOINT already starts: the program gets its own name as an argument.`;
}

export function heredocInCommand(): string {
  return 'CMD and ENTRYPOINT take no heredoc: Docker reads only this line as the command.';
}

export function programIsProcessOne(program: string, signal: string, stopTimeout?: number): string {
  return `${shortenCommand(program, 40)} is PID 1 and gets ${signal}. For PID 1 the kernel has no default action: without a handler of its own, docker stop ${stopWords(stopTimeout, 'it')}.`;
}

export function shellIsProcessOne(reason: StayReason, signal: string, stopTimeout?: number): string {
  if (reason === 'empty') return stayReasons.empty;
  return `${stayReasons[reason]} It does not pass ${signal} on, so docker stop ${stopWords(stopTimeout, 'everything')}.`;
}

/** A trap of the shell itself: what it does at the signal is for its text. */
export function trapDecides(signal: string): string {
  return `The text sets a trap, which may decide what happens at ${signal}: the shell runs it as soon as no command is in the foreground. Until then docker stop waits.`;
}

/** What follows where the signal ends nothing. `seconds`: the container's own time limit; negative waits without one. */
function stopWords(seconds = 10, what: string): string {
  if (seconds < 0) return 'waits without a limit';
  return seconds === 0 ? `kills ${what} at once (exit code 137)` : `waits ${count(seconds, 'second')} and then kills ${what} (exit code 137)`;
}

const stayReasons: Readonly<Record<StayReason, string>> = {
  builtin: 'The last command is one that the shell runs itself, so the shell is PID 1.',
  pipeline: 'The shell waits for all parts of the pipe, so it stays PID 1.',
  background: 'The last command runs in the background, so the shell is PID 1. When the shell ends, the container ends too.',
  trap: 'The text sets a trap, so the shell stays PID 1.',
  construct: 'The last command is a shell construct, so the shell stays PID 1.',
  redirection: 'bash stays PID 1 where the last command has a redirection; with exec in front it would not.',
  dash: 'dash stays PID 1 and starts the program as a child; with exec in front it would not.',
  'mixed-list': 'bash stays PID 1 in a list that mixes ; with && or ||; with exec in front of the last command it would not.',
  alternative: 'The shell waits to see whether the command before || fails, so it is PID 1.',
  empty: 'The shell has no command to run, so the container ends at once.',
};

export function shellMayStay(): string {
  return 'Whether the shell stays PID 1 depends on what sh is in the image: busybox (Alpine) and bash replace themselves with the last command, dash (Debian, Ubuntu) stays and passes no signal on. Exec form, or exec in front, makes it sure.';
}

export function shellReplacesItself(): string {
  return 'This shell replaces itself with the last command. Other shells stay PID 1; exec form, or exec in front, makes it sure. Observed with busybox 1.35 and bash 5.2.';
}

export function shellBySystem({ system, because }: SystemEvidence): string {
  return `sh is taken for ${shellOfSystem(system)}: the image seems to be ${system}, because ${because}.`;
}

export function shellNotUnderstood(): string {
  return 'Which process is PID 1 cannot be told from this shell text.';
}

export function unknownShell(shell: string): string {
  return `Whether ${shortenCommand(shell, 40)} passes signals on to its child is not known here.`;
}

export function shellFirst(commands: readonly string[]): string {
  return `While ${shortenCommand(commands.join(', '), 60)} runs, the shell is PID 1.`;
}

export function scriptIsProcessOne(script: string): string {
  return `${shortenCommand(script, 40)} is a script: it is PID 1 until it runs exec "$@". Without exec the program stays its child and gets no signal.`;
}

export function shellReadsInput(shell: string): string {
  return `${shortenCommand(shell, 40)} reads commands from standard input: without docker run -i there are none, so the container ends at once.`;
}

export function windowsProcess(): string {
  return 'This is a Windows image: which process docker stop reaches there is not known here.';
}

export function initIsProcessOne(init: string, signal: string): string {
  return `${init} is PID 1: it passes ${signal} on to its child, for which the default action counts, and collects ended processes.`;
}

export function signalCannotBeCaught(signal: string): string {
  return `No program can react to ${signal}: docker stop ends it at once, without a chance to clean up.`;
}
