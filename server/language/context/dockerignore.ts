import type { Span } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import { cleanPath } from './contextPath';
import { compilePathPattern } from './pathPattern';
import { readPatternEscape } from './patternEscape';

/**
 * Which client reads the file. Engine 20.10 checks parents and re-inclusions differently;
 * `current` is what Docker has done since BuildKit 0.10 (checked with Engine 26.1).
 */
export type IgnoreGeneration = 'current' | '20.10';

export interface IgnorePattern {
  /** As the line has it, trimmed. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** True for `!pattern`: takes back what an earlier line excluded. */
  readonly negated: boolean;
  /** Cleaned, without `!` and leading slash. */
  readonly pattern: string;
  matches(path: string, generation: IgnoreGeneration): boolean;
}

/** A line that makes the whole build fail. */
export interface IgnoreProblem {
  readonly line: number;
  /** As the line has it, trimmed. */
  readonly text: string;
  /** Where it stands in the file. */
  readonly span: Span;
  /** What is wrong and why; one sentence. */
  readonly message: string;
  /** True where Docker finds it only when it compares a path with the line. */
  readonly isComparedFirst: boolean;
}

export interface IgnoreFile {
  /** The whole file. */
  readonly text: string;
  readonly patterns: readonly IgnorePattern[];
  readonly problems: readonly IgnoreProblem[];
}

/** Nothing is excluded. */
export const emptyIgnoreFile: IgnoreFile = { text: '', patterns: [], problems: [] };

/** Reads a `.dockerignore`. Never throws; malformed lines become problems and exclude nothing. */
export function parseDockerignore(text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const problems: IgnoreProblem[] = [];
  let end = -1;
  for (const [index, whole] of text.split('\n').entries()) {
    const start = end + 1;
    end = start + whole.length;
    const raw = index === 0 ? whole.replace(/^\uFEFF/, '') : whole;
    if (raw.startsWith('#')) continue;
    const trimmed = raw.trim();
    if (trimmed === '') continue;
    const parsed = parseLine(trimmed, index + 1);
    if (!('message' in parsed)) patterns.push(parsed);
    else problems.push({ line: index + 1, text: trimmed, span: spanOf(trimmed, start + whole.indexOf(trimmed)), ...parsed });
  }
  return { text, patterns, problems };
}

function spanOf({ length }: string, start: number): Span {
  return { start, end: start + length };
}

type PatternFault = Pick<IgnoreProblem, 'message' | 'isComparedFirst'>;

/** The pattern, or what is wrong with it. */
function parseLine(text: string, line: number): IgnorePattern | PatternFault {
  const negated = text.startsWith('!');
  let pattern = negated ? text.slice(1).trim() : text;
  if (pattern === '') return fault('A lone `!` takes nothing back');
  pattern = cleanPath(pattern);
  if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
  const current = compileCurrent(pattern);
  const older = compilePathPattern(pattern, { doubleStar: true });
  if (!current || !older) return faultIn(pattern);
  return {
    text,
    line,
    negated,
    pattern,
    matches: (path, generation) => (generation === 'current' ? current(path) : older.matches(path)),
  };
}

/** Why a pattern does not compile. */
function faultIn(pattern: string): PatternFault {
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    if (characters[index] !== '\\') continue;
    const escape = readPatternEscape(characters, index);
    if (escape) index = escape.end - 1;
    else if (index + 1 === characters.length) return fault('The `\\` at the end escapes nothing');
    else return fault(`${inlineCode(`\\${characters[index + 1]!}`)} is no escape sequence, and a \`/\` parts folders`, true);
  }
  return fault('The `[` opens no set of characters');
}

function fault(reason: string, isComparedFirst = false): PatternFault {
  return { message: `${reason}: Docker refuses to build.`, isComparedFirst };
}

/** `**name`, with nothing else special, has meant "ends in name" since the patterns got a fast path for it. */
function compileCurrent(pattern: string): ((path: string) => boolean) | undefined {
  const suffix = pattern.startsWith('**') ? pattern.slice(2) : undefined;
  if (suffix !== undefined && !/[*?[\]\\]/.test(suffix)) {
    return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
  }
  const compiled = compilePathPattern(pattern, { doubleStar: true });
  return compiled && ((path) => compiled.matches(path));
}
