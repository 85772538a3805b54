import { endOfQuoted } from './quotedLines';

/**
 * The text with one list or mapping in brackets on a single line, so that every place stays: line ends and comments in it
 * become blanks. Undefined where the bracket is never closed. YAML asks for indentation inside brackets; Compose's reader
 * does not, and lists are often written so.
 * @param open offset of the bracket
 */
export function joinFlowLines(text: string, open: number): string | undefined {
  let joined = '';
  let depth = 0;
  // A quote or a number sign begins something only where a value or a comment can begin.
  let before = ' ';
  for (let index = open; index < text.length; index++) {
    const character = text[index]!;
    const end = isQuote(character) && /[\s[\]{},:?]/.test(before) ? (endOfQuoted(text, index) ?? text.length) : character === '#' && /[\s[\]{},]/.test(before) ? endOfLine(text, index) : undefined;
    if (end !== undefined) {
      joined += character === '#' ? ' '.repeat(end - index) : text.slice(index, end);
      index = end - 1;
      before = character === '#' ? ' ' : character;
      continue;
    }
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    joined += character === '\n' || character === '\r' ? ' ' : character;
    before = character;
    if (depth === 0) return text.slice(0, open) + joined + text.slice(index + 1);
  }
  return undefined;
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
