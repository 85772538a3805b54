import type { Span } from '../dockerfile/syntax';

/** Where variables come from: a `.env` file, or whatever else is known. A name that is missing is *unknown*, not empty. */
export interface VariableSource {
  readonly value: string;
  /** In words, for the reader: `.env, line 3`. */
  readonly source: string;
  /** The line that sets it. */
  readonly place?: VariablePlace;
}

/** A line of a file, by its absolute path with `/`. */
export interface VariablePlace {
  readonly path: string;
  readonly span: Span;
}

export type Variables = ReadonlyMap<string, VariableSource>;
/** For files of which no variables are known. */
export const noVariables: Variables = new Map();

/** What became of one variable. */
export interface VariableUse {
  readonly name: string;
  /** The whole expression, offsets into the text that was given. Nested ones lie inside their outer one. */
  readonly start: number;
  readonly end: number;
  readonly operator: '' | ':-' | '-' | ':?' | '?' | ':+' | '+';
  /** The text after the operator, as written. */
  readonly argument: string;
  /** What the expression becomes; undefined where that is not known. */
  readonly value: string | undefined;
  /** `default`: the variable is not known and the text after `-` is used. */
  readonly from: 'variable' | 'default' | 'replacement' | 'unknown';
  /** Where the variable's own value comes from. */
  readonly source: string | undefined;
  /** The line that sets the variable itself. */
  readonly setAt?: VariablePlace;
}

export interface Interpolated {
  /** Known values filled in, `$$` made `$`; an unknown variable stays as written. */
  readonly text: string;
  /** In order; only those outside of another's argument, and those that its argument uses when it is taken. */
  readonly uses: readonly VariableUse[];
  /** Offset of the first `${` that Compose rejects ("invalid interpolation format"); at most one. */
  readonly invalid: readonly number[];
}

/** What a variable without a value becomes: it stays `as-written` where it is only not known, and is `empty` for Compose. */
export type UnsetVariables = 'as-written' | 'empty';

/** Nested defaults deeper than this stay as written. */
const maximumDepth = 16;
/** Characters of a result behind which nothing more is filled in: few lines of variables in each other can stand for more than any machine holds. */
const longestResult = 1_000_000;
const namePattern = /[_a-zA-Z][_a-zA-Z0-9]*/y;
const operatorPattern = /:?[-?+]/y;

/**
 * Fills Compose's variables in: `$X ${X} ${X:-d} ${X-d} ${X:?e} ${X?e} ${X:+r} ${X+r} $$`, nested too.
 * A `$` that starts no name stays. Never throws; work is linear in the text for each level of nesting (at most 16).
 * Source: compose-spec 12-interpolation.md; checked against `docker compose config` 2.26.1.
 */
export function interpolate(text: string, variables: Variables = noVariables, unset: UnsetVariables = 'as-written'): Interpolated {
  const uses: VariableUse[] = [];
  const invalid: number[] = [];
  return { text: expand(text, 0, 0, { variables, unset, uses, invalid }), uses, invalid };
}

interface Expansion {
  readonly variables: Variables;
  readonly unset: UnsetVariables;
  readonly uses: VariableUse[];
  readonly invalid: number[];
}

function expand(text: string, base: number, depth: number, expansion: Expansion): string {
  const parts: string[] = [];
  let index = 0;
  let length = 0;
  while (index < text.length) {
    const dollar = text.indexOf('$', index);
    // Compose rejects a value at its first faulty expression; the rest stays as written, which also bounds the work.
    if (dollar < 0 || expansion.invalid.length > 0 || length > longestResult) break;
    parts.push(text.slice(index, dollar));
    index = expandOne(text, dollar, base, depth, expansion, parts);
    length += parts.at(-1)!.length;
  }
  parts.push(text.slice(index));
  return parts.join('');
}

/** Writes what stands at `dollar` to `parts`; returns the index after it. */
function expandOne(text: string, dollar: number, base: number, depth: number, expansion: Expansion, parts: string[]): number {
  const next = text[dollar + 1];
  if (next === '$') {
    parts.push('$');
    return dollar + 2;
  }
  const braced = next === '{';
  const name = matchAt(namePattern, text, dollar + (braced ? 2 : 1));
  if (!braced) {
    if (name === undefined) {
      parts.push('$');
      return dollar + 1;
    }
    const end = dollar + 1 + name.length;
    parts.push(resolve({ name, operator: '', argument: '', argumentStart: end, start: dollar, end }, text, base, depth, expansion));
    return end;
  }
  const close = closingBrace(text, dollar + 1);
  const afterName = dollar + 2 + (name?.length ?? 0);
  const operator = matchAt(operatorPattern, text, afterName) ?? '';
  const argumentStart = afterName + operator.length;
  // An argument stands on one line.
  const isBroken = close === undefined || argumentStart > close || (operator === '' && afterName !== close) || text.slice(argumentStart, close).includes('\n');
  if (name === undefined || isBroken || depth >= maximumDepth) {
    expansion.invalid.push(base + dollar);
    parts.push('${');
    return dollar + 2;
  }
  const argument = text.slice(argumentStart, close);
  const found = { name, operator: operator as VariableUse['operator'], argument, argumentStart, start: dollar, end: close + 1 };
  parts.push(resolve(found, text, base, depth, expansion));
  return close + 1;
}

interface FoundVariable {
  readonly name: string;
  readonly operator: VariableUse['operator'];
  readonly argument: string;
  readonly argumentStart: number;
  readonly start: number;
  readonly end: number;
}

function resolve(found: FoundVariable, text: string, base: number, depth: number, expansion: Expansion): string {
  const known = expansion.variables.get(found.name);
  const present = known !== undefined && (known.value !== '' || !found.operator.startsWith(':'));
  const kind = found.operator.at(-1);
  const usesArgument = kind === '-' ? !present : kind === '+' && present;
  const inner = usesArgument ? expand(found.argument, base + found.argumentStart, depth + 1, expansion) : undefined;
  const from = inner === undefined ? (known ? 'variable' : 'unknown') : kind === '+' ? 'replacement' : 'default';
  const missing = kind === '?' && !present;
  const value = inner ?? (missing ? undefined : known?.value);
  const { name, operator, argument } = found;
  expansion.uses.push({ name, operator, argument, start: base + found.start, end: base + found.end, value, from, source: known?.source, ...(known?.place && { setAt: known.place }) });
  return value ?? (expansion.unset === 'empty' ? '' : text.slice(found.start, found.end));
}

/** Index of the brace that closes the one at `open`; braces inside are counted. Where they do not match, it is the last one. */
function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === '{') depth++;
    if (text[index] === '}' && --depth === 0) return index;
  }
  const last = text.lastIndexOf('}');
  return last > open ? last : undefined;
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
