import { isUnicodeSpace } from './characters';
import type { LogicalText } from './logicalText';
import type { Flag } from './syntax';

/** The flags at the start of an instruction's arguments, and where the rest begins. */
export interface FlagScan {
  readonly flags: readonly Flag[];
  /** Index into the text, of the first character that is no flag. */
  readonly rest: number;
}

/** Reads `--name=value` words from `start` on, as BuildKit's `extractBuilderFlags` (split_command.go) does. */
export function readBuilderFlags(logical: LogicalText, start: number, escape: string): FlagScan {
  const { text } = logical;
  const flags: Flag[] = [];
  let position = start;
  for (;;) {
    while (position < text.length && isUnicodeSpace(text[position]!)) position++;
    if (text[position] !== '-' || text[position + 1] !== '-') return { flags, rest: position };
    const { word, end } = readFlagWord(text, position, escape);
    if (word === '--') return { flags, rest: end };
    flags.push(flagOf(logical, word, position, end));
    position = end;
  }
}

/** A flag's word without quotes and escapes. */
function readFlagWord(text: string, start: number, escape: string): { word: string; end: number } {
  let quote = '';
  let word = '';
  let position = start;
  for (; position < text.length; position++) {
    const character = text[position]!;
    if (!quote && isUnicodeSpace(character)) break;
    if (character === escape) {
      word += text[++position] ?? '';
      continue;
    }
    if (quote) {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === "'" || character === '"') quote = character;
    else word += character;
  }
  return { word, end: Math.min(position, text.length) };
}

function flagOf(logical: LogicalText, word: string, start: number, end: number): Flag {
  const equals = word.indexOf('=');
  const writtenEquals = logical.text.indexOf('=', start);
  const hasValue = equals >= 0 && writtenEquals >= 0 && writtenEquals < end;
  return {
    name: word.slice(2, equals < 0 ? undefined : equals),
    value: equals < 0 ? undefined : word.slice(equals + 1),
    span: logical.spanOf(start, end),
    nameSpan: logical.spanOf(start, hasValue ? writtenEquals : end),
    valueSpan: hasValue ? logical.spanOf(writtenEquals + 1, end) : undefined,
  };
}
