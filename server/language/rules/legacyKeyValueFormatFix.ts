import { isUnicodeSpace, isWordSeparator } from '../dockerfile/characters';
import type { LogicalText } from '../dockerfile/logicalText';
import { lexShellText, ShellLexError } from '../dockerfile/shellLexer';
import type { Dockerfile, KeyValue } from '../dockerfile/syntax';
import { splitQuotedWords } from '../dockerfile/words';
import type { SpanEdit } from './rule';

/** A change of the logical text: `length` characters at `index` become `newText`. In order, not overlapping. */
interface LogicalEdit {
  readonly index: number;
  readonly length: number;
  readonly newText: string;
}

/**
 * Turns `NAME value` into `NAME=value`. Of the ways to keep the value in one word (as it is, quoted, with escaped blanks)
 * the first that gives the same value is taken; undefined where none does.
 * @param argument the instruction's text behind its keyword
 */
export function legacyPairEdits(dockerfile: Dockerfile, argument: LogicalText, { name }: KeyValue): readonly SpanEdit[] | undefined {
  const { text } = argument;
  const { escape } = dockerfile;
  const nameLength = name.text.length;
  let valueStart = nameLength;
  while (valueStart < text.length && isWordSeparator(text[valueStart]!)) valueStart++;
  const value = text.slice(valueStart);
  const equals = [{ index: nameLength, length: 1, newText: '=' }, ...range(nameLength + 1, valueStart).map((index) => ({ index, length: 1, newText: '' }))];
  // Quotes around quotes may give the same value, but would not look like it.
  const quotes = value.includes('"') ? [] : [valueStart, text.length].map((index) => ({ index, length: 0, newText: '"' }));
  for (const edits of [[], quotes, escapedBlanks(text, valueStart, escape)]) {
    const all = [...equals, ...edits];
    if (isSamePair(applied(text, all), name.text, value, escape)) return [...equalsEdits(dockerfile, argument, equals), ...edits.map((edit) => spanEdit(argument, edit))];
  }
  return undefined;
}

/** `=` in place of everything between name and value; where a comment stands between, only of the blanks. */
function equalsEdits({ text }: Dockerfile, argument: LogicalText, equals: readonly LogicalEdit[]): SpanEdit[] {
  const start = argument.sourceAt(equals[0]!.index);
  const end = argument.sourceAt(equals[equals.length - 1]!.index + 1);
  return text.slice(start, end).includes('#') ? equals.map((edit) => spanEdit(argument, edit)) : [{ span: { start, end }, newText: '=' }];
}

/** An escape in front of every blank that no quote and no escape covers. */
function escapedBlanks(text: string, start: number, escape: string): LogicalEdit[] {
  const edits: LogicalEdit[] = [];
  let quote = '';
  for (let index = start; index < text.length; index++) {
    const character = text[index]!;
    if (character === escape && quote !== "'") index++;
    else if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (isUnicodeSpace(character)) edits.push({ index, length: 0, newText: escape });
  }
  return edits;
}

/** Whether BuildKit reads the new text as one pair whose name and value expand to the same, with variables set or not. */
function isSamePair(newText: string, name: string, value: string, escape: string): boolean {
  const words = splitQuotedWords(newText, escape);
  const [word] = words;
  if (words.length !== 1 || !word || word.text !== newText) return false;
  const equals = newText.indexOf('=');
  if (newText.slice(0, equals) !== name) return false;
  const lookups = [() => undefined, () => 'set', () => 'two words', (variable: string) => `<${variable}>`];
  return lookups.every((lookup) => {
    const expected = expanded(value, lookup, escape);
    return expected !== undefined && expanded(newText.slice(equals + 1), lookup, escape) === expected;
  });
}

function expanded(text: string, lookup: (name: string) => string | undefined, escape: string): string | undefined {
  try {
    return lexShellText(text, lookup, { escape }).result;
  } catch (error) {
    if (error instanceof ShellLexError) return undefined;
    throw error;
  }
}

function applied(text: string, edits: readonly LogicalEdit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, length, newText } of edits) {
    pieces.push(text.slice(from, index), newText);
    from = index + length;
  }
  return [...pieces, text.slice(from)].join('');
}

function spanEdit(argument: LogicalText, { index, length, newText }: LogicalEdit): SpanEdit {
  if (length > 0) return { span: argument.spanOf(index, index + length), newText };
  const offset = index < argument.text.length ? argument.sourceAt(index) : argument.span.end;
  return { span: { start: offset, end: offset }, newText };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
