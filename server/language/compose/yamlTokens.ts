import { Lexer, Parser, type CST } from 'yaml';

/** A text without it holds nothing that the two readers take apart in different ways. */
const readOtherwise = /[-?:][,\]}]|\*[^\s,[\]{}]+:(?:\s|$)/;

/** What the library's lexer puts before the text of a scalar without quotes. */
const scalarMark = '\u001f';
/** An alias with the colon of a key at its end, which the library takes for a part of its name. */
const aliasKey = /^\*[\w-]+:$/;

/**
 * The tokens of a YAML text. In brackets, `-`, `?` and a colon before a comma or the closing bracket are text for
 * Compose's reader, as in `[ls, -]` and `[http:]`, and `*name:` is an alias as a key. Source: go-yaml `scannerc.go`.
 */
export function yamlTokens(text: string): CST.Token[] {
  if (!readOtherwise.test(text)) return [...new Parser().parse(text)];
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const part of asComposeReads([...new Lexer().lex(text)])) tokens.push(...parser.next(part));
  tokens.push(...parser.end());
  return tokens;
}

/** The lexer's parts, of the same length together. */
function asComposeReads(parts: readonly string[]): readonly string[] {
  const read: string[] = [];
  const open: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (part === scalarMark) {
      read.push(part, parts[++index] ?? '');
      continue;
    }
    if (part === '[' || part === '{') open.push(part);
    else if (part === ']' || part === '}') open.pop();
    if (aliasKey.test(part) && /^\s*$/.test(parts[index + 1] ?? '')) read.push(part.slice(0, -1), ':');
    else if (open.length === 0 || !/^[-?:]$/.test(part) || !endsValue(parts, index + 1)) read.push(part);
    else if (part === ':' ? addColon(read, open.at(-1) === '[') : read.push(scalarMark, part)) index += isEmptyScalar(parts, index + 1) ? 2 : 0;
  }
  return read;
}

/** True where a value of a list or mapping in brackets ends; the lexer may add an empty scalar there. */
function endsValue(parts: readonly string[], index: number): boolean {
  const next = isEmptyScalar(parts, index) ? parts[index + 2] : parts[index];
  return next === ',' || next === ']' || next === '}';
}

function isEmptyScalar(parts: readonly string[], index: number): boolean {
  return parts[index] === scalarMark && parts[index + 1] === '';
}

/** Adds the colon as the end of the text before it, or as text of its own. False where it is the colon of a key. */
function addColon(read: string[], isInList: boolean): boolean {
  const blank = /^ +$/.test(read.at(-1) ?? '') ? read.pop()! : '';
  const before = read.at(-1) ?? '';
  const isAfterText = read.at(-2) === scalarMark && before !== '' && (isInList || !before.startsWith(':'));
  if (isAfterText) read[read.length - 1] = `${before}${blank}:`;
  else read.push(...(blank === '' ? [] : [blank]), ...(isInList && (before === '[' || before === ',') ? [scalarMark] : []), ':');
  return read.at(-2) === scalarMark;
}
