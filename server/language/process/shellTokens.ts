/** A piece of a shell text; words keep their quotes and expansions. */
export interface ShellToken {
  readonly kind: 'word' | 'operator' | 'newline';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Substitutions inside quotes inside substitutions; real texts have two or three. */
const deepestNesting = 50;

/** Cuts a text into words, operators and line ends; comments are left out. Undefined where a quote or bracket stays open. */
export function tokenizeShellText(text: string): ShellToken[] | undefined {
  const tokens: ShellToken[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position]!;
    if (character === ' ' || character === '\t' || character === '\r') position++;
    else if (character === '#') position = endOfLine(text, position);
    else if (character === '\n') tokens.push({ kind: 'newline', text: '\n', start: position, end: ++position });
    else {
      const operator = /&&|\|\||;;|\|&|&>>?|\d*(?:<<<|<<-?|>>|<&|>&|<>|>\||<|>)|[;&|()]/y;
      operator.lastIndex = position;
      const found = operator.exec(text)?.[0];
      const end = found ? position + found.length : endOfWord(text, position);
      if (end === undefined) return undefined;
      tokens.push({ kind: found ? 'operator' : 'word', text: text.slice(position, end), start: position, end });
      position = end;
    }
  }
  return tokens;
}

function endOfLine(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end;
}

/** End of the word that starts at `position`, or undefined where a quote or bracket stays open. */
function endOfWord(text: string, position: number): number | undefined {
  let at: number | undefined = position;
  // Other white space, such as a no-break space, is a letter to a shell; it must not end a word that nothing else begins.
  while (at !== undefined && at < text.length && !/[ \t\r\n;&|()<>]/.test(text[at]!)) at = endOfPiece(text, at);
  return at;
}

function endOfPiece(text: string, at: number): number | undefined {
  const character = text[at]!;
  if (character === '\\') return Math.min(at + 2, text.length);
  if (character === "'") return after(text.indexOf("'", at + 1));
  if (character === '"') return endOfQuoted(text, at + 1);
  if (character === '`') return after(text.indexOf('`', at + 1));
  if (character === '$' && text[at + 1] === '(') return endOfBracket(text, at + 2, '(', ')');
  if (character === '$' && text[at + 1] === '{') return endOfBracket(text, at + 2, '{', '}');
  return at + 1;
}

function after(index: number): number | undefined {
  return index < 0 ? undefined : index + 1;
}

function endOfQuoted(text: string, start: number, depth = 0): number | undefined {
  if (depth > deepestNesting) return undefined;
  for (let at: number | undefined = start; at !== undefined && at < text.length; ) {
    const character = text[at]!;
    if (character === '"') return at + 1;
    if (character === '\\') at += 2;
    else if (character === '$' && text[at + 1] === '(') at = endOfBracket(text, at + 2, '(', ')', depth);
    else at++;
  }
  return undefined;
}

/** Index after the `)` that ends the `$(` whose text starts at `start`; undefined where it stays open. */
export function endOfSubstitution(text: string, start: number): number | undefined {
  return endOfBracket(text, start, '(', ')');
}

/** Counts brackets and steps over quotes; enough to find the end of an expansion, which is not read itself. */
function endOfBracket(text: string, start: number, open: string, close: string, nesting = 0): number | undefined {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\') at++;
    else if (character === '"' || (character === "'" && open === '(')) {
      const end: number | undefined = character === '"' ? endOfQuoted(text, at + 1, nesting + 1) : after(text.indexOf("'", at + 1));
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (character === open) depth++;
    else if (character === close && --depth === 0) return at + 1;
  }
  return undefined;
}
