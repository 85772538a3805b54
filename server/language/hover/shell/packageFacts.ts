import { parseMountOptions } from '../../dockerfile/mounts';
import type { Instruction } from '../../dockerfile/syntax';
import { count, inlineCode, joinWords } from '../../wording';
import type { ResolvedCommand } from './commandWords';
import { commandsAround, earlierSteps, flagValue, hasFlag, mayHoldFlags, userBefore, type ShellContext } from './shellContext';

/** How a package manager's install names packages and versions. */
export interface Install {
  readonly command: RegExp;
  /** What a word with a fixed version looks like; undefined where the word alone does not tell. */
  readonly pinned: RegExp | undefined;
  /** It changes the system, so it has to run as root. */
  readonly root: boolean;
  readonly noun: string;
}

const installs: readonly Install[] = [
  { command: /^apt(-get)? (install|reinstall)$/, pinned: /[^=]=[^=*]+$/, root: true, noun: 'package' },
  { command: /^apk add$/, pinned: /[^<>=~]=[^=*]+$/, root: true, noun: 'package' },
  { command: /^(yum|dnf|microdnf|tdnf) (install|groupinstall|reinstall)$|^zypper (install|in)$/, pinned: undefined, root: true, noun: 'package' },
  { command: /^pip3? install$/, pinned: /===?[^*]*$/, root: false, noun: 'package' },
  { command: /^npm (install|i|add)$|^(yarn|pnpm) (global )?add$/, pinned: /.@\d+\.\d+\.\d+/, root: false, noun: 'package' },
  { command: /^gem install$/, pinned: /:\d/, root: false, noun: 'gem' },
  { command: /^go install$/, pinned: /@v\d+\.\d+\.\d+/, root: false, noun: 'module' },
];

/** The kind of install that a command is; undefined where it installs no named packages. */
export function installOf({ path }: ResolvedCommand): Install | undefined {
  return installs.find(({ command }) => command.test(path));
}

/** Whether a package's word fixes its version; false too where that cannot be seen. */
export function isPinned({ pinned }: Install, word: string): boolean {
  return pinned?.test(word) ?? false;
}

const shownPackages = 8;

/** What an install does here: how many packages, which of them with a fixed version, and what stands against it. */
export function installFacts(context: ShellContext, command: ResolvedCommand): string[] {
  const install = installOf(command);
  if (!install) return [];
  const words = command.operands.map(({ value }) => value).filter((word) => word !== '.');
  const named = words.filter((word) => !word.includes('$') && !/[/\\]/.test(word.replace(/^@[^/]+\//, '')));
  const facts = named.length > 0 ? [namedFact(install, named, words.filter((word) => word.includes('$')))] : [];
  const list = listFile(context, command);
  if (list) facts.push(`Installs what ${inlineCode(list)} lists.`);
  return [...facts, ...questionFacts(context, command), ...rootFacts(context, command, install), ...mountFacts(context, command)];
}

function namedFact(install: Install, named: readonly string[], variables: readonly string[]): string {
  const shown = joinWords(named.map((word) => inlineCode(word, 50)), shownPackages);
  const more = variables.length > 0 ? `, and what ${joinWords(variables.map((word) => inlineCode(word, 40)), 3)} holds` : '';
  const fixed = named.filter((word) => isPinned(install, word)).length;
  const versions = !install.pinned ? '' : fixed === 0 ? ` ${named.length === 1 ? 'It has no fixed version' : 'None has a fixed version'}.` : fixed === named.length ? ` With ${named.length === 1 ? 'a fixed version' : 'fixed versions'}.` : ` ${fixed} of ${named.length} with a fixed version.`;
  return `Installs **${count(named.length, install.noun)}**: ${shown}${more}.${versions}`;
}

function listFile({ element }: ShellContext, command: ResolvedCommand): string | undefined {
  return element.part.kind === 'word' && command.name.startsWith('pip') ? flagValue(command, element.part.command.words, ['-r', '--requirement']) : undefined;
}

const yesFlags = ['-y', '--yes', '--assume-yes', '-qq', '--force-yes', '--quiet=2', '--assumeyes', '--noconfirm', '--non-interactive', '-n'];

function questionFacts({ element, dockerfile, instruction }: ShellContext, command: ResolvedCommand): string[] {
  if (!/^apt(-get)? install$/.test(command.path) || hasFlag(command, yesFlags) || mayHoldFlags(command)) return [];
  const { part } = element;
  if (part.kind !== 'word' || part.command.before === '|') return [];
  // `-o APT::Get::Assume-Yes=true`, or a configuration file that says so.
  if (/assume-yes/i.test(dockerfile.text.slice(0, instruction.span.end))) return [];
  return command.flags.filter(({ spelling }) => spelling === '-q').length > 1 ? [] : [`There is no ${inlineCode('-y')}: where it asks a question, nobody can answer, and the step fails.`];
}

function rootFacts(context: ShellContext, command: ResolvedCommand, { root }: Install): string[] {
  if (!root || command.nameIndex > 0 && context.element.part.kind === 'word' && context.element.part.command.words[0]?.value === 'sudo') return [];
  const user = userBefore(context);
  if (!user || user.user === 'root' || user.user === '0' || user.user === '') return [];
  return [`It runs as ${inlineCode(user.user)} (USER, line ${user.line}), and only root may install system packages.`];
}

/** Where each tool keeps what it downloads; a cache mount there stays out of the image. */
const cacheFolders: readonly [RegExp, RegExp][] = [
  [/^apt/, /^\/var\/(cache|lib)\/apt/],
  [/^apk$/, /^\/(var\/cache|etc)\/apk/],
  [/^(yum|dnf|microdnf|tdnf)$/, /^\/var\/cache\/(yum|dnf|libdnf5|tdnf)/],
  [/^pip/, /\/\.cache\/pip|\/pip/],
  [/^npm$/, /\/\.npm|\/npm/],
  [/^yarn$/, /yarn/],
  [/^pnpm$/, /pnpm/],
  [/^go$/, /\/go\/pkg|go-build|\/pkg\/mod/],
  [/^cargo$/, /cargo/],
  [/^(mvn|mvnw)$/, /\/\.m2/],
  [/^(gradle|gradlew)$/, /\/\.gradle/],
  [/^dotnet$/, /nuget/i],
];

/** The cache mounts of this step that a command uses. */
export function mountFacts({ instruction }: ShellContext, { name }: ResolvedCommand): string[] {
  const folder = cacheFolders.find(([command]) => command.test(name))?.[1];
  if (!folder || instruction.keyword !== 'RUN') return [];
  const targets = instruction.flags.filter((flag) => flag.name === 'mount').flatMap((flag) => {
    const options = parseMountOptions(flag);
    const target = options.find(({ key }) => key === 'target' || key === 'dst' || key === 'destination')?.value;
    return options.some(({ key, value }) => key === 'type' && value === 'cache') && target && folder.test(target) ? [target] : [];
  });
  return targets.length === 0 ? [] : [`What it writes to the cache mount on ${joinWords(targets.map((target) => inlineCode(target, 60)), 3)} stays out of the image and is there for the next build.`];
}

/** A cache or tmpfs mount keeps the lists out of the layer. */
export function hasListMount({ flags }: Instruction): boolean {
  return flags.some(({ name, value }) => name === 'mount' && value?.includes('/var/lib/apt'));
}

/** What they run may install packages, too. */
const runsScripts: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', '.', 'source', 'eval', 'make', 'python', 'python3', 'perl', 'node']);

/** `apt-get update`: what uses its lists, and whether they stay in the image. */
export function updateFacts(context: ShellContext, command: ResolvedCommand): string[] {
  if (!/^apt(-get)? update$/.test(command.path) || context.instruction.keyword !== 'RUN' || context.element.part.kind !== 'word') return [];
  if (context.element.reading !== context.element.step) return [];
  const { before, after } = commandsAround(context, context.element.part.command.words[0]!.start);
  const uses = after.some(({ path }) => /^apt(-get)? (install|upgrade|dist-upgrade|full-upgrade|build-dep|download|source|satisfy)$/.test(path));
  const unknown = after.some(({ name, grammar, roles }) => name.includes('$') || grammar === undefined || runsScripts.has(name) || [...roles.values()].some(({ kind }) => kind === 'script'));
  const facts = uses || unknown ? [] : ['No install follows in this step. The lists stay in its layer, and once it comes from the cache they are old.'];
  const removes = [...before, ...after].some(({ operands }) => operands.some(({ value }) => /^\/var(\/\*|\/lib(\/\*|\/apt|\/\{|\/?$))/.test(value)));
  if (uses && !removes && !unknown && !hasListMount(context.instruction)) facts.push(`Nothing in this step removes the lists below ${inlineCode('/var/lib/apt/lists')}: they stay in its layer.`);
  return [...facts, ...mountFacts(context, command)];
}

/** Where a package of a program's name is installed, in this step or above. */
export function installedBy(context: ShellContext, program: string, start: number): string | undefined {
  const installs = (command: ResolvedCommand): boolean => installOf(command) !== undefined && command.operands.some(({ value }) => value.replace(/[=@~].*$/, '') === program);
  if (commandsAround(context, start).before.some(installs)) return 'this step';
  const step = earlierSteps(context, program).find(({ commands }) => commands.some(installs));
  return step && `line ${step.run.startLine}`;
}
