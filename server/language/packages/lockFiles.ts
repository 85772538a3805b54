import { bun } from './bun';
import { bundler } from './bundler';
import { composer } from './composer';
import { npm } from './npm';
import { operands, parseJsonObject } from './packageManager';
import { pipenv } from './pipenv';
import { pnpm } from './pnpm';
import { uv } from './uv';
import { yarn } from './yarn';

/** A command that need not keep to the lock file beside it, and the one that does. */
export interface LooseInstall {
  /** As a message shows it: `npm install`. */
  readonly command: string;
  /** What keeps to the lock file: `npm ci`. */
  readonly strict: string;
  /** `updates`: writes the lock file anew where it does not fit the manifest. `ignores`: does not look at it. */
  readonly how: 'updates' | 'ignores';
  /** The word that is another one in the strict command, or the option that it has at its end. */
  readonly change?: { readonly word: string; readonly by: string } | { readonly option: string };
}

/** How one manager treats its lock file. Each statement is the manager's own documentation; the rule's page names it. */
export interface LockKeeper {
  /** Lock files, of which the first that exists counts. */
  readonly locks: readonly string[];
  /** The manifest that the lock file belongs to; the first that exists counts. */
  readonly manifests: readonly string[];
  /**
   * The command read as one that may leave the lock file; undefined where it keeps to it or is none.
   * @param words the command without quotes, its first word included
   * @param lock the lock file's text, undefined where it was not read
   * @param manifest the same of the manifest
   */
  looseInstall(words: readonly string[], lock: string | undefined, manifest: string | undefined): LooseInstall | undefined;
  /** Variables and settings that make every install keep to it, anywhere in the Dockerfile's RUN and ENV or in a settings file. */
  readonly keeps: RegExp;
  /** Settings files that may say so. */
  readonly settings: readonly string[];
}

const has = (words: readonly string[], options: RegExp): boolean => words.some((word) => options.test(word));

const npmLock: LockKeeper = {
  locks: ['npm-shrinkwrap.json', 'package-lock.json'],
  manifests: ['package.json'],
  looseInstall(words) {
    const verb = words.slice(1).find((word) => /^(install|i)$/.test(word));
    if (verb === undefined || !npm.isInstall(words) || has(words, /^--(no-)?package-lock|^--(no-)?save|^--dry-run|^--before/)) return undefined;
    return { command: `npm ${verb}`, strict: 'npm ci', how: 'updates', change: { word: verb, by: 'ci' } };
  },
  keeps: /package[-_]lock\s*=|\bnpm config set\b[^&;|]*\bpackage-lock\b/i,
  settings: ['.npmrc'],
};

const yarnLock: LockKeeper = {
  locks: ['yarn.lock'],
  manifests: ['package.json'],
  looseInstall(words, lock, manifest) {
    if (!yarn.isInstall(words) || has(words, /^--(frozen-lockfile|immutable|pure-lockfile|no-lockfile|check-cache|mode=update-lockfile)/)) return undefined;
    const option = yarnOption(lock, manifest);
    return option === undefined ? undefined : { command: words[1] === 'install' ? 'yarn install' : 'yarn', strict: `yarn install ${option}`, how: 'updates', change: { option } };
  },
  keeps: /frozen-lockfile|[iI]mmutable|IMMUTABLE|\bCI\s*[= ]/,
  settings: ['.yarnrc', '.yarnrc.yml'],
};

/** Yarn 1 and the later versions call it differently; the lock file's head or the manifest tells which it is. */
function yarnOption(lock: string | undefined, manifest: string | undefined): string | undefined {
  const major = /^yarn@(\d+)/.exec(String(parseJsonObject(manifest)?.['packageManager'] ?? ''))?.[1];
  if (/^# yarn lockfile v1$/m.test(lock?.slice(0, 500) ?? '')) return major === undefined || major === '1' ? '--frozen-lockfile' : undefined;
  return /^__metadata:/m.test(lock?.slice(0, 500) ?? '') && major !== '1' ? '--immutable' : undefined;
}

const pnpmLock: LockKeeper = {
  locks: ['pnpm-lock.yaml'],
  manifests: ['package.json'],
  looseInstall(words) {
    if (!pnpm.isInstall(words) || has(words, /^--((no-)?frozen-lockfile|fix-lockfile|lockfile-only|no-lockfile|merge-git-branch-lockfiles|offline|dry-run|force)|^-f$/)) return undefined;
    return { command: `pnpm ${words.includes('install') ? 'install' : 'i'}`, strict: 'pnpm install --frozen-lockfile', how: 'updates' };
  },
  keeps: /frozen[-_]?[lL]ockfile|FROZEN_LOCKFILE|\bCI\s*[= ]/,
  settings: ['.npmrc', 'pnpm-workspace.yaml'],
};

const bunLock: LockKeeper = {
  locks: ['bun.lock', 'bun.lockb'],
  manifests: ['package.json'],
  looseInstall(words) {
    if (!bun.isInstall(words) || has(words, /^(ci|--frozen-lockfile|--no-save|--production|-p|--dry-run|--lockfile-only)(=|$)/)) return undefined;
    return { command: 'bun install', strict: 'bun install --frozen-lockfile', how: 'updates' };
  },
  keeps: /frozen-?[lL]ockfile|\bCI\s*[= ]/,
  settings: ['bunfig.toml'],
};

const bundlerLock: LockKeeper = {
  locks: ['Gemfile.lock', 'gems.locked'],
  manifests: ['gems.rb', 'Gemfile'],
  looseInstall(words) {
    if (!bundler.isInstall(words) || has(words, /^--(no-)?(frozen|deployment|local)/)) return undefined;
    return { command: 'bundle install', strict: 'BUNDLE_FROZEN=true bundle install', how: 'updates' };
  },
  keeps: /BUNDLE_(FROZEN|DEPLOYMENT)|\bbundler?\s+config\b[^&;|]*\b(frozen|deployment)\b/i,
  settings: ['.bundle/config'],
};

const composerLock: LockKeeper = {
  locks: ['composer.lock'],
  manifests: ['composer.json'],
  looseInstall(words) {
    const asInstall = words.map((word) => (word === 'update' || word === 'upgrade' || word === 'u' ? 'install' : word));
    const verb = words.find((word, index) => word !== asInstall[index]);
    if (verb === undefined || !composer.isInstall(asInstall) || has(words, /^--(lock|with|no-install|dry-run|interactive|root-reqs|prefer-(lowest|stable)|minimal-changes|patch-only|bump)|^-(i|m)$/)) return undefined;
    return { command: `composer ${verb}`, strict: 'composer install', how: 'ignores' };
  },
  keeps: /(?!)/,
  settings: [],
};

const uvLock: LockKeeper = {
  locks: ['uv.lock'],
  manifests: ['pyproject.toml'],
  looseInstall(words) {
    if (!uv.isInstall(words) || has(words, /^(--locked|--frozen|--check|--dry-run|--upgrade|-U|--upgrade-package|-P|--resolution)(=|$)/)) return undefined;
    return { command: 'uv sync', strict: 'uv sync --locked', how: 'updates' };
  },
  keeps: /UV_(LOCKED|FROZEN)/,
  settings: [],
};

const pipenvLock: LockKeeper = {
  locks: ['Pipfile.lock'],
  manifests: ['Pipfile'],
  looseInstall(words) {
    if (!pipenv.isInstall(words) || has(words, /^(sync|--deploy|--ignore-pipfile|--keep-outdated)$/)) return undefined;
    return { command: 'pipenv install', strict: 'pipenv install --deploy', how: 'updates' };
  },
  keeps: /PIPENV_(IGNORE_PIPFILE|SKIP_LOCK)|\bpipenv\s+(verify|sync)\b/,
  settings: [],
};

const cargoLock: LockKeeper = {
  locks: ['Cargo.lock'],
  manifests: ['Cargo.toml'],
  looseInstall(words) {
    const [verb, ...rest] = operands(words.slice(1), ['--path', '--target', '--profile', '--features', '-F', '--root', '-p', '--package', '--bin', '-j', '--jobs', '--color', '--target-dir']);
    if (words[0] !== 'cargo' || has(words, /^(--locked|--frozen|--offline|--manifest-path|--config|-C|\+.*)(=|$)/)) return undefined;
    if (verb === 'install' && rest.length === 0 && isHere(words)) return { command: 'cargo install --path', strict: 'cargo install --locked --path', how: 'ignores' };
    if (!/^(build|b|fetch|test|t|run|r|check|c)$/.test(verb ?? '') || rest.length > 0) return undefined;
    return { command: `cargo ${verb!}`, strict: `cargo ${verb!} --locked`, how: 'updates' };
  },
  keeps: /\bcargo\b[^&;|]*--(locked|frozen)\b/,
  settings: [],
};

/** `cargo install --path .`: the package whose lock file lies in the same folder. */
function isHere(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /^--path(=|$)/.test(word));
  const path = at < 0 ? undefined : (/^--path=(.*)$/.exec(words[at]!)?.[1] ?? words[at + 1]);
  return path === '.' || path === './';
}

/** Every manager whose own lock file an install may leave. Poetry refuses by itself, Go needs no more than go.sum. */
export const lockKeepers: readonly LockKeeper[] = [npmLock, yarnLock, pnpmLock, bunLock, bundlerLock, composerLock, uvLock, pipenvLock, cargoLock];

/** Files whose texts say how an install treats the lock file, and how many of them and how large they may be. */
export const lockTexts = { pattern: /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|\.npmrc|\.yarnrc(\.yml)?|bunfig\.toml|\.bundle\/config)$/, limit: 40, bytes: 1024 * 1024 };
