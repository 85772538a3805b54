import type { StepCommand } from '../process/stepScript';

/** What a package manager writes beside the packages, and how to leave it out of a layer. */
export interface PackageCache {
  /** As a message names it. */
  readonly manager: string;
  /** Completes "`command` leaves … in this layer". */
  readonly leaves: string;
  /** Whether a command fills it. */
  readonly fills: (command: StepCommand) => boolean;
  /** Whether a command is the manager's own way to empty it. */
  readonly empties: (command: StepCommand) => boolean;
  /** Paths of it, or of a folder above: a command that names one may empty it, and a mount on one keeps it out. */
  readonly folder: RegExp;
  /** A path inside the cache or the cache itself, as a command that removes it names it. */
  readonly own: RegExp;
  /** Variables and files that switch it off or move it. */
  readonly settings: RegExp | undefined;
  /** A container whose command says so may look for packages in it. */
  readonly usedBy?: RegExp;
  readonly mending: Mending;
}

export interface Mending {
  /** An option of the command itself. */
  readonly option?: string;
  /** A command at the end of the step, given the program as the step names it. */
  readonly cleanUp?: (program: string) => string;
  /** Folders for cache mounts, given the program and the base image. */
  readonly mounts: (program: string, image: string) => readonly CacheMount[];
}

export interface CacheMount {
  readonly target: string;
  /** The manager does not bear a second one at work in the same folder. */
  readonly locked: boolean;
  /** It is below root's home or where root's is, so that another user has another one. */
  readonly home: boolean;
}

/** The first word that is no option; values of options that come as a word of their own are taken off. */
export function verbOf({ words }: StepCommand): string | undefined {
  let skip = false;
  return words.find((word) => {
    const isValue = skip;
    skip = /^(-o|-c|-t|--repository|-X|--setopt|--prefix|-d|--working-dir|-C|--cwd)$/.test(word);
    return !isValue && !word.startsWith('-');
  });
}

/** A program with one of these subcommands. */
export const is = (names: RegExp, verbs: RegExp) => (command: StepCommand): boolean => names.test(command.name) && verbs.test(verbOf(command) ?? '');
export const lacks = ({ words }: StepCommand, options: RegExp): boolean => !words.some((word) => options.test(word));
/** For managers that do not bear a second one at work in the same folder. */
export const locked = (target: string): CacheMount => ({ target, locked: true, home: false });
