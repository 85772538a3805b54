/** Files of a project, as the install command finds them. Paths are relative to the project's folder. */
export interface ProjectFiles {
  /** Paths of all files that are copied into the project's folder, in path order. */
  readonly paths: readonly string[];
  /** Text of one of them, or undefined where it is missing or was not read. */
  text(path: string): string | undefined;
  /** Whether a file of that name, in any case, was copied into a folder above the project's. Most managers look there as well. */
  above(name: string): boolean;
}

/** What an install command reads of the project. */
export type InstallNeeds =
  | {
      readonly kind: 'manifests';
      readonly manifests: readonly string[];
      /** Sources that only have to exist: empty files serve as well. */
      readonly placeholders?: readonly string[];
    }
  /** The command needs more than manifests, or it cannot be known. `reason` completes "because …". */
  | { readonly kind: 'unclear'; readonly reason: string };

export interface PackageManager {
  /** Its command's name, as a message shows it: `npm`. */
  readonly name: string;
  /**
   * Whether a command installs the project's dependencies.
   * @param words the command without quotes, its first word included.
   */
  isInstall(words: readonly string[]): boolean;
  /** What that command reads. `words` is a command that `isInstall` accepted. */
  needs(words: readonly string[], project: ProjectFiles): InstallNeeds;
  /**
   * Whether that command leaves manifests and lock files as they are, so that it also works where they are mounted
   * read-only. Where this is missing, it is not known to.
   */
  onlyReads?(words: readonly string[], manifests: readonly string[]): boolean;
  /** Folders and files that an install writes into the project; a later COPY would lay the host's own over them. */
  readonly writes: readonly string[];
  /** Names of files whose text `needs` reads. */
  readonly reads: RegExp;
}

/** The words that are no options. Values of options given as separate words must be named in `valued`. */
export function operands(words: readonly string[], valued: readonly string[] = []): string[] {
  const result: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (isRedirection(word)) continue;
    if (!word.startsWith('-')) result.push(word);
    else if (valued.includes(word)) index++;
  }
  return result;
}

export function isRedirection(word: string): boolean {
  return /^(\d*|&)>/.test(word);
}

/** Files of the project that exist, of a list of names. */
export function existing(project: ProjectFiles, names: readonly string[]): string[] {
  const paths = new Set(project.paths);
  return names.filter((name) => paths.has(name));
}

/** Decodes JSON; undefined where it is none or no object. */
export function parseJsonObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
