/** A key at the start of a text: its name, and where what follows its colon begins. */
export interface LineKey {
  readonly name: string;
  readonly end: number;
}

const quotedKey = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*:(?=\s|$)/;
/** No indicator in front, no comment in it; `<<` is a key. */
const plainKey = /^(?:[&!]\S+\s+)*([^\s"'#&*!|>%@`[\]{},][^\n]*?)\s*:(?=\s|$)/;

/** The key that a line's content starts with; undefined where it is a value or not finished. */
export function lineKey(content: string): LineKey | undefined {
  const quoted = quotedKey.exec(content);
  if (quoted) return { name: quoted[1] ?? quoted[2] ?? '', end: quoted[0].length };
  const plain = plainKey.exec(content.slice(0, longestKey));
  return plain && !plain[1]!.includes(' #') ? { name: plain[1]!, end: plain[0].length } : undefined;
}

/** A longer one is no key that a person types. */
const longestKey = 1_000;

/** A dash that starts an item: its length with the blanks behind it; undefined where there is none. */
export function dashLength(content: string): number | undefined {
  return /^-(?:[ \t]+|$)/.exec(content)?.[0].length;
}

/** What stands at the start of a value. */
export type ValueStart = 'nothing' | 'block' | 'flow' | 'quote' | 'alias' | 'plain';

export interface LineValue {
  readonly start: ValueStart;
  /** Where the value itself begins, behind blanks, anchors and tags. */
  readonly at: number;
}

/** Looks at the value that begins at an index of a text. */
export function lineValue(text: string, from: number): LineValue {
  const lead = /^(?:[ \t]+|[&!]\S*(?=\s|$))*/.exec(text.slice(from))![0].length;
  const at = from + lead;
  const first = text[at];
  if (first === undefined || (first === '#' && (lead === 0 || /\s/.test(text[at - 1]!)))) return { start: 'nothing', at };
  if ((first === '|' || first === '>') && /^[|>][-+\d]*\s*(?:#.*)?$/.test(text.slice(at))) return { start: 'block', at };
  if (first === '[' || first === '{') return { start: 'flow', at };
  if (first === '"' || first === "'") return { start: 'quote', at };
  return { start: first === '*' ? 'alias' : 'plain', at };
}

/** Where a quoted text that opens at an index ends, behind its quote; undefined where it goes on past the limit. */
export function quoteEnd(text: string, open: number, limit = text.length): number | undefined {
  const quote = text[open];
  for (let index = open + 1; index < limit; index++) {
    if (quote === '"' && text[index] === '\\') index++;
    else if (quote === "'" && text[index] === quote && text[index + 1] === quote) index++;
    else if (text[index] === quote) return index + 1;
  }
  return undefined;
}

/** Where the brackets that open at an index are closed, behind the last; undefined where they are open at the limit. */
export function flowEnd(text: string, open: number, limit: number): number | undefined {
  let depth = 0;
  for (let index = open; index < limit; index++) {
    const character = text[index]!;
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    else if ((character === '"' || character === "'") && /[\s,:[{]/.test(text[index - 1] ?? ' ')) {
      const close = quoteEnd(text, index, limit);
      if (close === undefined) return undefined;
      index = close - 1;
    } else if (character === '#' && /\s/.test(text[index - 1] ?? '')) {
      const lineEnd = text.indexOf('\n', index);
      index = lineEnd < 0 ? limit : lineEnd;
    }
    if (depth <= 0) return index + 1;
  }
  return undefined;
}
