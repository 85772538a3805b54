import type { Span } from '../dockerfile/syntax';

/** The legend: types of the Language Server Protocol, in the order in which they are numbered. */
export const tokenTypes = ['keyword', 'comment', 'string', 'variable', 'property', 'enumMember', 'namespace', 'type', 'number', 'operator', 'macro', 'label'] as const;

export type TokenType = (typeof tokenTypes)[number];

/** The legend's modifiers, numbered by bit. */
export const tokenModifiers = ['declaration'] as const;

/** A piece of the file with what it is. */
export interface Token extends Span {
  readonly type: TokenType;
  /** True where a name is given, not used. */
  readonly declares?: boolean;
}

/**
 * Lays tokens over others: what lies below shows only where nothing is above. Both lists are in file order and free of
 * overlaps, and so is the result. Takes linear time.
 */
export function layTokens(below: readonly Token[], above: readonly Token[]): Token[] {
  const result: Token[] = [];
  let next = 0;
  for (const token of below) {
    let start = token.start;
    while (next < above.length && above[next]!.end <= start) result.push(above[next++]!);
    while (next < above.length && above[next]!.start < token.end) {
      const over = above[next++]!;
      if (over.start > start) result.push({ ...token, start, end: over.start });
      result.push(over);
      start = Math.max(start, over.end);
    }
    if (start === token.start) result.push(token);
    else if (start < token.end) result.push({ ...token, start });
  }
  while (next < above.length) result.push(above[next++]!);
  return result;
}

/** Sorts tokens; of those that overlap, the one that starts first stays. */
export function inFileOrder(tokens: readonly Token[]): readonly Token[] {
  if (isInOrder(tokens)) return tokens;
  const sorted = tokens.filter(({ start, end }) => end > start).sort((one, other) => one.start - other.start);
  let end = 0;
  return sorted.filter((token) => {
    const isFree = token.start >= end;
    if (isFree) end = token.end;
    return isFree;
  });
}

function isInOrder(tokens: readonly Token[]): boolean {
  let position = 0;
  for (const { start, end } of tokens) {
    if (start < position || end <= start) return false;
    position = end;
  }
  return true;
}

/** A token for a span; large files have many. */
export function tokenAt({ start, end }: Span, type: TokenType, declares = false): Token {
  return declares ? { start, end, type, declares } : { start, end, type };
}
