/** What a piece of shell text is. */
export interface ShellPiece {
  readonly kind: 'string' | 'comment' | 'operator';
  readonly start: number;
  readonly end: number;
}

export interface ShellPieceOptions {
  readonly escape: string;
  /** False where the text is no command: values of ENV and LABEL. */
  readonly isCommand: boolean;
}

/** Quoted strings and, in commands, comments and operators, in one pass. A quote that is never closed is a character. */
export function shellPieces(text: string, { escape, isCommand }: ShellPieceOptions): ShellPiece[] {
  const pieces: ShellPiece[] = [];
  const unclosed = new Set<string>();
  let position = 0;
  while (position < text.length) {
    const character = text[position]!;
    const piece = pieceAt(text, position, escape, isCommand, unclosed);
    if (piece) pieces.push(piece);
    position = piece ? piece.end : position + (character === escape ? 2 : 1);
  }
  return pieces;
}

function pieceAt(text: string, start: number, escape: string, isCommand: boolean, unclosed: Set<string>): ShellPiece | undefined {
  const character = text[start]!;
  if (character === "'" || character === '"') {
    if (unclosed.has(character)) return undefined;
    const end = closingQuote(text, start, escape);
    if (end === undefined) unclosed.add(character);
    return end === undefined ? undefined : { kind: 'string', start, end };
  }
  if (!isCommand) return undefined;
  if (character === '#' && /^[\s;&|(]?$/.test(text[start - 1] ?? '')) {
    const lineEnd = text.indexOf('\n', start);
    return { kind: 'comment', start, end: lineEnd < 0 ? text.length : lineEnd };
  }
  if (character !== '&' && character !== '|' && character !== ';') return undefined;
  return { kind: 'operator', start, end: start + (text[start + 1] === character ? 2 : 1) };
}

/** The offset behind the quote that closes the one at `start`; escapes count in double quotes only. */
function closingQuote(text: string, start: number, escape: string): number | undefined {
  const quote = text[start]!;
  for (let position = start + 1; position < text.length; position++) {
    if (text[position] === quote) return position + 1;
    if (quote === '"' && text[position] === escape) position++;
  }
  return undefined;
}
