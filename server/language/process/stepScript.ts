import { LogicalText } from '../dockerfile/logicalText';
import type { Dockerfile, RunInstruction, Span } from '../dockerfile/syntax';
import { readShell, type ShellCommand, type ShellReading } from './readShell';
import { shellInForce } from './shellInForce';
import { commandName } from './shellText';

/** The shell text that a RUN runs, with the way back to the file, and what a reader makes of it. */
export interface StepScript {
  readonly run: RunInstruction;
  readonly text: LogicalText;
  readonly reading: ShellReading;
  readonly commands: readonly StepCommand[];
  /** The text is the body of a heredoc. */
  readonly heredoc: boolean;
}

/** A simple command of a step behind wrappers such as `sudo`. */
export interface StepCommand {
  readonly shell: ShellCommand;
  /** Without its folder. */
  readonly name: string;
  /** Words behind the name, without quotes. */
  readonly words: readonly string[];
  /** Index of the name in `shell.words`. */
  readonly at: number;
}

/** Reads a RUN as a POSIX shell does. Undefined in exec form, for another shell or language, and where a quote stays open. */
export function stepScript(dockerfile: Dockerfile, run: RunInstruction): StepScript | undefined {
  if (run.command?.form !== 'shell' || shellInForce(dockerfile, run).kind !== 'posix') return undefined;
  const body = isHeredocScript(run.command.text.text) ? run.heredocs[0] : undefined;
  if (body ? isForeignScript(body.content) : run.heredocs.some(({ content }) => isForeignScript(content))) return undefined;
  const text = body ? bodyText(dockerfile, body.bodySpan) : run.command.text;
  const reading = readShell(text.text);
  return reading && { run, text, reading, commands: reading.commands.map(stepCommand), heredoc: body !== undefined };
}

/** Where a command stands in the file, from its name to its last word. */
export function commandSpan({ text }: StepScript, { shell, at }: StepCommand): Span {
  return text.spanOf(shell.words[at]!.start, shell.words.at(-1)!.end);
}

function bodyText({ text }: Dockerfile, { start, end }: { start: number; end: number }): LogicalText {
  return new LogicalText(text.slice(start, end), [{ logical: 0, source: start, length: end - start }], start);
}

/** `RUN <<EOF` and `RUN bash -e <<EOF`: the body is what the shell runs. */
export function isHeredocScript(text: string): boolean {
  return /^\s*((\/usr)?\/bin\/)?((ba|da|a)?sh(\s+-\w+)*\s+)?\d*<<-?\s*\S+\s*$/.test(text);
}

/** A script whose first line names a program that is no shell. */
export function isForeignScript(body: string): boolean {
  return body.startsWith('#!') && !/^#!\s*\S*?(\/env\s+)?(ba|da|a|z|k)?sh\b/.test(body);
}

const wrappers: ReadonlySet<string> = new Set(['sudo', 'exec', 'env', 'time', 'command', 'nohup', 'nice', 'eatmydata', 'doas']);
const wrapperValues: ReadonlySet<string> = new Set(['-u', '-g', '-n', '--user', '--group']);

function stepCommand(shell: ShellCommand): StepCommand {
  const { words } = shell;
  let at = shell.assignments;
  while (at < words.length - 1 && wrappers.has(commandName(words[at]!.value))) {
    at++;
    while (at < words.length - 1 && /^-|^\w+=/.test(words[at]!.value)) at += wrapperValues.has(words[at]!.value) ? 2 : 1;
  }
  return { shell, name: commandName(words[at]?.value ?? ''), words: words.slice(at + 1).map(({ value }) => value), at };
}
