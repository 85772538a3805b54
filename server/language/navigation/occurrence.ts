import type { Instruction, Span } from '../dockerfile/syntax';

/** One place where a name stands. */
export interface Occurrence {
  readonly role: 'definition' | 'use';
  readonly span: Span;
  /** What the place says: a name as written, or a stage's number. */
  readonly written: string;
  /** False where the file spells it otherwise, with quotes or over two lines; such a place is shown but not edited. */
  readonly exact: boolean;
  readonly instruction: Instruction;
}

/** A stage or a variable with all its places, in file order. */
export interface NamedThing {
  readonly name: string;
  readonly occurrences: readonly Occurrence[];
}

/** Tells whether an editor's cursor is on a place; directly behind its last character counts. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
