/** One simple command of a shell text: its words without quotes. */
export interface SimpleCommand {
  readonly words: readonly string[];
}

/**
 * Splits a shell text into simple commands at `&&`, `;`, `||`, `|` and line ends, and takes off leading `NAME=value`.
 * Returns undefined for what has to be run to be understood: substitutions, groups, redirections of input, `if`, `for`, ….
 */
export function simpleCommands(text: string): readonly SimpleCommand[] | undefined {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  const finish = (): void => {
    const named = words.slice(words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word)));
    if (words.some((word) => !/^[A-Za-z_]\w*=/.test(word))) commands.push({ words: named });
    words = [];
  };
  const scanner = new WordScanner(text);
  for (let token = scanner.next(); token !== 'end'; token = scanner.next()) {
    if (token === 'unreadable') return undefined;
    if (token === 'separator') finish();
    else words.push(token.word);
  }
  finish();
  return commands.some(({ words: [first] }) => first !== undefined && shellKeywords.has(first)) ? undefined : commands;
}

const shellKeywords = new Set(['if', 'then', 'else', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'esac', '{', '}', '!', 'function', 'eval', 'exec', 'source', '.']);

type Token = 'separator' | 'unreadable' | 'end' | { readonly word: string };

class WordScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  next(): Token {
    while (this.at < this.text.length && (this.text[this.at] === ' ' || this.text[this.at] === '\t' || this.text[this.at] === '\r')) this.at++;
    const character = this.text[this.at];
    if (character === undefined) return 'end';
    if (character === '#') {
      while (this.at < this.text.length && this.text[this.at] !== '\n') this.at++;
      return 'separator';
    }
    if (character === '\n' || character === ';' || character === '|' || character === '&') return this.separator(character);
    if ('()`<'.includes(character)) return 'unreadable';
    return this.word();
  }

  private separator(character: string): Token {
    this.at++;
    if (character === '&' && this.text[this.at] !== '&') return 'unreadable';
    if ((character === '&' || character === '|') && this.text[this.at] === character) this.at++;
    return 'separator';
  }

  private word(): Token {
    let word = '';
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (' \t\r\n;|&'.includes(character) && !this.isRedirection(word, character)) break;
      if (character === '`' || character === '(' || character === ')' || character === '<') return 'unreadable';
      if (character === '$' && this.text[this.at + 1] === '(') return 'unreadable';
      if (character === "'" || character === '"') {
        const quoted = this.quoted(character);
        if (quoted === undefined) return 'unreadable';
        word += quoted;
      } else if (character === '\\') word += this.text[++this.at] ?? '';
      else word += character;
    }
    return { word };
  }

  /** `2>&1` and `&>file` hold an `&` that ends nothing. */
  private isRedirection(word: string, character: string): boolean {
    return character === '&' && (word.endsWith('>') || this.text[this.at + 1] === '>');
  }

  /** Reads up to the closing quote; `at` stays on it. */
  private quoted(quote: string): string | undefined {
    let inner = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at]!;
      if (character === quote) return inner;
      if (quote === '"' && (character === '`' || (character === '$' && this.text[this.at + 1] === '('))) return undefined;
      if (quote === '"' && character === '\\' && '$`"\\\n'.includes(this.text[this.at + 1] ?? '')) inner += this.text[++this.at];
      else inner += character;
    }
    return undefined;
  }
}
