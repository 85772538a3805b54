import type { Dockerfile, RunInstruction } from '../dockerfile/syntax';
import { shellInForce } from '../process/shellInForce';
import type { StepScript } from '../process/stepScript';
import { lineEnd } from './lineEnd';
import type { SpanEdit } from './rule';

/**
 * Adds a command that runs when all before it went well. Undefined where the text ends in a way that bears none. A step of
 * several lines gets one more, in the way that it is written.
 */
export function appendCommand(dockerfile: Dockerfile, script: StepScript, command: string): SpanEdit | undefined {
  const last = script.commands.at(-1);
  if (!last || /^(exit|exec|return)$/.test(last.shell.words[last.shell.assignments]?.value ?? '')) return undefined;
  return script.heredoc && stopsAtFailure(dockerfile, script) ? appendLine(dockerfile, script, command) : appendWords(dockerfile, script, command);
}

/** A script ends with the first command that fails. Without that, the last one alone decides whether the step went well. */
function stopsAtFailure(dockerfile: Dockerfile, { run, commands }: StepScript): boolean {
  const switches = (words: readonly string[], sign: string): boolean => words.some((word) => word[0] === sign && /^[a-z]*e/.test(word.slice(1)));
  const sets = commands.filter(({ name }) => name === 'set');
  if (sets.some(({ words }) => switches(words, '+'))) return false;
  const callsOfShell = [shellInForce(dockerfile, run).words ?? [], run.argumentText.text.split(/\s+/)];
  return commands[0]?.name === 'set' && switches(commands[0].words, '-') ? true : callsOfShell.some((words) => switches(words, '-'));
}

function appendLine(dockerfile: Dockerfile, { run, text }: StepScript, command: string): SpanEdit | undefined {
  const body = text.text;
  if (!/\n$/.test(body)) return undefined;
  const indent = /(?:^|\n)([ \t]*)\S[^\n]*\s*$/.exec(body)?.[1] ?? '';
  const end = run.heredocs[0]!.bodySpan.end;
  return { span: { start: end, end }, newText: `${indent}${command}${lineEnd(dockerfile.text, run.span)}` };
}

function appendWords(dockerfile: Dockerfile, { run, text, reading, commands, heredoc }: StepScript, command: string): SpanEdit | undefined {
  const lastSymbol = reading.symbols.at(-1);
  const ends = [...commands.flatMap(({ shell }) => shell.words.map(({ end }) => end)), ...reading.data.map(({ word }) => word.end), lastSymbol?.end ?? 0];
  const end = Math.max(...ends);
  const endsOpen = lastSymbol?.end === end && /^(&&?|\|\|?|;)$/.test(lastSymbol.text);
  if (endsOpen || (run.heredocs.length > 0 && !heredoc) || text.text.slice(end).trim() !== '') return undefined;
  const at = text.sourceAt(end - 1) + 1;
  const first = text.sourceAt(commands.at(-1)!.shell.words[0]?.start ?? end - 1);
  return { span: { start: at, end: at }, newText: `${heredoc ? ' && ' : joinerAt(dockerfile, run, first, at)}${command}` };
}

/** ` && `, with a line end before or behind it as the step's last command has it. */
function joinerAt(dockerfile: Dockerfile, run: RunInstruction, lastCommand: number, end: number): string {
  const { text, escape } = dockerfile;
  if (!text.slice(run.span.start, end).includes('\n')) return ' && ';
  const lineStart = text.lastIndexOf('\n', lastCommand - 1) + 1;
  const before = text.slice(run.span.start, lineStart);
  const newline = lineEnd(text, run.span);
  const isFirstLine = lineStart <= run.span.start;
  const startsLine = text.slice(lineStart, lastCommand).trim() === '';
  if (!isFirstLine && startsLine && /&&[ \t]*\S?[ \t]*\r?\n([ \t]*#[^\n]*\n)*$/.test(before)) return ` && ${escape}${newline}${indentAt(text, lineStart)}`;
  const last = text.lastIndexOf('\n', end - 1) + 1;
  return ` ${escape}${newline}${indentAt(text, isFirstLine ? last : lineStart) || '    '}&& `;
}

function indentAt(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 80))![0];
}

/** Adds `--mount` flags to a RUN, each on a line of its own. */
export function addMounts(dockerfile: Dockerfile, run: RunInstruction, mounts: readonly string[]): SpanEdit {
  const at = run.flags.at(-1)?.span.end ?? run.keywordSpan.end;
  const isHeredoc = run.heredocs.length > 0;
  const next = `${isHeredoc ? '' : ` ${dockerfile.escape}${lineEnd(dockerfile.text, run.span)}   `} `;
  const flags = mounts.map((mount) => `--mount=${mount}`).join(next);
  // A line end that stands there already stays.
  const [word, ...others] = dockerfile.text.slice(at, dockerfile.text.indexOf('\n', at)).trim().split(/\s+/);
  const isBroken = word === dockerfile.escape && others.length === 0;
  return { span: { start: at, end: at }, newText: ` ${flags}${isBroken || isHeredoc ? '' : next.slice(0, -1)}` };
}
