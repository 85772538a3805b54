import type { LogicalText } from '../../dockerfile/logicalText';
import type { Span } from '../../dockerfile/syntax';
import { inlineCode } from '../../wording';
import type { HoverResult } from '../hoverResult';
import { resolveCommands, type CommandTable, type ResolvedCommand } from './commandWords';
import type { ShellWord } from '../../process/readShell';
import type { ShellInForce } from '../../process/shellInForce';

/** A word of a text that cmd, PowerShell or a shell unknown here reads. */
export interface WindowsElement {
  readonly shell: ShellInForce;
  /** The command's words from its name on, and which of them it is. */
  readonly words: readonly ShellWord[];
  readonly index: number;
  readonly span: Span;
}

/** Longer texts are not explained word by word. */
const longestText = 50_000;

/** Finds the word at an index, roughly: commands end at separators and brackets, words at blanks. Nothing more is concluded. */
export function windowsElementAt(text: LogicalText, index: number, shell: ShellInForce): WindowsElement | undefined {
  if (text.text.length > longestText) return undefined;
  const inner = /^\s*(?:powershell|pwsh)(?:\.exe)?\s[^;]*?-(?:command|c)\s+"?/i.exec(text.text)?.[0].length;
  const isInside = inner !== undefined && index >= inner;
  const separators = /[;|{}()"=\n]|&&/g;
  let start = isInside ? inner : 0;
  let end = isInside || inner === undefined ? text.text.length : inner;
  separators.lastIndex = start;
  for (let found = separators.exec(text.text); found; found = separators.exec(text.text)) {
    if (found.index >= index || found.index >= end) {
      end = Math.min(end, Math.max(found.index, index + 1));
      break;
    }
    start = separators.lastIndex;
  }
  const words = [...text.text.slice(start, end).matchAll(/\S+/g)].map(({ 0: word, index: at }) => ({ text: word, value: word.replace(/["']/g, ''), start: start + at, end: start + at + word.length }));
  const place = words.findIndex((word) => word.start <= index && index < word.end);
  if (place < 0) return undefined;
  return { shell: isInside ? { ...shell, kind: 'powershell' } : shell, words, index: place, span: text.spanOf(words[place]!.start, words[place]!.end) };
}

/** Programs that are the same on every system. */
const portable: ReadonlySet<string> = new Set(['dotnet', 'npm', 'npx', 'node', 'yarn', 'pnpm', 'git', 'pip', 'python', 'go', 'mvn', 'java', 'cargo', 'powershell', 'pwsh', 'cmd', 'tar']);

/** What is known of the word, and which shell reads it. */
export function windowsHover({ shell, words, index, span }: WindowsElement, commands: CommandTable): HoverResult {
  const reader = readerFact(shell);
  const name = (words[0]?.value ?? '').toLowerCase().replace(/\.exe$/, '');
  const command = portable.has(name) ? resolveCommands([{ ...words[0]!, value: name }, ...words.slice(1)], commands)[0] : builtIn(shell, words, commands);
  const textId = command && textOf(command, index);
  const written = words[index]!.value;
  if (!command || textId === undefined) return { textId: undefined, title: inlineCode(written, 60), computed: [reader], span };
  const title = index === 0 ? written : command.roles.get(index)?.kind === 'flag' ? `${words[0]!.value} ${written}` : words[0]!.value;
  return { textId, title, computed: [reader], span };
}

function textOf(command: ResolvedCommand, index: number): string | undefined {
  const role = command.roles.get(index);
  if (role?.kind === 'flag') return role.uses[0]?.flag?.id ?? command.innermost?.id;
  if (role?.kind === 'value') return role.flag.id;
  return index === 0 ? command.grammar?.id : command.innermost?.id;
}

/** A command of the shell itself; their names are the same in any case of letters. */
function builtIn({ kind }: ShellInForce, words: readonly ShellWord[], commands: CommandTable): ResolvedCommand | undefined {
  const shell = kind === 'powershell' ? commands['powershell'] : kind === 'cmd' ? commands['cmd'] : undefined;
  const written = words[0]?.value.toLowerCase();
  const name = Object.keys(shell?.subcommands ?? {}).find((candidate) => candidate.toLowerCase() === written);
  const grammar = name === undefined ? undefined : shell?.subcommands[name];
  return grammar && resolveCommands(words, { [words[0]!.value]: grammar })[0];
}

function readerFact({ kind, words, line }: ShellInForce): string {
  const from = line === undefined ? 'the default of this Windows image' : `SHELL in line ${line}`;
  if (kind === 'powershell') return line === undefined ? 'PowerShell reads this text.' : `PowerShell reads this text (${from}).`;
  return kind === 'cmd' ? `The shell \`cmd\` of Windows reads this text (${from}).` : `${inlineCode(words?.[0] ?? '', 40)} reads this text (${from}).`;
}
