import type { Environment } from './environment';
import { lexShellText, ShellLexBound, ShellLexError, type ShellLexResult } from './shellLexer';
import type { Instruction } from './syntax';

/** A text with its variables replaced. */
export interface Expansion {
  /** Undefined where it depends on a value that only the build knows, or where BuildKit reports an error. */
  readonly text: string | undefined;
  /** What the text becomes where unquoted blanks part it, as in EXPOSE; empty where `text` is undefined. */
  readonly words: ShellLexResult['words'];
  /** Names whose value only the build knows. */
  readonly unknown: readonly string[];
  /** Names that are not set here; BuildKit replaces them with nothing. */
  readonly unset: readonly string[];
  /** BuildKit's message where it rejects the text. */
  readonly error?: string;
}

/**
 * Characters that variables may add to one text. No real value comes near; `ENV A=$A$A` in 40 lines would fill the memory.
 * What would be longer counts as not known.
 */
const longestExpansion = 8_192;

/** One word in which no character means more than itself. */
const plain = /^[^$"'\\`<\s\u0085]+$/;

const none: readonly string[] = [];

/** A text without variables, quotes and escapes as it is, whatever is set; undefined for any other text. */
export function expandPlainText(text: string): Expansion | undefined {
  return plain.test(text) ? { text, words: [{ text, start: 0, end: text.length }], unknown: none, unset: none } : undefined;
}

/** Expands a text as BuildKit does for the instructions that expand at all. */
export function expandText(text: string, environment: Environment, escape: string, skipQuotes = false): Expansion {
  const asWritten = expandPlainText(text);
  if (asWritten) return asWritten;
  const unknown: string[] = [];
  const unset: string[] = [];
  let added = 0;
  const lookup = (name: string): string | undefined => {
    const binding = environment.get(name);
    added += binding?.value?.length ?? 0;
    if (binding && (binding.value === undefined || added > longestExpansion)) unknown.push(name);
    else if (!binding && environment.baseUnknown) unknown.push(name);
    else if (!binding) unset.push(name);
    return added > longestExpansion ? undefined : binding?.value;
  };
  try {
    const { result, words } = lexShellText(text, lookup, { escape, skipQuotes });
    return unknown.length > 0 ? { text: undefined, words: [], unknown, unset } : { text: result, words, unknown, unset };
  } catch (error) {
    if (!(error instanceof ShellLexError)) throw error;
    const isKnown = unknown.length === 0 && !(error instanceof ShellLexBound);
    return { text: undefined, words: [], unknown, unset, ...(isKnown ? { error: error.message } : {}) };
  }
}

/**
 * Who replaces variables in an instruction's arguments: BuildKit, the shell at build or run time, or nobody
 * (instructions/commands.go: the commands with `Expand`).
 */
export function expandingParty(instruction: Instruction): 'builder' | 'shell' | 'nobody' {
  switch (instruction.keyword) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return instruction.command?.form === 'shell' ? 'shell' : 'nobody';
    case 'SHELL':
    case 'MAINTAINER':
    case 'ONBUILD':
    case 'UNKNOWN':
      return 'nobody';
    default:
      return 'builder';
  }
}
