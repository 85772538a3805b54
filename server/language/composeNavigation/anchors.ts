import { Lexer } from 'yaml';
import type { Span } from '../dockerfile/syntax';

/** An anchor with the aliases that stand for it. */
export interface Anchor {
  readonly name: string;
  /** Of the name, without `&`. */
  readonly definition: Span;
  /** Of the names, without `*`. */
  readonly uses: readonly Span[];
  /** Which YAML document of the file it is in. */
  readonly document: number;
}

/** Control characters that the lexer puts between the pieces of the text. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);
const scalarMark = '\u001f';

/** The anchors of a file, in order. An alias stands for the last anchor of its name above it; without one it is left out. */
export function anchorsOf(text: string): readonly Anchor[] {
  if (!text.includes('&')) return [];
  const found: { name: string; definition: Span; uses: Span[]; document: number }[] = [];
  let known = new Map<string, Span[]>();
  let document = 0;
  let offset = text.startsWith('\ufeff') ? 1 : 0;
  let isScalar = false;
  for (const piece of new Lexer().lex(text.slice(offset))) {
    if (marks.has(piece)) {
      isScalar = piece === scalarMark;
      continue;
    }
    const span = { start: offset + 1, end: offset + piece.length };
    const name = piece.slice(1);
    offset += piece.length;
    if (!isScalar && piece === '---') {
      document++;
      known = new Map();
    } else if (!isScalar && piece.startsWith('&')) {
      const uses: Span[] = [];
      known.set(name, uses);
      found.push({ name, definition: span, uses, document });
    } else if (!isScalar && piece.startsWith('*')) known.get(name)?.push(span);
    isScalar = false;
  }
  return found;
}
