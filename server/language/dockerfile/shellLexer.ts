import { isUnicodeSpace } from './characters';
import { checkCost, shellPatternToRegExp, ShellLexError, trimPatternPrefix, trimPatternSuffix } from './shellPattern';

export { ShellLexBound, ShellLexError } from './shellPattern';

/** Gives a variable's value, or undefined where it is not set. */
export type VariableLookup = (name: string) => string | undefined;

/** A variable as it stands in a text: `start`..`end` from `$` to its last character. */
export interface VariableUse {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `%`, `/`, or empty. */
  readonly modifier: string;
}

export interface ShellLexOptions {
  readonly escape: string;
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  /** Quotes are ordinary characters: heredoc bodies of COPY and ADD. */
  readonly skipQuotes?: boolean;
  /** Variables without a value stay as they are written. */
  readonly skipUnset?: boolean;
}

export interface ShellLexResult {
  readonly result: string;
  readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[];
  readonly variables: readonly VariableUse[];
}

/**
 * Expands variables and splits into words as BuildKit's `shell.Lex` does (frontend/dockerfile/shell/lex.go).
 * @throws ShellLexError with BuildKit's message for unclosed quotes, missing `}` and unknown modifiers.
 */
export function lexShellText(text: string, lookup: VariableLookup, options: ShellLexOptions): ShellLexResult {
  const lexer = new ShellLexer(text, lookup, options);
  return { result: lexer.readUntil('', options.rawEscapes ?? false), words: lexer.words, variables: lexer.variables };
}

/**
 * The variables in a text, also those in modifiers' words. Text that BuildKit's lexer rejects is stepped over.
 * @param skipQuotes quotes are ordinary characters, as in the heredocs of COPY and ADD
 */
export function findVariables(text: string, escape: string, skipQuotes = false): readonly VariableUse[] {
  const variables: VariableUse[] = [];
  let start = 0;
  while (start < text.length) {
    const lexer = new ShellLexer(text, () => undefined, { escape, skipUnset: true, skipQuotes }, start);
    try {
      lexer.readUntil('', false);
      return variables.concat(lexer.variables);
    } catch (error) {
      if (!(error instanceof ShellLexError)) throw error;
      // A text may hold more variables than a call takes arguments.
      for (const variable of lexer.variables) variables.push(variable);
      start = Math.max(start, lexer.position) + 1;
    }
  }
  return variables;
}

class ShellLexer {
  readonly variables: VariableUse[] = [];
  readonly words: { text: string; start: number; end: number }[] = [];
  private word = '';
  private wordStart = -1;
  private depth = 0;
  /** True where an unclosed single quote took the rest of the text. */
  private endReached = false;

  constructor(
    private readonly text: string,
    private readonly lookup: VariableLookup,
    private readonly options: ShellLexOptions,
    public position = 0,
  ) {}

  /** Reads up to `stop` (consumed) or, with an empty `stop`, to the end of the text. */
  readUntil(stop: string, rawEscapes: boolean): string {
    const pieces: string[] = [];
    while (this.position < this.text.length) {
      const start = this.position;
      const character = this.text[start]!;
      if (stop && character === stop) {
        this.position++;
        return pieces.join('');
      }
      const special = this.readSpecial(character, rawEscapes);
      if (special !== undefined) {
        pieces.push(special);
        if (!stop) this.addToWord(special, start, character !== '$');
      } else if (character === this.options.escape) {
        const escaped = this.readEscaped(rawEscapes);
        pieces.push(escaped);
        if (!stop) this.addToWord(escaped, start, true);
      } else if (isUnicodeSpace(character)) {
        this.position++;
        pieces.push(character);
        if (!stop) this.endWord(start);
      } else {
        const run = this.readPlainRun(stop);
        pieces.push(run);
        if (!stop) this.addToWord(run, start, true);
      }
    }
    if (stop) throw new ShellLexError(`unexpected end of statement while looking for matching ${stop}`);
    this.endWord(this.text.length);
    return pieces.join('');
  }

  /** Characters without a meaning, up to the next that may have one. */
  private readPlainRun(stop: string): string {
    const start = this.position++;
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if ('$<\'"'.includes(character) || character === stop || character === this.options.escape || isUnicodeSpace(character)) break;
      this.position++;
    }
    return this.text.slice(start, this.position);
  }

  private readSpecial(character: string, rawEscapes: boolean): string | undefined {
    if (character === '$') return this.readDollar();
    if (character === '<') return this.readPossibleHeredoc();
    if (this.options.skipQuotes) return undefined;
    if (character === "'") return this.readSingleQuoted();
    if (character === '"') return this.readDoubleQuoted(rawEscapes);
    return undefined;
  }

  private readEscaped(rawEscapes: boolean): string {
    const escape = this.text[this.position++]!;
    const next = this.text[this.position] ?? '';
    this.position++;
    return (rawEscapes ? escape : '') + next;
  }

  private readSingleQuoted(): string {
    const close = this.text.indexOf("'", this.position + 1);
    if (close < 0) {
      this.endReached = true;
      throw new ShellLexError('unexpected end of statement while looking for matching single-quote');
    }
    const quoted = this.options.rawQuotes
      ? this.text.slice(this.position, close + 1)
      : this.text.slice(this.position + 1, close);
    this.position = close + 1;
    return quoted;
  }

  private readDoubleQuoted(rawEscapes: boolean): string {
    const quote = this.options.rawQuotes ? '"' : '';
    const pieces = [quote];
    this.position++;
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if (character === '"') {
        this.position++;
        return pieces.join('') + quote;
      }
      if (character === '$') {
        pieces.push(this.readDollar());
        continue;
      }
      this.position++;
      if (character !== this.options.escape) {
        pieces.push(character);
        continue;
      }
      if (rawEscapes) pieces.push(character);
      const next = this.text[this.position];
      if (next === undefined) break;
      if (next === '"' || next === '$' || next === this.options.escape) {
        pieces.push(next);
        this.position++;
      } else pieces.push(character);
    }
    throw new ShellLexError('unexpected end of statement while looking for matching double-quote');
  }

  /** `<<` keeps the blanks up to the next word, so that `<< EOF` is one word. */
  private readPossibleHeredoc(): string {
    const start = this.position++;
    if (this.text[this.position] !== '<') return '<';
    this.position++;
    while (/[\t\r ]/.test(this.text[this.position] ?? '')) this.position++;
    return this.text.slice(start, this.position);
  }

  private readDollar(): string {
    const start = this.position++;
    if (this.text[this.position] === '{') return this.readBraced(start);
    const name = this.readName();
    if (!name) return '$';
    this.variables.push({ name, start, end: this.position, modifier: '' });
    const value = this.lookup(name);
    return value === undefined ? (this.options.skipUnset ? `$${name}` : '') : value;
  }

  private readBraced(start: number): string {
    // BuildKit has no bound here; deeper nesting than this is no real text and would exhaust the stack.
    if (++this.depth > 100) throw new ShellLexError('syntax error: bad substitution');
    this.position++;
    const first = this.text[this.position];
    if (first === undefined) throw new ShellLexError("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new ShellLexError('syntax error: bad substitution');
    const name = this.readName();
    const index = this.variables.length;
    const value = this.lookup(name);
    const { text, modifier } = this.readModifier(name, value);
    this.variables.splice(index, 0, { name, start, end: this.position, modifier });
    this.depth--;
    return text;
  }

  private readModifier(name: string, value: string | undefined): { text: string; modifier: string } {
    // BuildKit prints the end of the text as U+FFFD.
    let modifier = this.text[this.position++] ?? '\ufffd';
    if (modifier === '}') return { text: value ?? (this.options.skipUnset ? `\${${name}}` : ''), modifier: '' };
    if (modifier === '/') return { text: this.readReplacement(name, value), modifier };
    if (modifier === ':') modifier += this.text[this.position++] ?? '';
    const operator = modifier[modifier.length - 1] ?? '';
    const isPattern = operator === '#' || operator === '%';
    const isKnown = '+-?#%'.includes(operator) && operator !== '' && !(modifier.length > 1 && isPattern);
    // Behind a colon BuildKit reads the word before it looks at the modifier.
    if (!isKnown && modifier.length > 1) this.readModifierWord('}', isPattern, "syntax error: missing '}'");
    if (!isKnown) {
      throw new ShellLexError(`unsupported modifier (${modifier}) in substitution`);
    }
    const word = this.readModifierWord('}', isPattern, "syntax error: missing '}'");
    if (value === undefined && this.options.skipUnset) return { text: `\${${name}${modifier}${word}}`, modifier };
    return { text: applyModifier(name, value, modifier, word), modifier };
  }

  private readReplacement(name: string, value: string | undefined): string {
    const all = this.text[this.position] === '/';
    if (all) this.position++;
    const pattern = this.readModifierWord('/', true, "syntax error: missing '/' in ${}");
    const replacement = this.readModifierWord('}', true, "syntax error: missing '}'");
    if (value === undefined && this.options.skipUnset) return `\${${name}/${pattern}/${replacement}}`;
    checkCost(pattern, value ?? '', (value ?? '').length + 1);
    const expression = shellPatternToRegExp(pattern, true, false, all ? 'gs' : 's');
    return (value ?? '').replace(expression, () => replacement);
  }

  private readModifierWord(stop: string, rawEscapes: boolean, missing: string): string {
    try {
      return this.readUntil(stop, rawEscapes);
    } catch (error) {
      if (error instanceof ShellLexError && (this.endReached || this.position >= this.text.length)) throw new ShellLexError(missing);
      throw error;
    }
  }

  private readName(): string {
    const rest = this.text.slice(this.position, this.position + 1);
    const pattern = /\d/.test(rest) ? /\d+/uy : /[@*#?\-$!0]|[\p{L}\p{Nd}_]+/uy;
    pattern.lastIndex = this.position;
    const name = pattern.exec(this.text)?.[0] ?? '';
    this.position += name.length;
    return name;
  }

  /** `raw`: white space does not end the word, because it was quoted or escaped. */
  private addToWord(text: string, start: number, raw: boolean): void {
    if (raw) {
      this.startWord(start);
      this.word += text;
      return;
    }
    for (const character of text) {
      if (isUnicodeSpace(character)) this.endWord(start);
      else {
        this.startWord(start);
        this.word += character;
      }
    }
  }

  private startWord(start: number): void {
    if (this.wordStart < 0) this.wordStart = start;
  }

  private endWord(end: number): void {
    if (this.wordStart >= 0 && this.word !== '') {
      this.words.push({ text: this.word, start: this.wordStart, end });
      this.word = '';
      this.wordStart = -1;
    }
  }
}

function applyModifier(name: string, value: string | undefined, modifier: string, word: string): string {
  const nullIsUnset = modifier.length > 1;
  const missing = value === undefined || (nullIsUnset && value === '');
  switch (modifier[modifier.length - 1]) {
    case '-':
      return missing ? word : value!;
    case '+':
      return missing ? '' : word;
    case '?':
      if (!missing) return value!;
      throw new ShellLexError(`${name}: ${word || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`);
    default: {
      const greedy = word[0] === modifier;
      const pattern = greedy ? word.slice(1) : word;
      return modifier === '%'
        ? trimPatternSuffix(pattern, value ?? '', greedy)
        : trimPatternPrefix(pattern, value ?? '', greedy);
    }
  }
}
