import { tokenizeShellText, type ShellToken } from './shellTokens';

/** A word of a shell text: `text` as written, `value` without quotes and escapes. Variables stay. */
export interface ShellWord {
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A simple command: its words with assignments in front, redirections left out. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** How many of the words are `NAME=value` in front of the name. */
  readonly assignments: number;
  readonly redirections: readonly { readonly operator: string; readonly target: ShellWord | undefined }[];
  /** What joins it to the command before it and after it: `&&`, `||`, `;`, `|`, `&`, a line end, or empty. */
  readonly before: string;
  readonly after: string;
}

export type Construct = 'if' | 'while' | 'for' | 'case' | 'group' | 'subshell' | 'function' | 'not';

/** An operator, or a word of the shell's grammar. */
export interface ShellSymbol {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Undefined for operators. */
  readonly construct: Construct | undefined;
}

/** A shell text taken apart, in the order of the text. */
export interface ShellReading {
  readonly commands: readonly ShellCommand[];
  readonly symbols: readonly ShellSymbol[];
  /** Names of loops, what they go through, patterns of `case`. */
  readonly data: readonly { readonly word: ShellWord; readonly construct: Construct }[];
}

/** Longer texts are not explained word by word. */
const longestText = 50_000;

/** Reads a POSIX shell text. Undefined where a quote or bracket stays open, or where it is too long. */
export function readShell(text: string): ShellReading | undefined {
  if (text.length > longestText) return undefined;
  const tokens = tokenizeShellText(blankHeredocs(text));
  return tokens && new ShellReader(tokens).read();
}

/** Bodies of heredocs inside a script are data: blanks of the same length stand for them. */
function blankHeredocs(text: string): string {
  if (!text.includes('<<') || !text.includes('\n')) return text;
  let terminator: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (terminator === undefined) {
        terminator = /(?<!<)<<-?[ \t]*(["']?)(\w+)\1/.exec(line)?.[2];
        return line;
      }
      if (line.trim() === terminator) terminator = undefined;
      return ' '.repeat(line.length);
    })
    .join('\n');
}

const openers: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ['if', 'if'], ['while', 'while'], ['until', 'while'], ['for', 'for'], ['select', 'for'], ['case', 'case'], ['{', 'group'], ['!', 'not'],
]);
const middles: ReadonlyMap<string, Construct> = new Map<string, Construct>([['then', 'if'], ['else', 'if'], ['elif', 'if'], ['do', 'for']]);
const closers: ReadonlyMap<string, Construct> = new Map<string, Construct>([['fi', 'if'], ['done', 'for'], ['esac', 'case'], ['}', 'group']]);

type Expected = 'command' | 'words' | 'name' | 'in' | 'items' | 'pattern';

class ShellReader {
  private readonly commands: ShellCommand[] = [];
  private readonly symbols: ShellSymbol[] = [];
  private readonly data: { word: ShellWord; construct: Construct }[] = [];
  private readonly open: Construct[] = [];
  private expected: Expected = 'command';
  private words: ShellWord[] = [];
  private redirections: { operator: string; target: ShellWord | undefined }[] = [];
  private before = '';

  constructor(private readonly tokens: readonly ShellToken[]) {}

  read(): ShellReading {
    for (let index = 0; index < this.tokens.length; index++) {
      const token = this.tokens[index]!;
      const next = this.tokens[index + 1];
      if (this.inTest()) this.words.push(wordOf(token));
      else if (token.kind === 'newline') this.lineEnd();
      else if (token.kind === 'word') this.word(token);
      else if (/[<>]/.test(token.text)) {
        this.symbol(token);
        this.redirections.push({ operator: token.text, target: next?.kind === 'word' ? wordOf(next) : undefined });
        if (next?.kind === 'word') {
          this.data.push({ word: wordOf(next), construct: 'group' });
          index++;
        }
      } else this.operator(token, next);
    }
    this.finish('');
    return { commands: this.commands, symbols: this.symbols, data: this.data };
  }

  /** Inside `[[ … ]]` operators are words of the test. */
  private inTest(): boolean {
    return this.words[0]?.text === '[[' && this.words.at(-1)?.text !== ']]';
  }

  private lineEnd(): void {
    this.finish('\n');
    if (this.expected !== 'pattern' && this.expected !== 'in') this.expected = 'command';
  }

  private operator(token: ShellToken, next: ShellToken | undefined): void {
    const { text } = token;
    if (this.expected === 'pattern') {
      this.symbol(token, 'case');
      if (text === ')') this.expected = 'command';
    } else if (text === '(' && this.words.length === 1 && next?.text === ')') {
      this.symbols.push({ ...this.words.pop()!, construct: 'function' });
      this.symbol(token, 'function');
      this.open.push('function');
    } else if (text === '(') {
      this.symbol(token, 'subshell');
      this.open.push('subshell');
      this.expected = 'command';
    } else if (text === ')') {
      this.finish('');
      this.symbol(token, this.open.at(-1) === 'function' ? 'function' : 'subshell');
      if (this.open.at(-1) === 'subshell' || this.open.at(-1) === 'function') this.open.pop();
      this.expected = 'command';
    } else {
      this.finish(text);
      this.symbol(token, text === ';;' ? 'case' : undefined);
      this.expected = text === ';;' ? 'pattern' : 'command';
    }
  }

  private word(token: ShellToken): void {
    const word = wordOf(token);
    // A continued line inside a script: only the backslash is left.
    if (word.value === '' && /^\\\r?\n/.test(word.text)) return;
    if (this.expected === 'command') this.start(token, word);
    else if (this.expected === 'words') this.words.push(word);
    else if (this.expected === 'name') this.datum(word, 'in');
    else if (this.expected === 'in') {
      const construct = this.open.at(-1) ?? 'for';
      if (word.text !== 'in') this.data.push({ word, construct });
      else {
        this.symbol(token, construct);
        this.expected = construct === 'case' ? 'pattern' : 'items';
      }
    } else if (this.expected === 'pattern' && word.text === 'esac') this.close(token, 'case');
    else this.datum(word, this.expected);
  }

  private datum(word: ShellWord, expected: Expected): void {
    this.data.push({ word, construct: this.open.at(-1) ?? 'for' });
    this.expected = expected;
  }

  private start(token: ShellToken, word: ShellWord): void {
    const opened = openers.get(token.text);
    const middle = middles.get(token.text);
    const closed = closers.get(token.text);
    if (opened && !this.hasAssignmentsOnly()) {
      this.symbol(token, opened);
      if (opened !== 'not') this.open.push(opened);
      this.expected = opened === 'for' || opened === 'case' ? 'name' : 'command';
    } else if (middle && this.words.length === 0) this.symbol(token, middle === 'for' ? this.loop() : middle);
    else if (closed && this.words.length === 0) this.close(token, closed);
    else {
      this.words.push(word);
      if (!isAssignment(word.text)) this.expected = 'words';
    }
  }

  private hasAssignmentsOnly(): boolean {
    return this.words.length > 0;
  }

  /** `do` and `done` belong to the loop that is open. */
  private loop(): Construct {
    return this.open.findLast((construct) => construct === 'for' || construct === 'while') ?? 'for';
  }

  private close(token: ShellToken, construct: Construct): void {
    const closing = construct === 'for' ? this.loop() : construct;
    this.symbol(token, closing);
    if (this.open.at(-1) === closing) this.open.pop();
    this.expected = 'command';
  }

  private symbol({ text, start, end }: ShellToken, construct?: Construct): void {
    this.symbols.push({ text, start, end, construct });
  }

  private finish(after: string): void {
    if (this.words.length > 0 || this.redirections.length > 0) {
      const assignments = this.words.findIndex(({ text }) => !isAssignment(text));
      const { words, redirections, before } = this;
      this.commands.push({ words, redirections, before, after, assignments: assignments < 0 ? words.length : assignments });
      this.before = after;
    } else if (after !== '\n') this.before = after;
    this.words = [];
    this.redirections = [];
  }
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(text);
}

function wordOf({ text, start, end }: ShellToken): ShellWord {
  return { text, value: withoutQuotes(text), start, end };
}

/** A word as the program gets it, variables aside. */
export function withoutQuotes(text: string): string {
  if (!/["'\\]/.test(text)) return text;
  let value = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote === "'") {
      if (character === "'") quote = '';
      else value += character;
    } else if (character === '\\') {
      const next = text[++at] ?? '';
      const line = next === '\n' || (next === '\r' && text[at + 1] === '\n');
      if (next === '\r' && line) at++;
      if (!line) value += quote === '"' && !'$`"\\'.includes(next) ? `\\${next}` : next;
    } else if (character === '"') quote = quote === '"' ? '' : '"';
    else if (character === "'" && quote === '') quote = "'";
    else value += character;
  }
  return value;
}
