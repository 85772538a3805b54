import type { Problem, Span } from '../dockerfile/syntax';
import { interpolate, noVariables, type VariableSource, type Variables } from './interpolation';

export interface DotenvEntry {
  readonly name: string;
  /** Quotes gone, escapes and variables resolved. Undefined for a bare name, which takes its value from the shell. */
  readonly value: string | undefined;
  /** 1-based. */
  readonly line: number;
  readonly span: Span;
}

export interface Dotenv {
  /** In file order. Where a name stands twice, Compose takes the last. */
  readonly entries: readonly DotenvEntry[];
  readonly problems: readonly Problem[];
}

/** Characters read; a `.env` file is small. The rest is left out, with a problem that says so. */
const maximumLength = 1_000_000;
/** Characters of all values together, variables filled in; past that they stay as written. */
const maximumFilledIn = 10_000_000;

/**
 * Reads a `.env` file by Compose's rules: `NAME=value` or `NAME: value`, `export` in front, comments, quotes over
 * several lines, variables in plain and double-quoted values. A line Compose rejects is a problem; reading goes on.
 * Never throws. Source: docs.docker.com "Syntax for .env files"; checked against `docker compose config` 2.26.1.
 */
export function parseDotenv(text: string, outer: Variables = noVariables): Dotenv {
  return new DotenvReader(text.slice(0, maximumLength), outer, text.length > maximumLength).read();
}

/**
 * The variables of a `.env` file for interpolation; `fileName` is what the reader sees as the source.
 * @param path absolute, with `/`, where it is known
 */
export function dotenvVariables(dotenv: Dotenv, fileName = '.env', path?: string): Variables {
  const variables = new Map<string, VariableSource>();
  for (const entry of dotenv.entries) {
    if (entry.value !== undefined) variables.set(entry.name, { value: entry.value, source: `${fileName}, line ${entry.line}`, ...(path !== undefined && { place: { path, span: entry.span } }) });
  }
  return variables;
}

class DotenvReader {
  private readonly entries: DotenvEntry[] = [];
  private readonly problems: Problem[] = [];
  private readonly known: Map<string, VariableSource>;
  private index = 0;
  private line = 1;
  private filledIn = 0;

  constructor(
    private readonly text: string,
    private readonly outer: Variables,
    private readonly cut: boolean,
  ) {
    this.known = new Map(outer);
  }

  read(): Dotenv {
    if (this.text.startsWith('\uFEFF')) this.index = 1;
    while (this.index < this.text.length) {
      const end = this.lineEnd(this.index);
      const line = this.text.slice(this.index, end);
      if (line.trim() === '' || line.trimStart().startsWith('#')) this.advance(end + 1);
      else this.readStatement(line, end);
    }
    const last = { start: this.text.length, end: this.text.length };
    if (this.cut) this.problems.push({ code: 'dotenv-too-large', message: `Only the first ${maximumLength} characters of this file are read.`, span: last, severity: 'warning' });
    return { entries: this.entries, problems: this.problems };
  }

  private readStatement(line: string, lineEnd: number): void {
    const start = this.index;
    const startLine = this.line;
    const match = /^(\s*(?:export\s+)?)([^=:]*)([=:]?)[^\S\n]*/.exec(line)!;
    const name = match[2]!.trim();
    const nameStart = start + match[1]!.length;
    // A line without a name sets a variable without a name, which nobody can ask for.
    if (!/^[\p{L}\p{N}_.\-[\]]*$/u.test(name)) {
      this.problems.push({ code: 'dotenv-name', message: `Compose rejects this line: “${name.slice(0, 40)}” is not a variable name.`, span: { start, end: lineEnd }, severity: 'error' });
      return this.advance(lineEnd + 1);
    }
    const valueStart = start + match[0].length;
    const value = match[3] === '' ? undefined : this.readValue(valueStart, lineEnd);
    if (match[3] === '') this.advance(lineEnd + 1);
    if (name !== '') this.entries.push({ name, value, line: startLine, span: { start: nameStart, end: Math.min(this.index, this.text.length) } });
    // What is known from outside wins, as in Compose.
    if (value !== undefined && !this.outer.has(name)) this.known.set(name, { value, source: `line ${startLine}` });
  }

  /** Reads one value and moves behind it. */
  private readValue(start: number, lineEnd: number): string {
    const quote = this.text[start];
    if (start >= lineEnd || (quote !== '"' && quote !== "'")) {
      const plain = this.text.slice(start, lineEnd);
      const comment = plain.indexOf(' #');
      this.advance(lineEnd + 1);
      return this.fillIn((comment < 0 ? plain : plain.slice(0, comment)).trimEnd(), { start, end: lineEnd });
    }
    const close = closingQuote(this.text, start);
    if (close === undefined) {
      this.problems.push({ code: 'dotenv-quote', message: 'Compose rejects this value: its quote is never closed.', span: { start, end: lineEnd }, severity: 'error' });
      this.advance(lineEnd + 1);
      return this.text.slice(start, lineEnd);
    }
    const raw = this.text.slice(start + 1, close);
    // What stands behind the closing quote on its line is a comment, or a new statement that Compose reads or rejects.
    this.advance(close + 1);
    if (quote === "'") return raw.replaceAll("\\'", "'");
    return this.fillIn(unescape(raw.replaceAll('\\"', '"')), { start, end: close + 1 });
  }

  /** Unknown variables are blank here as in Compose: the shell's own are given as `outer`. */
  private fillIn(value: string, span: Span): string {
    if (this.filledIn > maximumFilledIn) return value;
    const { text, uses, invalid } = interpolate(value, this.known, 'empty');
    this.filledIn += text.length;
    if (invalid.length > 0) this.problems.push({ code: 'dotenv-variable', message: 'Compose rejects this variable: write `$NAME` or `${NAME}`, and single quotes around what is to stay as it is.', span, severity: 'error' });
    const missing = uses.find((use) => use.operator.endsWith('?') && use.value === undefined);
    if (missing) this.problems.push({ code: 'dotenv-required', message: `\`${missing.name}\` has no value, and Compose stops without one.`, span, severity: 'error' });
    return text;
  }

  private advance(to: number): void {
    for (let at = this.text.indexOf('\n', this.index); at >= 0 && at < to; at = this.text.indexOf('\n', at + 1)) this.line++;
    this.index = to;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }
}

function closingQuote(text: string, open: number): number | undefined {
  for (let index = open + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === text[open]) return index;
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', c: '\\c', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', $: '$$', '\\': '\\' };

/** A zero and up to three octal digits are a character, too. */
function unescape(text: string): string {
  return text.replace(/\\(?:0([0-7]{1,3})|([abcfnrtv$\\]))/g, (_whole, octal: string | undefined, letter: string) => (octal === undefined ? escapes[letter]! : String.fromCharCode(parseInt(octal, 8))));
}
