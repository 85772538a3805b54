import type { LogicalText } from '../dockerfile/logicalText';
import type { Span } from '../dockerfile/syntax';

/** One replacement in the file's text. */
interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** What keeps a text that is meant as a JSON list from being one. */
export type JsonListFault =
  | 'single quotes'
  | 'typographic quotes'
  | 'no quotes'
  | 'open quote'
  | 'missing comma'
  | 'extra comma'
  | 'missing bracket'
  | 'backslash'
  | 'comment behind'
  | 'text behind';

/** A text that is meant as a JSON list and is none. */
export interface BrokenJsonList {
  readonly fault: JsonListFault;
  /** Edits that make it one; undefined where what was meant is not certain. */
  readonly edits: readonly Edit[] | undefined;
  /** Index of the comment behind the list in the text; it has to go somewhere else for the edits to help. */
  readonly commentAt?: number;
}

interface Reading {
  readonly text: LogicalText;
  readonly edits: Edit[];
  position: number;
  fault: JsonListFault | undefined;
  certain: boolean;
  items: number;
  commas: number;
}

/**
 * Reads a text that begins with `[` and that BuildKit does not take for JSON, as a person would who wrote a list. Undefined
 * where it is no list: `[ -f file ]` and `[ "$a" = b ]` are commands of the shell, `[a-z]*.txt` is a pattern.
 * @param mayTest true where a shell's `[ … ]` would make sense, so that a lone word is no evidence of a list
 */
export function readBrokenJsonList(text: LogicalText, mayTest: boolean): BrokenJsonList | undefined {
  const reading: Reading = { text, edits: [], position: 1, fault: undefined, certain: true, items: 0, commas: 0 };
  const isTight = /^\[["'“”‘’]/.test(text.text);
  const end = readItems(reading);
  if (end === undefined || reading.items === 0) return undefined;
  if (!isTight && reading.commas === 0 && (mayTest || reading.fault === 'no quotes' || reading.items > 1)) return undefined;
  const rest = text.text.slice(reading.position).trim();
  if (end === 'open quote' || (rest !== '' && !rest.startsWith('#'))) {
    return isTight ? { fault: end === 'open quote' ? 'open quote' : 'text behind', edits: undefined } : undefined;
  }
  if (rest !== '') return { fault: reading.fault ?? 'comment behind', edits: certainEdits(reading), commentAt: text.text.indexOf('#', reading.position) };
  return reading.fault && { fault: reading.fault, edits: certainEdits(reading) };
}

function certainEdits({ certain, edits }: Reading): readonly Edit[] | undefined {
  return certain ? edits : undefined;
}

/** `end` is where the list is over; undefined where the text is no list. */
function readItems(reading: Reading): 'end' | 'open quote' | undefined {
  const source = reading.text.text;
  for (let wantsComma = false; ; ) {
    skipBlanks(reading);
    const character = source[reading.position];
    if (character === undefined) {
      found(reading, 'missing bracket');
      replace(reading, source.trimEnd().length, 0, ']');
      return wantsComma ? 'end' : undefined;
    }
    if (character === ']') {
      if (!wantsComma && reading.items > 0) extraComma(reading, source.lastIndexOf(',', reading.position));
      reading.position++;
      return 'end';
    }
    if (character === ',') {
      if (!wantsComma) extraComma(reading, reading.position);
      reading.commas++;
      reading.position++;
      wantsComma = false;
      continue;
    }
    if (wantsComma) {
      if (!/["'“‘]/.test(character)) return undefined;
      found(reading, 'missing comma');
      replace(reading, source.slice(0, reading.position).trimEnd().length, 0, ',');
    }
    const item = readItem(reading, character);
    if (item !== 'read') return item;
    reading.items++;
    wantsComma = true;
  }
}

function skipBlanks(reading: Reading): void {
  while (/\s/.test(reading.text.text[reading.position] ?? '')) reading.position++;
}

function found(reading: Reading, fault: JsonListFault): void {
  reading.fault ??= fault;
}

function extraComma(reading: Reading, index: number): void {
  found(reading, 'extra comma');
  replace(reading, index, 1, '');
}

/** A piece that goes on in the next line is not replaced: its continuation would be lost. */
function replace(reading: Reading, index: number, length: number, newText: string): void {
  const { text } = reading;
  const span = length === 0 ? { start: pointBehind(text, index), end: pointBehind(text, index) } : text.spanOf(index, index + length);
  if (span.end - span.start !== length) reading.certain = false;
  reading.edits.push({ span, newText });
}

/** The file offset directly behind the character before `index`: an insertion there stays in that character's line. */
function pointBehind(text: LogicalText, index: number): number {
  return index === 0 ? text.sourceAt(0) : text.spanOf(index - 1, index).end;
}

function readItem(reading: Reading, quote: string): 'read' | 'open quote' | undefined {
  if (quote === '"') return readDoubleQuoted(reading);
  const closing = quote === "'" ? "'" : '“”„'.includes(quote) ? '“”' : '‘’'.includes(quote) ? '‘’' : undefined;
  return closing === undefined ? readBareWord(reading) : readOtherQuotes(reading, closing);
}

function readDoubleQuoted(reading: Reading): 'read' | 'open quote' {
  const source = reading.text.text;
  const start = reading.position;
  let close = start + 1;
  while (close < source.length && source[close] !== '"') close += source[close] === '\\' ? 2 : 1;
  if (close >= source.length) return 'open quote';
  reading.position = close + 1;
  const inner = source.slice(start + 1, close);
  if (!isJsonString(inner)) {
    found(reading, 'backslash');
    const escapes = inner.match(/\\./gs) ?? [];
    const isPath = /^[A-Za-z]:\\/.test(inner) && !inner.includes('\\\\');
    const isPlain = isPath || escapes.every((escape) => !/\\["\\/bfnrtu]/.test(escape));
    if (!isPlain || /[\0-\x1f]/.test(inner)) reading.certain = false;
    replace(reading, start + 1, inner.length, inner.replaceAll('\\', '\\\\'));
  }
  return 'read';
}

function isJsonString(inner: string): boolean {
  try {
    JSON.parse(`"${inner}"`);
    return true;
  } catch {
    return false;
  }
}

function readOtherQuotes(reading: Reading, closing: string): 'read' | 'open quote' {
  const source = reading.text.text;
  const start = reading.position;
  let close = start + 1;
  while (close < source.length && !closing.includes(source[close]!)) close++;
  if (close >= source.length) return 'open quote';
  found(reading, closing === "'" ? 'single quotes' : 'typographic quotes');
  const inner = source.slice(start + 1, close);
  // Whether a backslash stands for itself here, only its author knows.
  if (inner.includes('\\')) reading.certain = false;
  replace(reading, start, close + 1 - start, JSON.stringify(inner));
  reading.position = close + 1;
  return 'read';
}

function readBareWord(reading: Reading): 'read' | undefined {
  const [word] = /^[^\s,[\]'"“”‘’=;&|<>()]+(?=\s*[,\]])/.exec(reading.text.text.slice(reading.position)) ?? [];
  if (word === undefined) return undefined;
  found(reading, 'no quotes');
  if (/[\\$]/.test(word)) reading.certain = false;
  replace(reading, reading.position, word.length, JSON.stringify(word));
  reading.position += word.length;
  return 'read';
}
