import { splitCommandWords } from '../compose/composeCommandWords';
import type { ComposeCommand, ComposeFile, ComposeService } from '../compose/composeFile';
import { interpolate, type Variables, type VariableSource } from '../compose/interpolation';
import { lineOf } from '../textPosition';
import { joinWords } from '../wording';
import type { ComposeSettings, ComposeWords } from './effectiveCommand';
import { shortenCommand } from './commandLine';

/** What a service says about its command, and what a reader should know about how Compose reads it. */
export interface ComposeServiceCommand {
  readonly settings: ComposeSettings;
  readonly notes: readonly string[];
  /** One sentence where Compose rejects the service's command; nothing runs then. */
  readonly rejected: string | undefined;
}

/**
 * Reads `command`, `entrypoint`, `init` and `stop_signal`. A variable that is not in `variables` stays as written, or is
 * `empty` as Compose makes it where the caller knows the whole environment.
 */
export function composeServiceCommand(file: ComposeFile, service: ComposeService, variables: Variables, unset: 'unknown' | 'empty' = 'unknown'): ComposeServiceCommand {
  const entrypoint = readWords('entrypoint', file, service.entrypoint, variables, unset);
  const command = readWords('command', file, service.command, variables, unset);
  const stopSignal = service.stopSignal && {
    value: interpolate(service.stopSignal.text, variables).text,
    line: lineOf(file.text, service.stopSignal.span.start),
  };
  const extended = service.entries.some(({ key }) => key === 'extends');
  return {
    settings: { entrypoint: entrypoint.words, command: command.words, init: service.init ?? false, stopSignal },
    notes: [...entrypoint.notes, ...command.notes, ...(extended ? ['The service extends another one, which is not read here: what it adds is missing.'] : [])],
    rejected: entrypoint.rejected ?? command.rejected,
  };
}

interface ReadWords {
  readonly words: ComposeWords | undefined;
  readonly notes: readonly string[];
  readonly rejected: string | undefined;
}

function readWords(key: string, file: ComposeFile, command: ComposeCommand, known: Variables, unset: 'unknown' | 'empty'): ReadWords {
  const { value } = command;
  if (value === undefined) return { words: undefined, notes: [], rejected: undefined };
  const line = command.keySpan && lineOf(file.text, command.keySpan.start);
  const texts = typeof value === 'string' ? [value] : value;
  const unknown = unknownNames(texts, known);
  const notes = unknown.length === 0 ? [] : [unset === 'empty' ? emptyVariables(key, unknown) : unknownVariables(key, unknown)];
  const empty = unset === 'empty' ? unknown.map((name): [string, VariableSource] => [name, { value: '', source: 'not set' }]) : [];
  const variables: Variables = new Map([...known, ...empty]);
  const items = texts.map((text) => interpolate(text, variables));
  if (typeof value !== 'string') return { words: { words: items.map(({ text }) => text), line }, notes, rejected: undefined };
  const split = splitCommandWords(items[0]!.text);
  const dropped = split.droppedFrom === undefined ? [] : [droppedText(key, items[0]!.text.slice(split.droppedFrom))];
  const rejected = split.invalid ? `Compose rejects the ${key} of line ${line ?? 0}: a quote or bracket is left open.` : undefined;
  return { words: { words: split.words.map(({ text }) => text), line }, notes: [...notes, ...dropped], rejected };
}

/** Names without a value, apart from those that must have one: Compose stops at `${NAME:?}`. */
function unknownNames(texts: readonly string[], variables: Variables): readonly string[] {
  const uses = texts.flatMap((text) => interpolate(text, variables).uses);
  return [...new Set(uses.filter(({ from, operator }) => from === 'unknown' && operator !== '?' && operator !== ':?').map(({ name }) => name))];
}

function emptyVariables(key: string, names: readonly string[]): string {
  return `${joinWords(names.map((name) => `$${name}`), 4)} in ${key} is set neither in the environment nor in .env, so Compose replaces it with nothing.`;
}

function unknownVariables(key: string, names: readonly string[]): string {
  return `Compose replaces ${joinWords(names.map((name) => `$${name}`), 4)} in ${key}; the value is not known here, so it stands as written.`;
}

function droppedText(key: string, dropped: string): string {
  return `No shell reads a compose ${key}: Compose drops everything from ${JSON.stringify(shortenCommand(dropped, 40))} on. For a shell write ["sh", "-c", "…"]. Observed with Compose 2.26.`;
}
