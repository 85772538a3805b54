import { expandedWords } from '../expandedWords';
import { expandText } from '../expansion';
import { frontendOf } from '../frontend';
import { findVariables } from '../shellLexer';
import type { WalkedStage } from '../stageWalk';
import type { Dockerfile, Instruction, Problem, RunInstruction, Span, Word, WordsInstruction } from '../syntax';
import { copyFaults } from './copies';
import { mountFault, mountTarget } from './mounts';
import { portFault } from './ports';
import { signalFault } from './signals';

/** Where an instruction is executed. */
export interface Execution {
  readonly dockerfile: Dockerfile;
  readonly at: WalkedStage;
  /** The working directory; undefined where the base image or the build decides it. */
  readonly directory: string | undefined;
}

export type ExecutionFault = { readonly code: string; readonly message: string; readonly span: Span };

/**
 * What BuildKit rejects in an instruction when it executes it with the variables that are set there (convert.go `dispatch`).
 * A value that is not known here is left alone.
 */
export function executionProblems(execution: Execution, instruction: Instruction): Problem[] {
  const found = expansionFault(execution, instruction);
  return (found ? [found] : executionFaults(execution, instruction)).map((fault) => (isUndecided(execution, fault) ? noteOf(fault) : { ...fault, severity: 'error' }));
}

/** Whether the fault is in a word with an ARG that has no value. */
function isUndecided({ at, dockerfile }: Execution, { span }: ExecutionFault): boolean {
  const text = dockerfile.text.slice(span.start, span.end);
  if (!text.includes('$') || at.undecidedNames.size === 0) return false;
  return findVariables(text, dockerfile.escape).some(({ name }) => at.undecidedNames.has(name) && !at.variables.environment.get(name));
}

function noteOf({ message, span }: ExecutionFault): Problem {
  return { code: 'undecided-value', message: `Only a build argument decides this value. Without one the build fails: ${message}.`, span, severity: 'information' };
}

/** The first word that cannot be expanded with these variables: `${NAME:?words}`. */
function expansionFault(execution: Execution, instruction: Instruction): ExecutionFault | undefined {
  if (!instruction.argumentText.text.includes('$') && instruction.flags.length === 0 && instruction.heredocs.length === 0) return undefined;
  const words = instruction.keyword === 'ARG' ? instruction.pairs.flatMap(({ value }) => value ?? []) : expandedWords(instruction);
  for (const { text, span } of words) {
    const error = text.includes('$') ? execution.at.expand(text).error : undefined;
    if (error !== undefined) return { code: 'variable-syntax', message: `failed to process ${JSON.stringify(text)}: ${error}`, span };
  }
  return heredocFault(execution, instruction);
}

/** Bodies of COPY and ADD expand with `\\`, and quotes mean nothing in them. */
function heredocFault({ at }: Execution, instruction: Instruction): ExecutionFault | undefined {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return undefined;
  for (const { expand, content, bodySpan } of instruction.heredocs) {
    const error = expand && content.includes('$') ? expandText(content, at.variables.environment, '\\', true).error : undefined;
    if (error !== undefined) return { code: 'variable-syntax', message: `failed to process the text of the heredoc: ${error}`, span: bodySpan };
  }
  return undefined;
}

function executionFaults(execution: Execution, instruction: Instruction): ExecutionFault[] {
  const { at } = execution;
  switch (instruction.keyword) {
    case 'EXPOSE':
      return exposeFaults(execution, instruction);
    case 'STOPSIGNAL':
      return wordFaults(execution, instruction.value ? [instruction.value] : [], 'invalid-signal', signalFault);
    case 'VOLUME':
      return wordFaults(execution, instruction.words, 'empty-volume', (text) => (text === '' ? 'VOLUME specified can not be an empty string' : undefined));
    case 'RUN':
      return [...deviceFaults(execution, instruction), ...mountFaults(execution, instruction)];
    case 'COPY':
    case 'ADD':
      return copyFaults(instruction, (text) => at.expand(text).text);
    default:
      return [];
  }
}

function wordFaults({ at }: Execution, words: readonly Word[], code: string, faultOf: (text: string) => string | undefined): ExecutionFault[] {
  return words.flatMap(({ text, span }) => {
    const value = at.expand(text).text;
    const message = value === undefined ? undefined : faultOf(value);
    return message === undefined ? [] : [{ code, message, span }];
  });
}

/** One word of EXPOSE may become several, or none. */
function exposeFaults({ at }: Execution, { words }: WordsInstruction): ExecutionFault[] {
  return words.flatMap(({ text, span }) => {
    const { words: ports, error } = at.expand(text);
    if (error !== undefined) return [{ code: 'variable-syntax', message: `failed to process ${JSON.stringify(text)}: ${error}`, span }];
    const message = ports.flatMap((port) => portFault(port.text) ?? [])[0];
    return message === undefined ? [] : [{ code: 'invalid-port', message, span }];
  });
}

/** Devices are an experiment of the frontends whose tag ends in labs (dockerfile2llb/convert_norundevice.go). */
function deviceFaults({ dockerfile }: Execution, { flags }: RunInstruction): ExecutionFault[] {
  const flag = flags.find(({ name }) => name === 'device');
  const image = flag && (frontendOf(dockerfile)?.image ?? 'docker/dockerfile:1');
  if (!flag || !/^(?:docker\.io\/)?docker\/dockerfile(?::[\d.]+|:latest)?$/.test(image!)) return [];
  return [{ code: 'device-without-labs', message: 'device feature is only supported in Dockerfile frontend 1.14.0-labs or later', span: flag.span }];
}

function mountFaults(execution: Execution, run: RunInstruction): ExecutionFault[] {
  return run.flags.flatMap((flag): ExecutionFault[] => {
    if (flag.name !== 'mount' || !flag.value) return [];
    const read = (written: string): string | undefined => execution.at.expand(written).text;
    const fault = flag.value.includes('$') ? mountFault(flag, read) : undefined;
    if (fault) return [{ code: 'invalid-mount', ...fault }];
    const target = mountTarget(flag, read);
    if (target === undefined || !isRoot(execution, target)) return [];
    return [{ code: 'invalid-mount', message: 'invalid mount target "/"', span: flag.valueSpan ?? flag.span }];
  });
}

function isRoot({ directory }: Execution, target: string): boolean {
  if (target.startsWith('/')) return isRootPath(target);
  return directory !== undefined && isRootPath(`${directory}/${target}`);
}

function isRootPath(path: string): boolean {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0;
}
