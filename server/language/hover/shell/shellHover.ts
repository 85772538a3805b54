import { mask, maskSecrets } from '../../maskSecrets';
import { inlineCode } from '../../wording';
import type { HoverResult } from '../hoverResult';
import { argumentFacts } from './argumentFacts';
import { commandFacts } from './commandFacts';
import { resolveCommands, type FlagUse, type ResolvedCommand, type WordRole } from './commandWords';
import type { Construct, ShellSymbol } from '../../process/readShell';
import { operatorFacts } from './operatorFacts';
import type { ShellContext } from './shellContext';
import type { ShellElement } from './shellElement';
import { windowsHover } from './windowsWords';

/**
 * The hover on a word or an operator of a command.
 * Undefined where nothing is to say; for CMD, ENTRYPOINT and HEALTHCHECK also where only the instruction has something to say.
 */
export function shellHover(context: ShellContext): HoverResult | undefined {
  const { part, span } = context.element;
  switch (part.kind) {
    case 'symbol':
      return { textId: symbolText(part.symbol), computed: operatorFacts(context, part.symbol), span };
    case 'substitution':
      return { textId: 'shell/substitution', computed: [], span };
    case 'windows':
      return windowsHover(part.element, context.commands);
    case 'continuation':
      return { textId: 'shell/continuation', computed: [], span };
    case 'data':
      return part.construct === 'group' ? redirectionTarget(part.word.value, span) : { textId: `shell/${part.construct}`, computed: [], span };
    case 'word':
      return wordHover(context, part);
  }
}

const operatorTexts: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'], ['||', 'or'], [';', 'semicolon'], ['|', 'pipe'], ['|&', 'pipe'], ['&', 'background'],
  ['>', 'redirect'], ['>|', 'redirect'], ['>>', 'append'], ['<', 'input'], ['<<', 'here-document'], ['<<-', 'here-document'], ['<<<', 'here-string'],
  ['>&', 'redirect-error'], ['&>', 'redirect-all'], ['&>>', 'redirect-all'], ['<>', 'input'], ['<&', 'input'],
]);

function symbolText({ text, construct }: ShellSymbol): string {
  if (construct) return `shell/${construct satisfies Construct}`;
  if (/^2>>?$/.test(text)) return 'shell/redirect-error';
  return `shell/${operatorTexts.get(text.replace(/^\d+/, '')) ?? 'redirect'}`;
}

function redirectionTarget(target: string, span: HoverResult['span']): HoverResult {
  if (target === '/dev/null') return { textId: 'shell/dev-null', computed: [], span };
  if (/^\d$/.test(target)) return { textId: 'shell/redirect-error', computed: [], span };
  return { textId: 'shell/redirect', computed: [`The file is ${inlineCode(target)}.`], span };
}

function wordHover(context: ShellContext, { command, index, at }: ShellElement['part'] & { kind: 'word' }): HoverResult | undefined {
  const { span } = context.element;
  if (index < command.assignments) return { textId: 'shell/assignment', computed: assignmentFacts(command.words.length === command.assignments), span };
  const resolved = resolveCommands(command.words, context.commands, command.assignments);
  const owner = resolved.find(({ roles }) => roles.has(index));
  const role = owner?.roles.get(index);
  if (!owner || !role) return undefined;
  if (role.kind === 'name') return nameHover(context, owner);
  if (!owner.grammar && (context.instruction.keyword !== 'RUN' || !isProgramName(owner.name))) return undefined;
  return { ...roleHover(context, owner, role, index, at), span };
}

function assignmentFacts(alone: boolean): string[] {
  return [alone ? 'It holds until the end of this step.' : 'It holds for this one command only.'];
}

/** The command's name: its text, and what the whole command does here. */
function nameHover(context: ShellContext, command: ResolvedCommand): HoverResult | undefined {
  const { span } = context.element;
  const computed = commandFacts(context, command);
  if (command.grammar) return { textId: command.grammar.id, ...titleOf(command.grammar.id, command.name), computed, span };
  if (context.instruction.keyword !== 'RUN' || !isProgramName(command.name)) return undefined;
  return { textId: undefined, title: inlineCode(command.name, 60), computed, span };
}

/** A template's braces, for example, are no program's name. */
function isProgramName(name: string): boolean {
  return /^[\w@./~+:%$"{}-]+$/.test(name) && !/^[{}]/.test(name);
}

/** A heading of its own only where the file spells it otherwise: `apt` for the text of `apt-get`. */
function titleOf(id: string, written: string): { title?: string } {
  return id === `command/${written}` ? {} : { title: written };
}

type Worded = Omit<HoverResult, 'span'>;

function roleHover(context: ShellContext, command: ResolvedCommand, role: WordRole, index: number, at: number): Worded {
  switch (role.kind) {
    case 'subcommand': {
      const { grammar, path } = command.subcommands.find((subcommand) => subcommand.index === index)!;
      return { textId: grammar.id, ...titleOf(grammar.id, path), computed: commandFacts(context, command) };
    }
    case 'flag':
      return flagHover(command, role.uses, at);
    case 'value':
      return { textId: role.flag.id, computed: [`The value of ${inlineCode(role.spelling)}.`] };
    case 'end-of-flags':
      return { textId: 'shell/end-of-flags', computed: [] };
    case 'script':
      return { textId: 'shell/script', computed: [] };
    default:
      return argumentHover(command, argumentFacts(context, command, index));
  }
}

function argumentHover({ name, path, innermost }: ResolvedCommand, computed: readonly string[]): Worded {
  if (innermost) return { textId: innermost.id, ...titleOf(innermost.id, path), computed };
  return { textId: undefined, title: inlineCode(name, 60), computed: computed.length > 0 ? computed : [`It is handed to ${inlineCode(name, 60)}; what it means there is not explained here.`] };
}

/** The flag under the pointer; of a bundle, all letters in one list. */
function flagHover(command: ResolvedCommand, uses: readonly FlagUse[], at: number): Worded {
  const use = uses.find(({ start, end }) => start <= at && at < end) ?? uses[0]!;
  // `-qqy` says one letter twice.
  const bundle = uses.length > 1 ? [...new Set(uses.map(({ spelling, flag }) => `${inlineCode(spelling)}: ${flag?.summary ?? ''}`))] : [];
  // Masked as in `--password=…`; a value that is masked says nothing.
  const isSecret = use.value !== undefined && maskSecrets(`${use.spelling}=${use.value}`).includes(mask);
  const value = use.value && !isSecret ? [`Its value is ${inlineCode(use.value)}.`] : [];
  const title = `${command.path} ${use.spelling}`;
  if (use.flag) return { textId: use.flag.id, ...titleOf(use.flag.id, title), computed: [...bundle, ...value] };
  return { textId: command.innermost?.id, title, computed: [`${inlineCode(use.spelling)} is handed to ${inlineCode(command.path)}; what it means there is not explained here.`] };
}
