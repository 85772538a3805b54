import type { CommandFlag, CommandGrammar } from '../../content';
import { commandName } from '../../process/shellText';
import type { ShellWord } from '../../process/readShell';
import { goalName, handsOn, optionalValues, takesSeveralGoals } from './commandHabits';

/** Commands by name, as `Content.commands` has them. */
export type CommandTable = Readonly<Record<string, CommandGrammar>>;

/** A flag as written, one for each letter of a bundle. */
export interface FlagUse {
  /** `-x`, `--name`; without a value. */
  readonly spelling: string;
  /** Undefined where no text explains it. */
  readonly flag: CommandFlag | undefined;
  /** Place of its letter in the word; the whole word for a flag that stands alone. */
  readonly start: number;
  readonly end: number;
  /** Value inside the same word. */
  readonly value: string | undefined;
}

/** What a word of a command is. */
export type WordRole =
  | { readonly kind: 'name' }
  | { readonly kind: 'subcommand' }
  | { readonly kind: 'flag'; readonly uses: readonly FlagUse[] }
  | { readonly kind: 'value'; readonly spelling: string; readonly flag: CommandFlag }
  | { readonly kind: 'end-of-flags' }
  /** The text that `sh -c` runs. */
  | { readonly kind: 'script' }
  | { readonly kind: 'argument' };

/** A command and what its words are. `sudo -u app npm ci` is two: sudo, and npm inside it. */
export interface ResolvedCommand {
  /** The name without its folder: `/usr/bin/apt-get` → `apt-get`. */
  readonly name: string;
  readonly nameIndex: number;
  /** Name and subcommands as written: `apt install`. */
  readonly path: string;
  /** Of the name alone, and of the innermost subcommand. Undefined where nothing explains them. */
  readonly grammar: CommandGrammar | undefined;
  readonly innermost: CommandGrammar | undefined;
  readonly subcommands: readonly { readonly index: number; readonly path: string; readonly grammar: CommandGrammar }[];
  /** By the word's index. */
  readonly roles: ReadonlyMap<number, WordRole>;
  readonly flags: readonly FlagUse[];
  /** Words that are neither flags nor values nor subcommands. */
  readonly operands: readonly ShellWord[];
}

/** Wrappers in wrappers; real commands have two or three. */
const deepestWrapping = 6;

/** Takes a command's words apart: the outermost command first, then those that it runs. */
export function resolveCommands(words: readonly ShellWord[], commands: CommandTable, first = 0): ResolvedCommand[] {
  const found: ResolvedCommand[] = [];
  let index: number | undefined = first;
  while (index !== undefined && index < words.length && found.length < deepestWrapping) {
    const { command, next }: { command: ResolvedCommand; next: number | undefined } = new CommandReader(words, index, commands).read();
    found.push(command);
    index = next;
  }
  return found;
}

/** Commands that run the command behind them, and how many words of their own stand between. */
const wrappers: ReadonlyMap<string, number> = new Map([
  ...['sudo', 'exec', 'env', 'time', 'xargs', 'command', 'nohup', 'nice', 'ionice', 'eatmydata', 'setsid', 'tini', 'dumb-init', 'busybox', 'builtin', 'catchsegv', 'fakeroot', 'unbuffer', 'doas'].map((name) => [name, 0] as const),
  ...['timeout', 'gosu', 'su-exec', 'chroot', 'setarch', 'runuser'].map((name) => [name, 1] as const),
]);
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'su']);

/** The grammar of a name: as it is, or without the version at its end (`pip3.11`, `gcc-12`). */
function grammarOf(name: string, commands: CommandTable): CommandGrammar | undefined {
  if (Object.hasOwn(commands, name)) return commands[name];
  // `npx tsc@5`
  const unversioned = name.replace(/(?<=\w)@[\w.^~-]+$/, '').replace(/-?\d+(\.\d+)*$/, '');
  return unversioned !== '' && Object.hasOwn(commands, unversioned) ? commands[unversioned] : undefined;
}

/** Scripts that projects bring along and that mean the same everywhere. */
const projectScripts: ReadonlySet<string> = new Set(['configure', 'gradlew', 'mvnw', 'gradle', 'mvn']);

/** The name under which a program's word is looked up; undefined for a program of the project, such as `./install`. */
function lookupName(word: string): string | undefined {
  const name = commandName(word);
  if (!word.includes('/') || /(^|\/)s?bin\/[^/]+$/.test(word) || /\/\.bin\/[^/]+$/.test(word)) return name;
  return projectScripts.has(name) ? name : undefined;
}

class CommandReader {
  private readonly roles = new Map<number, WordRole>();
  private readonly flags: FlagUse[] = [];
  private readonly operands: ShellWord[] = [];
  private readonly chain: CommandGrammar[];
  private readonly subcommands: { index: number; path: string; grammar: CommandGrammar }[] = [];
  private readonly name: string;
  private path: string;
  private index: number;

  constructor(
    private readonly words: readonly ShellWord[],
    private readonly nameIndex: number,
    private readonly commands: CommandTable,
  ) {
    const word = words[nameIndex]!.value;
    const name = lookupName(word);
    const grammar = name === undefined ? undefined : grammarOf(name, commands);
    this.name = name ?? word;
    this.path = this.name;
    this.chain = grammar ? [grammar] : [];
    this.roles.set(nameIndex, { kind: 'name' });
    this.index = nameIndex + 1;
  }

  read(): { command: ResolvedCommand; next: number | undefined } {
    const next = this.readWords();
    const grammar = this.chain[0];
    const { name, nameIndex, path, subcommands, roles, flags, operands } = this;
    return { command: { name, nameIndex, path, grammar, innermost: this.chain.at(-1), subcommands, roles, flags, operands }, next };
  }

  /** Gives the index of a command that this one runs. */
  private readWords(): number | undefined {
    const own = this.isLookup() ? undefined : wrappers.get(this.name);
    let flagsEnded = false;
    while (this.index < this.words.length) {
      const { value } = this.words[this.index]!;
      if (this.isHandedOn(value)) return this.handOn(value);
      if (!flagsEnded && value === '--' && !this.findFlag('--')) {
        this.roles.set(this.index, { kind: 'end-of-flags' });
        flagsEnded = true;
        this.index++;
        // `tini -- node server.js`
        if (own === 0) return this.index;
      } else if (!flagsEnded && this.isFlag(value)) {
        const inner = this.flag();
        if (inner !== undefined) return inner;
      } else if (own !== undefined && this.operands.length >= own && !(this.name === 'env' && /^\w+=/.test(value))) return this.index;
      else this.operand(own !== undefined);
    }
    return undefined;
  }

  /** `command -v node` asks for a program and does not run it. */
  private isLookup(): boolean {
    return this.name === 'command' && /^-[pvV]*[vV]/.test(this.words[this.index]?.value ?? '');
  }

  /** `npx tsc`, `uv run pytest`: the first word that is no flag of the runner is a program with words of its own. */
  private isHandedOn(value: string): boolean {
    if (!handsOn.has(this.path) || this.operands.length > 0 || (value !== '--' && this.isFlag(value))) return false;
    // Behind a flag that is not known here, the word may be its value.
    return value !== '--' && !this.flags.some(({ flag, value: attached }) => flag === undefined && attached === undefined) && this.subcommandHere() === undefined;
  }

  /** Only a program that is explained here is handed on; of another one all words are arguments, its flags too. */
  private handOn(value: string): number | undefined {
    const name = lookupName(value);
    if (name !== undefined && grammarOf(name, this.commands)) return this.index;
    for (; this.index < this.words.length; this.index++) {
      this.roles.set(this.index, { kind: 'argument' });
      this.operands.push(this.words[this.index]!);
    }
    return undefined;
  }

  private isFlag(value: string): boolean {
    // `/p:Name=value` of MSBuild.
    if (value.startsWith('/')) return this.findFlag(value.split(/[:=]/, 1)[0]!) !== undefined;
    if (value.length < 2) return value === '-' && this.findFlag('-') !== undefined;
    // `tar xzf archive`: the old spelling has no dash.
    if (this.name === 'tar' && this.index === this.nameIndex + 1 && /^[A-Za-z]*[cxtru][A-Za-z]*$/.test(value)) return true;
    return value.startsWith('-') || (value.startsWith('+') && this.findFlag(value.slice(0, 2)) !== undefined);
  }

  private operand(isWrapper: boolean): void {
    const found = isWrapper ? undefined : (this.operands.length === 0 ? this.subcommandHere() : undefined) ?? this.goalHere();
    if (!found) {
      this.roles.set(this.index, { kind: 'argument' });
      this.operands.push(this.words[this.index++]!);
      return;
    }
    const written = this.words.slice(this.index, this.index + found.length).map(({ value }) => value);
    this.path = [this.path, ...written].join(' ');
    // A goal says nothing about the words behind it.
    if (!takesSeveralGoals.has(this.name)) this.chain.push(found.grammar);
    const path = takesSeveralGoals.has(this.name) ? [this.name, ...written].join(' ') : this.path;
    for (let count = 0; count < found.length; count++) {
      this.subcommands.push({ index: this.index, path, grammar: found.grammar });
      this.roles.set(this.index++, { kind: 'subcommand' });
    }
  }

  /** The longest subcommand that stands here; its name may be several words. */
  private subcommandHere(): { grammar: CommandGrammar; length: number } | undefined {
    const subcommands = this.chain.at(-1)?.subcommands ?? {};
    for (let length = 3; length >= 1; length--) {
      const name = this.words.slice(this.index, this.index + length).map(({ value }) => value).join(' ');
      if (Object.hasOwn(subcommands, name) && this.index + length <= this.words.length) return { grammar: subcommands[name]!, length };
    }
    return undefined;
  }

  /** One of the goals of `mvn clean package` or `gradle :app:bootJar`. */
  private goalHere(): { grammar: CommandGrammar; length: number } | undefined {
    const goals = takesSeveralGoals.has(this.name) ? this.chain[0]?.subcommands : undefined;
    if (!goals) return undefined;
    const { value } = this.words[this.index]!;
    const name = [value, goalName(this.name, value)].find((candidate) => candidate !== undefined && Object.hasOwn(goals, candidate));
    return name === undefined ? undefined : { grammar: goals[name]!, length: 1 };
  }

  /** Reads a flag and the value behind it. Gives the index of a command that the flag's value is. */
  private flag(): number | undefined {
    const { value } = this.words[this.index]!;
    const uses = this.usesIn(value);
    this.roles.set(this.index++, { kind: 'flag', uses });
    this.flags.push(...uses);
    const last = uses.at(-1)!;
    if (shells.has(this.name) && uses.some(({ spelling }) => spelling === '-c')) this.script();
    else if (/^python\d*(\.\d+)?$/.test(this.name) && last.spelling === '-m') return this.index;
    else if (this.name === 'find' && /^-(exec|execdir|ok)$/.test(last.spelling)) return this.index;
    else if (last.value === undefined && this.index < this.words.length && this.takesNext(last)) {
      const word = this.words[this.index]!.value;
      // `set -o pipefail`: some values have a text of their own.
      const flag = this.findFlag(`${last.spelling} ${word}`) ?? last.flag!;
      this.roles.set(this.index++, { kind: 'value', spelling: last.spelling, flag });
    }
    return undefined;
  }

  private takesNext({ flag }: FlagUse): boolean {
    const optional = flag && optionalValues.get(flag.id);
    return optional ? optional.test(this.words[this.index]!.value) : flag?.value === true;
  }

  /** The next word that is no flag is the text that the shell runs. */
  private script(): void {
    const at = this.words.findIndex(({ value }, index) => index >= this.index && !/^[-+]/.test(value));
    if (at < 0 || this.name === 'su' && at > this.index) return;
    if (at === this.index) this.roles.set(this.index++, { kind: 'script' });
  }

  private usesIn(word: string): FlagUse[] {
    const equals = word.indexOf('=');
    const spelling = equals > 0 ? word.slice(0, equals) : word;
    const value = equals > 0 ? word.slice(equals + 1) : undefined;
    const flag = this.findFlag(spelling);
    const whole = { spelling, flag, start: 0, end: word.length, value };
    if (flag) return [whole];
    const colon = this.colonFlag(word);
    if (colon) return [colon];
    if (/^(--|\/)/.test(word)) return [whole];
    return this.bundle(word) ?? [whole];
  }

  /** `-c:Release`, `/p:Name=value`: .NET's programs part a flag and its value by a colon. */
  private colonFlag(word: string): FlagUse | undefined {
    const colon = word.indexOf(':');
    const spelling = word.slice(0, Math.max(0, colon));
    const flag = /^(dotnet|msbuild)$/i.test(this.name) ? this.findFlag(spelling) : undefined;
    return flag && { spelling, flag, start: 0, end: word.length, value: word.slice(colon + 1) };
  }

  /** `-xzf`, `-j4`, `+ex`: undefined unless every letter up to a value is known. */
  private bundle(word: string): FlagUse[] | undefined {
    const sign = /^[-+]/.test(word) ? word[0]! : '';
    const uses: FlagUse[] = [];
    for (let at = sign.length; at < word.length; at++) {
      const spelling = `${sign || '-'}${word[at]!}`;
      const flag = this.findFlag(spelling) ?? this.findFlag(`-${word[at]!}`);
      if (!flag) return undefined;
      const takesRest = flag.value && at + 1 < word.length && sign !== '' && !this.bundlesValues();
      uses.push({ spelling, flag, start: at, end: takesRest ? word.length : at + 1, value: takesRest ? word.slice(at + 1).replace(/^=/, '') : undefined });
      if (takesRest) break;
    }
    return uses.length > 0 ? uses : undefined;
  }

  /** In `set -eo pipefail` and `bash -oe` a value never stands in the same word. */
  private bundlesValues(): boolean {
    return this.name === 'set' || shells.has(this.name);
  }

  private findFlag(spelling: string): CommandFlag | undefined {
    for (let index = this.chain.length - 1; index >= 0; index--) {
      const { flags } = this.chain[index]!;
      if (Object.hasOwn(flags, spelling)) return flags[spelling];
    }
    return undefined;
  }
}
