import { isUnicodeSpace, isWordSeparator } from './characters';
import type { LogicalText } from './logicalText';
import type { Word } from './syntax';

/** A word inside a logical text: `start`..`end` are indexes into that text. */
export interface LogicalWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Gives a word of a logical text its place in the file. */
export function wordOf(logical: LogicalText, start: number, end: number): Word {
  return { text: logical.text.slice(start, end), span: logical.spanOf(start, end) };
}

/** Plain words, parted by white space; quotes mean nothing (BuildKit `parseStringsWhitespaceDelimited`). */
export function splitPlainWords(logical: LogicalText): Word[] {
  const words: Word[] = [];
  const { text } = logical;
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const inWord = index < text.length && !isWordSeparator(text[index]!);
    if (inWord && start < 0) start = index;
    if (!inWord && start >= 0) {
      words.push(wordOf(logical, start, index));
      start = -1;
    }
  }
  return words;
}

/**
 * Words of ENV, LABEL and ARG: quotes and escapes keep white space together and stay in the text
 * (BuildKit `parseWords` in line_parsers.go).
 */
export function splitQuotedWords(text: string, escape: string): LogicalWord[] {
  const words: LogicalWord[] = [];
  let position = 0;
  while (position < text.length) {
    if (isUnicodeSpace(text[position]!)) {
      position++;
      continue;
    }
    const word = readQuotedWord(text, position, escape);
    words.push({ text: word.text, start: position, end: word.end });
    position = word.end;
  }
  return words;
}

function readQuotedWord(text: string, start: number, escape: string): { text: string; end: number } {
  let quote = '';
  let word = '';
  let position = start;
  for (; position < text.length; position++) {
    const character = text[position]!;
    if (!quote && isUnicodeSpace(character)) break;
    const escapes = character === escape && quote !== "'";
    if (escapes && position + 1 >= text.length) continue; // an escape at the very end is dropped
    if (escapes) {
      word += character + text[++position]!;
      continue;
    }
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    }
    word += character;
  }
  return { text: word, end: position };
}
