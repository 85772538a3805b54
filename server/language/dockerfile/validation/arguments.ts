import { expandingParty } from '../expansion';
import { parseHeredocMarker } from '../heredoc';
import { lexShellText, ShellLexBound, ShellLexError } from '../shellLexer';
import type { Instruction, Problem, Span, Word } from '../syntax';

const stageNamePattern = /^[a-z][a-z0-9-_.]*$/;

/** Faults of an instruction's own arguments, with BuildKit's words (instructions/parse.go). */
export function argumentProblems(instruction: Instruction): Problem[] {
  const found = argumentFault(instruction);
  return found ? [{ ...found, span: found.span ?? instruction.keywordSpan, severity: 'error' }] : [];
}

type Fault = { readonly code: string; readonly message: string; readonly span?: Span };

function argumentFault(instruction: Instruction): Fault | undefined {
  switch (instruction.keyword) {
    case 'UNKNOWN':
      return { code: 'unknown-instruction', message: `unknown instruction: ${instruction.keywordText}` };
    case 'FROM':
      return fromFault(instruction);
    case 'COPY':
    case 'ADD':
      return copyFault(instruction);
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      if (!instruction.argumentText.text) return atLeastOne(instruction.keyword);
      return blankName(instruction);
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.words.length ? emptyVolume(instruction) : atLeastOne(instruction.keyword);
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return instruction.value ? undefined : { code: 'missing-argument', message: `${instruction.keyword} requires exactly one argument` };
    case 'SHELL':
      return shellFault(instruction);
    case 'HEALTHCHECK':
      return healthcheckFault(instruction);
    case 'ONBUILD':
      return onbuildFault(instruction);
    default:
      return undefined;
  }
}

function atLeastOne(keyword: string): Fault {
  return { code: 'missing-argument', message: `${keyword} requires at least one argument` };
}

function fromFault(from: Instruction & { keyword: 'FROM' }): Fault | undefined {
  const count = from.argumentText.text ? from.argumentText.text.split(/[\t\v\f\r ]+/).length : 0;
  const isNamed = count === 3 && from.as?.text.toLowerCase() === 'as';
  if (!isNamed) return count === 1 ? undefined : { code: 'from-arguments', message: 'FROM requires either one or three arguments' };
  const name = from.stageName!;
  if (stageNamePattern.test(name.text.toLowerCase())) return undefined;
  const message = `invalid name for build stage: ${JSON.stringify(name.text)}, name can't start with a number or contain symbols`;
  return { code: 'invalid-stage-name', message, span: name.span };
}

function copyFault(copy: Instruction & { keyword: 'COPY' | 'ADD' }): Fault | undefined {
  const { keyword, destination } = copy;
  if (!destination || copy.sources.length === 0) {
    const message = `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
    return { code: 'missing-destination', message };
  }
  if (!isHeredocMarker(destination.text)) return undefined;
  return { code: 'heredoc-destination', message: `${keyword} cannot accept a heredoc as a destination`, span: destination.span };
}

function isHeredocMarker(word: string): boolean {
  try {
    return parseHeredocMarker(word) !== undefined;
  } catch (error) {
    if (error instanceof ShellLexError) return false;
    throw error;
  }
}

function blankName(instruction: Instruction & { keyword: 'ENV' | 'LABEL' | 'ARG' }): Fault | undefined {
  const blank = instruction.pairs.find(({ name }) => name.text === '');
  return blank && { code: 'blank-name', message: `${instruction.keyword} names can not be blank`, span: blank.span };
}

function emptyVolume(instruction: Instruction & { keyword: 'EXPOSE' | 'VOLUME' }): Fault | undefined {
  if (instruction.keyword === 'EXPOSE') return undefined;
  const empty = instruction.words.find(({ text }) => text.trim() === '');
  return empty && { code: 'empty-volume', message: 'VOLUME specified can not be an empty string', span: empty.span };
}

function shellFault(shell: Instruction & { keyword: 'CMD' | 'ENTRYPOINT' | 'SHELL' }): Fault | undefined {
  if (!shell.command || (shell.command.form === 'exec' && shell.command.words.length === 0)) return atLeastOne('SHELL');
  if (shell.command.form === 'exec') return undefined;
  return { code: 'shell-not-json', message: 'SHELL requires the arguments to be in JSON form', span: shell.command.span };
}

function healthcheckFault(healthcheck: Instruction & { keyword: 'HEALTHCHECK' }): Fault | undefined {
  const { type, command } = healthcheck;
  if (!type) return atLeastOne('HEALTHCHECK');
  const name = type.text.toUpperCase();
  if (name === 'NONE') return command && { code: 'healthcheck-none', message: 'HEALTHCHECK NONE takes no arguments', span: command.span };
  if (name !== 'CMD') {
    const message = `Unknown type ${JSON.stringify(name)} in HEALTHCHECK (try CMD)`;
    return { code: 'healthcheck-type', message, span: type.span };
  }
  const isEmpty = !command || (command.form === 'exec' && command.words.length === 0);
  return isEmpty ? { code: 'healthcheck-command', message: 'Missing command after HEALTHCHECK CMD', span: type.span } : undefined;
}

function onbuildFault({ trigger }: Instruction & { keyword: 'ONBUILD' }): Fault | undefined {
  if (!trigger) return atLeastOne('ONBUILD');
  const span = trigger.keywordSpan;
  if (trigger.keyword === 'ONBUILD') return { code: 'onbuild-chain', message: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", span };
  if (trigger.keyword === 'FROM' || trigger.keyword === 'MAINTAINER') {
    return { code: 'onbuild-trigger', message: `${trigger.keyword} isn't allowed as an ONBUILD trigger`, span };
  }
  return undefined;
}

/** The first unclosed quote, missing `}` or unknown modifier in what BuildKit itself expands (shell/lex.go). */
export function expansionProblems(instruction: Instruction, escape: string): Problem[] {
  if (expandingParty(instruction) !== 'builder') return [];
  for (const word of expandedWords(instruction)) {
    if (!/[$"'\\`]/.test(word.text)) continue;
    const error = lexFault(word.text, escape);
    if (!error) continue;
    const message = `failed to process ${JSON.stringify(word.text.slice(0, 200))}: ${error}`;
    return [{ code: 'variable-syntax', message, span: word.span, severity: 'error' }];
  }
  return [];
}

/** What is wrong whatever the variables are: with all of them set, `${A:?}` is no fault. */
function lexFault(text: string, escape: string): string | undefined {
  try {
    lexShellText(text, () => 'set', { escape });
    return undefined;
  } catch (error) {
    if (error instanceof ShellLexError) return error instanceof ShellLexBound ? undefined : error.message;
    throw error;
  }
}

function expandedWords(instruction: Instruction): readonly Word[] {
  switch (instruction.keyword) {
    case 'FROM':
      return instruction.image ? [instruction.image] : [];
    case 'COPY':
    case 'ADD':
      return [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])].filter(({ text }) => !text.includes('<<'));
    case 'ARG':
      return instruction.pairs.flatMap(({ value }) => value ?? []);
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ name, value }) => (value ? [name, value] : [name]));
    case 'EXPOSE':
    case 'VOLUME':
      return instruction.words;
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return instruction.value ? [instruction.value] : [];
    default:
      return [];
  }
}
