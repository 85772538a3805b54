import { LogicalText } from '../../dockerfile/logicalText';
import type { CommandForm, Dockerfile, Instruction, JsonWord, Span } from '../../dockerfile/syntax';
import { commandName } from '../../process/shellText';
import { isForeignScript, isHeredocScript } from '../../process/stepScript';
import { endOfSubstitution } from '../../process/shellTokens';
import { readShell, type Construct, type ShellCommand, type ShellReading, type ShellSymbol, type ShellWord } from '../../process/readShell';
import { shellInForce, type ShellInForce } from '../../process/shellInForce';
import { windowsElementAt, type WindowsElement } from './windowsWords';

/** What stands at a place of a command: a word, an operator, or a word of the shell's grammar. */
export type ShellPart =
  | { readonly kind: 'word'; readonly command: ShellCommand; readonly index: number; /** In the word's text. */ readonly at: number }
  | { readonly kind: 'symbol'; readonly symbol: ShellSymbol }
  | { readonly kind: 'data'; readonly word: ShellWord; readonly construct: Construct }
  | { readonly kind: 'substitution' }
  /** The escape character at the end of a line. */
  | { readonly kind: 'continuation' }
  | { readonly kind: 'windows'; readonly element: WindowsElement };

/** A place in a command of RUN, CMD, ENTRYPOINT or HEALTHCHECK. */
export interface ShellElement {
  readonly part: ShellPart;
  /** The innermost text around it: a substitution's or `sh -c`'s own. */
  readonly reading: ShellReading;
  /** The whole step's, for what was done before. The same as `reading` where nothing is nested. */
  readonly step: ShellReading;
  /** Undefined in exec form: no shell reads it. */
  readonly shell: ShellInForce | undefined;
  readonly span: Span;
}

/** `$(…)` in `$(…)`; deeper ones are not explained. */
const deepestNesting = 6;

/** Finds the word or operator at a file offset; undefined outside commands, and where no POSIX shell reads them. */
export function shellElementAt(dockerfile: Dockerfile, instruction: Instruction, offset: number): ShellElement | undefined {
  if (isContinuation(dockerfile, instruction, offset)) return { part: { kind: 'continuation' }, reading: nothing, step: nothing, shell: undefined, span: { start: offset, end: offset + 1 } };
  const command = commandOf(instruction);
  if (!command) return undefined;
  if (command.form === 'exec') return execElement(dockerfile, command.words, offset);
  const shell = shellInForce(dockerfile, instruction);
  if (shell.kind !== 'posix') return instruction.keyword === 'RUN' ? windowsElement(command.text, offset, shell) : undefined;
  const text = scriptAt(dockerfile, instruction, command, offset);
  const index = text?.indexAt(offset);
  return text && index !== undefined ? elementIn(text, index, text === command.text ? shell : shellOfScript(command.text.text, text.text, shell)) : undefined;
}

function windowsElement(text: LogicalText, offset: number, shell: ShellInForce): ShellElement | undefined {
  const index = text.indexAt(offset);
  const element = index === undefined ? undefined : windowsElementAt(text, index, shell);
  return element && { part: { kind: 'windows', element }, reading: nothing, step: nothing, shell, span: element.span };
}

const nothing: ShellReading = { commands: [], symbols: [], data: [] };

/** BuildKit joins lines at an escape character that only blanks follow; the joined text does not have it. */
function isContinuation({ text, escape }: Dockerfile, { bodySpan, argumentText }: Instruction, offset: number): boolean {
  if (text[offset] !== escape || offset < bodySpan.start || offset >= bodySpan.end || argumentText.indexAt(offset) !== undefined) return false;
  for (let at = offset + 1; at < text.length && text[at] !== '\n'; at++) {
    if (!' \t\r'.includes(text[at]!)) return false;
  }
  return true;
}

/** The commands of an instruction, for facts about earlier steps. Undefined where they cannot be read. */
export function readingOf(dockerfile: Dockerfile, instruction: Instruction): ShellReading | undefined {
  const command = commandOf(instruction);
  if (command?.form === 'exec') return execReading(command.words);
  if (!command || shellInForce(dockerfile, instruction).kind !== 'posix') return undefined;
  const body = isHeredocScript(command.text.text) ? instruction.heredocs[0] : undefined;
  return readShell(body ? body.content : command.text.text);
}

function commandOf(instruction: Instruction): CommandForm | undefined {
  switch (instruction.keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.command;
    default:
      return undefined;
  }
}

/** The text around an offset: the instruction's own, or the body of a heredoc that is a script. */
function scriptAt(dockerfile: Dockerfile, instruction: Instruction, command: CommandForm & { form: 'shell' }, offset: number): LogicalText | undefined {
  const heredoc = instruction.heredocs.find(({ bodySpan }) => bodySpan.start <= offset && offset < bodySpan.end);
  if (!heredoc) return command.text;
  if (!isHeredocScript(command.text.text) || isForeignScript(heredoc.content)) return undefined;
  const { start, end } = heredoc.bodySpan;
  return new LogicalText(dockerfile.text.slice(start, end), [{ logical: 0, source: start, length: end - start }], start);
}

/** A heredoc runs with the shell of its first line, of the words in front of it, or of SHELL. */
function shellOfScript(call: string, body: string, shell: ShellInForce): ShellInForce {
  const words = body.startsWith('#!') ? body.slice(2, body.indexOf('\n')).trim().split(/\s+/) : call.slice(0, call.indexOf('<<')).trim().split(/\s+/);
  return words[0] ? { kind: 'posix', words, line: undefined } : shell;
}

function elementIn(text: LogicalText, index: number, shell: ShellInForce | undefined, step?: ShellReading, depth = 0): ShellElement | undefined {
  const reading = readShell(text.text);
  if (!reading) return undefined;
  const whole = step ?? reading;
  const covers = ({ start, end }: { start: number; end: number }): boolean => start <= index && index < end;
  const make = (part: ShellPart, start: number, end: number): ShellElement => ({ part, reading, step: whole, shell, span: text.spanOf(start, end) });
  const symbol = reading.symbols.find(covers);
  if (symbol) return make({ kind: 'symbol', symbol }, symbol.start, symbol.end);
  const command = reading.commands.find(({ words }) => words.some(covers));
  const datum = command ? undefined : reading.data.find(({ word }) => covers(word));
  const word = command?.words.find(covers) ?? datum?.word;
  if (!word) return undefined;
  const inner = substitutionAt(word.text, index - word.start);
  if (inner && depth < deepestNesting) {
    const start = word.start + inner.start;
    const end = word.start + inner.end;
    if (index < start || index >= end) return make({ kind: 'substitution' }, word.start + inner.open, word.start + inner.close);
    return elementIn(text.slice(start, end), index - start, shell, whole, depth + 1);
  }
  if (!command) return datum && make({ kind: 'data', ...datum }, word.start, word.end);
  const script = depth < deepestNesting ? scriptInQuotes(command, word) : undefined;
  if (script && index >= script.start && index < script.end) {
    const words = command.words.slice(command.assignments, command.words.indexOf(word)).map(({ value }) => value);
    const nested = elementIn(text.slice(script.start, script.end), index - script.start, { kind: 'posix', words, line: undefined }, undefined, depth + 1);
    if (nested) return nested;
  }
  return make({ kind: 'word', command, index: command.words.indexOf(word), at: index - word.start }, word.start, word.end);
}

/** The innermost-but-one step: the outermost `$(…)` or `` `…` `` around a place of a word. */
function substitutionAt(word: string, at: number): { open: number; start: number; end: number; close: number } | undefined {
  let quoted = false;
  for (let index = 0; index <= at && index < word.length; index++) {
    const character = word[index]!;
    if (character === '\\') index++;
    else if (character === '"') quoted = !quoted;
    else if (character === "'" && !quoted) {
      const end = word.indexOf("'", index + 1);
      if (end < 0) return undefined;
      index = end;
    } else if (character === '`' || (character === '$' && word[index + 1] === '(' && word[index + 2] !== '(')) {
      const length = character === '`' ? 1 : 2;
      const close = character === '`' ? word.indexOf('`', index + 1) + 1 : (endOfSubstitution(word, index + 2) ?? 0);
      if (close <= 0) return undefined;
      if (at < close) return { open: index, start: index + length, end: close - 1, close };
      index = close - 1;
    }
  }
  return undefined;
}

/** The text inside the quotes of `sh -c '…'`, where quotes are all that has to be taken off. */
function scriptInQuotes({ words }: ShellCommand, word: ShellWord): { start: number; end: number } | undefined {
  const index = words.indexOf(word);
  const flag = words[index - 1]?.value ?? '';
  const shell = words.slice(0, index).some(({ value }) => /^(ba|da|a|z)?sh$|^su$/.test(commandName(value)));
  const match = /^(["'])([^"'\\]*)\1$|^'([^']*)'$/.exec(word.text);
  return shell && /^-[a-z]*c$/.test(flag) && match ? { start: word.start + 1, end: word.end - 1 } : undefined;
}

function execElement(dockerfile: Dockerfile, words: readonly JsonWord[], offset: number): ShellElement | undefined {
  const index = words.findIndex(({ span }) => span.start <= offset && offset < span.end);
  const word = words[index];
  if (!word) return undefined;
  const reading = execReading(words);
  const span = { start: word.span.start + 1, end: word.span.end - 1 };
  const raw = dockerfile.text.slice(span.start, span.end);
  if (raw === word.value && /^-[a-z]*c$/.test(words[index - 1]?.value ?? '') && /^(ba|da|a|z)?sh$/.test(commandName(words[0]!.value))) {
    const text = new LogicalText(raw, [{ logical: 0, source: span.start, length: raw.length }], span.start);
    const posix: ShellInForce = { kind: 'posix', words: words.slice(0, index).map(({ value }) => value), line: undefined };
    const nested = offset >= span.start && offset < span.end ? elementIn(text, offset - span.start, posix) : undefined;
    if (nested) return nested;
  }
  const at = raw === word.value ? Math.max(0, offset - span.start) : 0;
  return { part: { kind: 'word', command: reading.commands[0]!, index, at }, reading, step: reading, shell: undefined, span: word.span };
}

/** Exec form is one command whose words are taken as they are. */
function execReading(words: readonly JsonWord[]): ShellReading {
  const commands = [{ words: words.map(({ value, span }) => ({ text: value, value, ...span })), assignments: 0, redirections: [], before: '', after: '' }];
  return { commands: words.length > 0 ? commands : [], symbols: [], data: [] };
}
