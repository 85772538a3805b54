import type { Span } from '../dockerfile/syntax';

/** One word that a program receives. */
export interface CommandWord {
  readonly text: string;
  /** The word's place in the text that was split: the decoded value, not the file. */
  readonly span: Span;
}

export interface CommandWords {
  readonly words: readonly CommandWord[];
  /** Where an operator or a redirection ended the reading: everything from here on is dropped. */
  readonly droppedFrom: number | undefined;
  /** True where Compose rejects the text: an unclosed quote or substitution, or a bare parenthesis. */
  readonly invalid: boolean;
}

const blanks = new Set([' ', '\t', '\r', '\n']);
const operators = new Set([';', '&', '|', '<', '>']);

type Outcome = 'taken' | 'word' | 'operator' | 'invalid';

/**
 * Splits a `command` or `entrypoint` string into words as Compose 2.26 does. No shell runs it: variables, `$(…)` and
 * backquotes stay as text, and everything from an operator on is lost. The text is the value *after* interpolation.
 * Never throws; text that Compose rejects gives `invalid` with the words so far.
 * Source: observed with Compose 2.26.1 (`docker compose config` and running containers).
 */
export function splitCommandWords(text: string): CommandWords {
  const splitter = new Splitter();
  for (let index = 0; index < text.length; index++) {
    const outcome = splitter.take(text[index]!, index);
    if (outcome === 'invalid') return { words: splitter.words, droppedFrom: undefined, invalid: true };
    if (outcome === 'word') splitter.endWord(index);
    if (outcome === 'operator') {
      splitter.endAtOperator(text[index]!, index);
      return { words: splitter.words, droppedFrom: index, invalid: false };
    }
  }
  splitter.endWord(text.length);
  return { words: splitter.words, droppedFrom: undefined, invalid: splitter.isOpen };
}

class Splitter {
  readonly words: CommandWord[] = [];
  private parts: string[] = [];
  private wordStart: number | undefined;
  /** False while only an open quote has been seen: an empty word needs a closed pair of quotes. */
  private started = false;
  private escaped = false;
  // Independent marks, as Compose keeps them: a quote inside backquotes still counts.
  private double = false;
  private single = false;
  private backquote = false;
  private substitution = false;

  get isOpen(): boolean {
    return this.escaped || this.quoted;
  }

  private get quoted(): boolean {
    return this.double || this.single || this.backquote || this.substitution;
  }

  take(character: string, index: number): Outcome {
    if (this.escaped) {
      this.escaped = false;
      return this.append(character, index);
    }
    if (character === '\\' && !this.single) {
      this.wordStart ??= index;
      this.escaped = true;
      return 'taken';
    }
    if (blanks.has(character)) return this.quoted ? this.append(character, index) : 'word';
    if (character === '"' && !this.single && !this.substitution) return this.toggle('double', index);
    if (character === "'" && !this.double && !this.substitution) return this.toggle('single', index);
    if (character === '`' && !this.single && !this.double && !this.substitution) this.backquote = !this.backquote;
    if ((character === '(' || character === ')') && !this.single && !this.double && !this.backquote) {
      if (character === '(' && (this.substitution || !this.parts.at(-1)?.endsWith('$'))) return 'invalid';
      // A lone `)` opens a substitution too; that is how Compose reads it.
      this.substitution = !this.substitution;
    }
    if (operators.has(character) && !this.quoted) return 'operator';
    return this.append(character, index);
  }

  endWord(end: number): void {
    if (this.started) this.words.push({ text: this.parts.join(''), span: { start: this.wordStart ?? end, end } });
    this.parts = [];
    this.wordStart = undefined;
    this.started = false;
  }

  /** In `2>`, the digit names a file descriptor: that word is dropped with the redirection. */
  endAtOperator(operator: string, index: number): void {
    if (operator === '>' && /^[0-9]/.test(this.parts[0] ?? '')) this.started = false;
    this.endWord(index);
  }

  private toggle(quote: 'double' | 'single', index: number): Outcome {
    this.wordStart ??= index;
    if (this[quote]) this.started = true;
    this[quote] = !this[quote];
    return 'taken';
  }

  private append(character: string, index: number): Outcome {
    this.wordStart ??= index;
    this.parts.push(character);
    this.started = true;
    return 'taken';
  }
}
