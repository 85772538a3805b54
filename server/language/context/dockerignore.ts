import { cleanPath } from './contextPath';
import { compilePathPattern } from './pathPattern';

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
  readonly text: string;
  readonly message: string;
}

export interface IgnoreFile {
  readonly patterns: readonly IgnorePattern[];
  readonly problems: readonly IgnoreProblem[];
}

/** Nothing is excluded. */
export const emptyIgnoreFile: IgnoreFile = { patterns: [], problems: [] };

/** Reads a `.dockerignore`. Never throws; malformed lines become problems and exclude nothing. */
export function parseDockerignore(text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const problems: IgnoreProblem[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((raw, index) => {
      if (raw.startsWith('#')) return;
      const trimmed = raw.trim();
      if (trimmed === '') return;
      const parsed = parseLine(trimmed, index + 1);
      if ('message' in parsed) problems.push(parsed);
      else patterns.push(parsed);
    });
  return { patterns, problems };
}

function parseLine(text: string, line: number): IgnorePattern | IgnoreProblem {
  const negated = text.startsWith('!');
  let pattern = negated ? text.slice(1).trim() : text;
  if (pattern === '') return { line, text, message: 'A lone ! is not a pattern. Docker refuses to build.' };
  pattern = cleanPath(pattern);
  if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
  const current = compileCurrent(pattern);
  const older = compilePathPattern(pattern, { doubleStar: true });
  if (!current || !older) return { line, text, message: 'This pattern is malformed. Docker refuses to build.' };
  return {
    text,
    line,
    negated,
    pattern,
    matches: (path, generation) => (generation === 'current' ? current(path) : older.matches(path)),
  };
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
