import { quoteEnd } from './yamlLine';

/** Where a text inside of brackets stands. */
export interface FlowPlace {
  /** From the value that the brackets are. */
  readonly path: readonly string[];
  readonly slot: 'key' | 'value' | 'item';
  /** What is there already: keys of the mapping, items of the list. */
  readonly present: readonly string[];
  /** The value up to the end of the text, without its quote. */
  readonly typed: string;
  readonly quote: string | undefined;
}

interface OpenBracket {
  readonly isList: boolean;
  readonly path: readonly string[];
  readonly present: string[];
  key: string | undefined;
  /** What stands since the last comma, colon or bracket. */
  word: string;
}

/** The place at the end of a text that starts with `[` or `{`; undefined where its brackets are closed, or in a comment. */
export function flowPlace(text: string): FlowPlace | undefined {
  const open: OpenBracket[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    const current = open.at(-1);
    if (character === '[' || character === '{') open.push({ isList: character === '[', path: current ? valuePath(current) : [], present: [], key: undefined, word: '' });
    else if (!current) return undefined;
    else if (character === ']' || character === '}') {
      open.pop();
      if (open.length === 0) return undefined;
    } else if (character === ',') finish(current);
    else if (character === ':' && !current.isList && current.key === undefined && /[\s,"']|^$/.test((text[index + 1] ?? '') + (/^["']/.test(current.word) ? ' ' : ''))) {
      current.key = unquoted(current.word);
      current.present.push(current.key);
      current.word = '';
    } else if (character === '#' && /\s/.test(text[index - 1] ?? '')) {
      const end = text.indexOf('\n', index);
      if (end < 0) return undefined;
      index = end;
    } else if ((character === '"' || character === "'") && current.word.trim() === '') {
      const end = quoteEnd(text, index);
      if (end === undefined) return placeOf(current, text.slice(index + 1), character);
      current.word = text.slice(index, end);
      index = end - 1;
    } else current.word += character;
  }
  const last = open.at(-1);
  // Behind a closing quote nothing is typed.
  if (!last || /^["']/.test(last.word.trimStart())) return undefined;
  return placeOf(last, last.word.trimStart(), undefined);
}

function placeOf(bracket: OpenBracket, typed: string, quote: string | undefined): FlowPlace {
  const { isList, path, present, key } = bracket;
  if (isList) return { path: [...path, '[]'], slot: 'item', present, typed, quote };
  return key === undefined ? { path, slot: 'key', present, typed, quote } : { path: [...path, key], slot: 'value', present: [], typed, quote };
}

function valuePath(bracket: OpenBracket): readonly string[] {
  return bracket.isList ? [...bracket.path, '[]'] : [...bracket.path, ...(bracket.key === undefined ? [] : [bracket.key])];
}

function finish(bracket: OpenBracket): void {
  if (bracket.isList) bracket.present.push(unquoted(bracket.word));
  bracket.key = undefined;
  bracket.word = '';
}

function unquoted(word: string): string {
  const text = word.trim();
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
