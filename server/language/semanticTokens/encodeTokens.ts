import { tokenTypes, type Token, type TokenType } from './token';

const numberOf = new Map<TokenType, number>(tokenTypes.map((type, index) => [type, index]));

/**
 * Tokens as the protocol wants them: five numbers each, lines and columns relative to the token before, in UTF-16.
 * A token over several lines becomes one for each line, without line ends and leading blanks.
 */
export function encodeTokens(text: string, tokens: readonly Token[]): number[] {
  const data: number[] = [];
  let line = 0;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  let before = { line: 0, character: 0 };
  for (const token of tokens) {
    let { start } = token;
    while (start < token.end) {
      while (start >= lineEnd && lineEnd < text.length) {
        line++;
        lineStart = lineEnd;
        lineEnd = endOfLine(text, lineStart);
      }
      const stop = Math.min(token.end, lineEnd);
      const piece = withoutBlanks(text, start, stop);
      start = stop;
      if (piece.end <= piece.start) continue;
      const character = piece.start - lineStart;
      data.push(line - before.line, line === before.line ? character - before.character : character, piece.end - piece.start);
      data.push(numberOf.get(token.type)!, token.declares ? 1 : 0);
      before = { line, character };
    }
  }
  return data;
}

/** The offset behind a line's end, as the protocol counts lines: LF, CRLF or a lone CR. */
function endOfLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 10 || (character === 13 && text.charCodeAt(at + 1) !== 10)) return at + 1;
  }
  return text.length;
}

function withoutBlanks(text: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}
