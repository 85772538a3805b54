import { readPatternEscape } from './patternEscape';

/**
 * Patterns over slash paths: `*` and `?` never match a `/`; with `doubleStar`, `**` does, as in `.dockerignore`.
 * Without it `**` is two `*`, as in a COPY source (Go's `path.Match`).
 */
export type PatternToken =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }
  /** `\b` and `\B`. */
  | { readonly kind: 'boundary'; readonly negated: boolean }
  /** `*`: any run without `/`. */
  | { readonly kind: 'star' }
  /** `**` before something: nothing, or anything up to and including a `/`. */
  | { readonly kind: 'directories' }
  /** `**` at the end: anything. */
  | { readonly kind: 'everything' };

export interface PathPattern {
  readonly tokens: readonly PatternToken[];
  matches(path: string): boolean;
}

/** Compiles a pattern. Returns undefined where Go's `filepath.Match` calls it malformed: an open `[`, an empty class, a trailing `\`. */
export function compilePathPattern(pattern: string, options: { readonly doubleStar: boolean }): PathPattern | undefined {
  const tokens = tokenize([...pattern], options.doubleStar);
  if (!tokens) return undefined;
  const unbounded = tokens.filter((token) => isUnbounded(token)).length;
  if (unbounded === 0 && tokens.every((token) => token.kind === 'character')) {
    const literal = tokens.map((token) => (token.kind === 'character' ? token.character : '')).join('');
    return { tokens, matches: (path) => path === literal };
  }
  // A backtracking expression is fast but not bounded; more than three unbounded parts go through the state machine.
  if (unbounded > 3) return { tokens, matches: (path) => matchTokens(tokens, path) };
  const expression = new RegExp(`^${tokens.map(expressionOf).join('')}$`, 'su');
  return { tokens, matches: (path) => expression.test(path) };
}

/** True where a COPY source has to be matched instead of looked up. A backslash makes the next character literal. */
export function hasWildcard(source: string): boolean {
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (character === '\\') index++;
    else if (character === '*' || character === '?' || character === '[') return true;
  }
  return false;
}

/** Runs the tokens over `path` as a set of states: time is bounded by tokens × characters. */
export function matchTokens(tokens: readonly PatternToken[], path: string): boolean {
  let states = closure(tokens, new Set([0]));
  for (const character of path) {
    const next = new Set<number>();
    for (const state of states) step(tokens, state, character, next);
    if (next.size === 0) return false;
    states = closure(tokens, next);
  }
  return states.has(2 * tokens.length);
}

function isUnbounded(token: PatternToken): boolean {
  return token.kind === 'star' || token.kind === 'directories' || token.kind === 'everything';
}

function tokenize(characters: readonly string[], doubleStar: boolean): PatternToken[] | undefined {
  const tokens: PatternToken[] = [];
  let index = 0;
  while (index < characters.length) {
    const character = characters[index]!;
    if (character === '*') index = pushStar(characters, index, doubleStar, tokens);
    else if (character === '?') {
      tokens.push({ kind: 'any' });
      index++;
    } else if (character === '[') {
      const parsed = parseClass(characters, index, doubleStar);
      if (!parsed) return undefined;
      tokens.push(parsed.token);
      index = parsed.end;
    } else if (character === '\\' && doubleStar) {
      const escape = readPatternEscape(characters, index);
      if (!escape) return undefined;
      if (escape.kind === 'never') tokens.push({ kind: 'class', negated: false, ranges: [] });
      else if (escape.kind !== 'nothing') tokens.push(escape);
      index = escape.end;
    } else if (character === '\\') {
      if (index + 1 >= characters.length) return undefined;
      tokens.push({ kind: 'character', character: characters[index + 1]! });
      index += 2;
    } else {
      tokens.push({ kind: 'character', character });
      index++;
    }
  }
  return tokens;
}

/** Adds what a run of stars means and returns the index after it. Neighbours that mean the same are merged. */
function pushStar(characters: readonly string[], start: number, doubleStar: boolean, tokens: PatternToken[]): number {
  let index = start + 1;
  let token: PatternToken = { kind: 'star' };
  if (doubleStar && characters[index] === '*') {
    index++;
    if (characters[index] === '/') index++;
    token = index >= characters.length ? { kind: 'everything' } : { kind: 'directories' };
  }
  const last = tokens[tokens.length - 1];
  if (last?.kind !== token.kind) tokens.push(token);
  return index;
}

function parseClass(characters: readonly string[], start: number, doubleStar: boolean): { token: PatternToken; end: number } | undefined {
  let index = start + 1;
  const negated = characters[index] === '^';
  if (negated) index++;
  const ranges: [number, number][] = [];
  while (index < characters.length && (characters[index] !== ']' || ranges.length === 0)) {
    const escape = doubleStar && characters[index] === '\\' ? readPatternEscape(characters, index) : undefined;
    if (escape?.kind === 'class' && !escape.negated) {
      ranges.push(...escape.ranges.map(([low, high]): [number, number] => [low, high]));
      index = escape.end;
      continue;
    }
    const low = classCharacter(characters, index);
    if (!low) return undefined;
    index = low.end;
    let high = low;
    if (characters[index] === '-') {
      const upper = classCharacter(characters, index + 1);
      if (!upper) return undefined;
      high = upper;
      index = upper.end;
    }
    ranges.push([low.code, high.code]);
  }
  if (characters[index] !== ']') return undefined;
  return { token: { kind: 'class', negated, ranges }, end: index + 1 };
}

function classCharacter(characters: readonly string[], at: number): { code: number; end: number } | undefined {
  let index = at;
  if (characters[index] === '-' || characters[index] === ']') return undefined;
  if (characters[index] === '\\') index++;
  const character = characters[index];
  return character === undefined ? undefined : { code: character.codePointAt(0)!, end: index + 1 };
}

function expressionOf(token: PatternToken): string {
  switch (token.kind) {
    case 'character':
      return token.character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    case 'any':
      return '[^/]';
    case 'boundary':
      return token.negated ? '\\B' : '\\b';
    case 'star':
      return '[^/]*';
    case 'directories':
      return '(?:.*/)?';
    case 'everything':
      return '.*';
    case 'class': {
      const ranges = token.ranges.filter(([low, high]) => low <= high);
      const inner = ranges.map(([low, high]) => `${codePoint(low)}-${codePoint(high)}`).join('');
      if (inner === '') return token.negated ? '.' : '[^\\s\\S]';
      return token.negated ? `[^${inner}]` : `[${inner}]`;
    }
  }
}

function codePoint(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** State 2n: token n comes next. State 2n+1: inside a name that token n, a `**`, is still swallowing. */
function closure(tokens: readonly PatternToken[], states: Set<number>): Set<number> {
  for (const state of states) {
    const token = state % 2 === 0 ? tokens[state / 2] : undefined;
    if (token && isUnbounded(token)) states.add(state + 2);
  }
  return states;
}

function step(tokens: readonly PatternToken[], state: number, character: string, next: Set<number>): void {
  const index = state >> 1;
  const token = tokens[index];
  if (!token) return;
  const following = 2 * (index + 1);
  switch (token.kind) {
    case 'character':
      if (token.character === character) next.add(following);
      return;
    case 'any':
      if (character !== '/') next.add(following);
      return;
    case 'star':
      if (character !== '/') next.add(state);
      return;
    case 'everything':
      next.add(state);
      return;
    case 'class':
      if (inRanges(token.ranges, character) !== token.negated) next.add(following);
      return;
    case 'boundary':
      return;
    case 'directories':
      next.add(2 * index + 1);
      if (character === '/') next.add(following);
      return;
  }
}

function inRanges(ranges: readonly (readonly [number, number])[], character: string): boolean {
  const code = character.codePointAt(0)!;
  return ranges.some(([low, high]) => low <= code && code <= high);
}
