import type { RunInstruction } from '../dockerfile/syntax';
import { operands, type PackageManager } from './packageManager';
import { packageManagers } from './packageManagers';
import { simpleCommands } from './shellCommands';

/** One install of a project's dependencies in a RUN. */
export interface InstallCommand {
  readonly manager: PackageManager;
  readonly words: readonly string[];
  /** Folder that the RUN changed into before, as written in `cd`; undefined where it stays. */
  readonly folder: string | undefined;
}

export interface RunAnalysis {
  /** Those before any command that reads sources: what follows such a command may depend on it. */
  readonly installs: readonly InstallCommand[];
  /** First command that may read the project's files and is no install; undefined where all are known not to. */
  readonly readsSources: string | undefined;
}

/** Commands that do not read the project's files, whatever their arguments. */
const systemCommands = new Set([
  'true', 'echo', 'printf', 'set', 'export', 'umask', 'date', 'sleep', 'apt-get', 'apt', 'apk', 'dnf', 'yum', 'microdnf', 'zypper',
  'docker-php-ext-install', 'docker-php-ext-configure', 'docker-php-ext-enable', 'corepack', 'addgroup', 'adduser', 'groupadd', 'useradd', 'update-ca-certificates', 'locale-gen', 'uname', 'which', 'id', 'whoami',
]);
/** Tools whose command decides: `pip install flask` names packages, `npm cache clean` cleans up. */
const harmlessTools: readonly ((words: readonly string[]) => boolean)[] = [
  (words) => words[0] === 'npm' && ['cache', 'config', 'set'].includes(words[1] ?? ''),
  (words) => words[0] === 'npm' && words.some((word) => word === '-g' || word === '--global') && operands(words.slice(2)).every((word) => !/^[./]/.test(word)),
  (words) => (words[0] === 'yarn' || words[0] === 'pnpm') && ['cache', 'config', 'store'].includes(words[1] ?? ''),
  (words) => /^pip3?$/.test(words[0] ?? '') && (['cache', 'config'].includes(words[1] ?? '') || namesOnlyPackages(words)),
  (words) => /^python3?$/.test(words[0] ?? '') && words[1] === '-m' && words[2] === 'pip' && namesOnlyPackages(words.slice(2)),
  (words) => words[0] === 'go' && (words[1] === 'env' || words[1] === 'version' || (words[1] === 'mod' && words[2] === 'verify')),
  (words) => words[0] === 'go' && words[1] === 'install' && operands(words.slice(2)).length > 0 && operands(words.slice(2)).every((module) => /^[a-z][\w./-]*@[\w.-]+$/.test(module)),
  (words) => (words[0] === 'gem' || words[0] === 'pecl') && words[1] === 'install' && operands(words.slice(2), ['-v', '--version']).every((word) => /^[A-Za-z][\w.:-]*$/.test(word) && !word.endsWith('.gem') && !word.endsWith('.tgz')),
  (words) => words[0] === 'bundle' && words[1] === 'config',
  (words) => words[0] === 'mix' && ['local.hex', 'local.rebar'].includes(words[1] ?? ''),
  (words) => words[0] === 'poetry' && (words[1] === '--version' || (words[1] === 'config' && !words.includes('--local'))),
  (words) => words[0] === 'composer' && words[1] === 'self-update',
  (words) => words[0] === 'cargo' && words[1] === 'install' && !words.some((word) => /^(--path|--config)/.test(word)) && operands(words.slice(2), ['--version', '--vers', '--root', '--features', '--git', '--tag']).length > 0,
  (words) => words[0] === 'dotnet' && ['--info', '--version', 'nuget'].includes(words[1] ?? ''),
  (words) => words[0] === 'rm' && operands(words.slice(1)).every((path) => /^(\/var\/|\/tmp\/|\/root\/|\/usr\/|~\/)/.test(path)),
  (words) => words[0] === 'mkdir' && operands(words.slice(1)).every((path) => path.startsWith('/')),
];

/** What a RUN does with the project, or undefined where its text cannot be read without a shell. */
export function analyseRun(run: RunInstruction): RunAnalysis | undefined {
  const commands = commandsOf(run);
  if (!commands) return undefined;
  const installs: InstallCommand[] = [];
  let readsSources: string | undefined;
  let folder: string | undefined;
  for (const words of commands) {
    if (words[0] === 'cd' && words.length === 2) {
      folder = folder === undefined || words[1]!.startsWith('/') ? words[1]! : `${folder}/${words[1]!}`;
      continue;
    }
    const manager = packageManagers.find((candidate) => candidate.isInstall(words));
    if (manager && readsSources === undefined) installs.push({ manager, words, folder });
    else if (!manager && !systemCommands.has(words[0] ?? '') && !harmlessTools.some((tool) => tool(words))) readsSources ??= words.join(' ');
  }
  return { installs, readsSources };
}

function commandsOf(run: RunInstruction): readonly (readonly string[])[] | undefined {
  if (run.heredocs.length > 0 || !run.command) return undefined;
  if (run.command.form === 'exec') return [run.command.words.map((word) => word.value)];
  return simpleCommands(run.command.text.text)?.map(({ words }) => words);
}

/** `install` with names of packages only: no folder, no file, no editable. */
function namesOnlyPackages(words: readonly string[]): boolean {
  if (words[1] !== 'install' || words.some((word) => /^(-r|-c|-e|--requirement|--constraint|--editable)/.test(word))) return false;
  return operands(words.slice(2)).every((word) => /^[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?([<>=!~]=?.*)?$/.test(word) && !word.endsWith('.whl'));
}
