import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { BuildInput } from '../language/cache/buildInput';
import type { ContextEntry } from '../language/context/contextEntry';
import { describeGap } from '../language/context/contextGap';
import { ContextTree } from '../language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore, type IgnoreFile } from '../language/context/dockerignore';
import { filterContext, neverEntered } from '../language/context/ignoredEntries';
import { readBuildContext, readContextFile, type ReadContextOptions } from './buildContext';
import type { ListedContext } from './dockerfileContext';
import { readIdentities } from './fileIdentities';
import type { FollowedContext } from './followedContext';
import { readIgnoreFile, type OpenText } from './ignoreFile';

/** Where the walk of a build's context stops. */
const defaultEntryLimit = 1_000_000;

export interface BuildFolder {
  readonly folder: string;
  /** Dockerfile, from the folder or absolute. */
  readonly file: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly target?: string;
}

export interface ReadBuildOptions {
  /** Most entries of the context; default a million. */
  readonly entryLimit?: number;
  /** Files that an editor holds. */
  readonly openText?: OpenText;
  /** Saves walking the context again. */
  readonly followed?: FollowedContext;
  readonly signal?: AbortSignal;
}

export type TreeInput = BuildInput & { readonly context: ContextTree };

/** A build whose files are listed and not opened. */
interface ListedBuild extends Omit<BuildInput, 'context'> {
  readonly folder: string;
  readonly entries: readonly ContextEntry[];
  readonly ignore: IgnoreFile;
}

/**
 * Reads all that a `docker build` of a folder would read, with the content of every file that it sends.
 * @throws Error with one clear sentence where something of it cannot be read, or where the context is too large; the
 * signal's reason where it was aborted.
 */
export async function readBuildInput(build: BuildFolder, options: ReadBuildOptions = {}): Promise<TreeInput> {
  return withIdentities(await listBuild(build, options), () => true, options);
}

/**
 * Two builds that are compared with each other and with nothing else: a file of a length that no other file of the two
 * has differs from all of them, so it is not opened.
 * @throws Error as `readBuildInput`.
 */
export async function readComparedInputs(before: BuildFolder, after: BuildFolder, options: ReadBuildOptions = {}): Promise<readonly [TreeInput, TreeInput]> {
  const [earlier, coming] = [await listBuild(before, options), await listBuild(after, options)];
  const lengths = new Map<number, number>();
  for (const { size } of [...earlier.entries, ...coming.entries]) lengths.set(size, (lengths.get(size) ?? 0) + 1);
  const needsBytes = ({ size }: ContextEntry): boolean => lengths.get(size)! > 1;
  return [await withIdentities(earlier, needsBytes, options), await withIdentities(coming, needsBytes, options)];
}

/**
 * A build as it is, to be compared with one of the same files under another Dockerfile: no file is opened, each counts as
 * different from all others.
 * @throws Error as `readBuildInput`.
 */
export async function readUnopenedInput(build: BuildFolder, options: ReadBuildOptions = {}): Promise<TreeInput> {
  return withIdentities(await listBuild(build, options), () => false, options);
}

async function listBuild(build: BuildFolder, { entryLimit = defaultEntryLimit, openText, followed, signal }: ReadBuildOptions): Promise<ListedBuild> {
  const { folder, buildArguments, target } = build;
  const path = await dockerfilePath(build);
  const dockerfile = await readContextFile('', path);
  if (dockerfile === undefined) throw new Error(`${path} cannot be read`);
  const found = await readIgnoreFile(folder, path, openText);
  const ignore = found ? parseDockerignore(found.text) : emptyIgnoreFile;
  const known = await followed?.listing({ folder, ignoreFile: found }, entryLimit);
  signal?.throwIfAborted();
  const context = known ? wholeTree(folder, known) : await listEntries(folder, { limit: entryLimit, skipFolder: neverEntered(ignore), ...(signal && { signal }) });
  return {
    folder,
    dockerfile,
    entries: sentByAny(context, ignore),
    ignore,
    ...(found && { ignoreFile: found.text }),
    ...(buildArguments && { buildArguments }),
    ...(target && { target }),
  };
}

function wholeTree(folder: string, { tree, gap }: Pick<ListedContext, 'tree' | 'gap'>): ContextTree {
  if (gap) throw new Error(`${folder} is not known whole: ${describeGap(gap)}`);
  return tree;
}

async function listEntries(folder: string, options: ReadContextOptions): Promise<ContextTree> {
  try {
    const { entries, gap } = await readBuildContext(folder, options);
    return wholeTree(folder, { tree: new ContextTree(entries), gap });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new Error(`${folder} cannot be read (${code})`);
  }
}

/** What one of the clients sends: they differ in how they read an ignore file. */
function sentByAny(context: ContextTree, ignore: IgnoreFile): readonly ContextEntry[] {
  if (ignore.patterns.length === 0) return context.entries;
  const sent = new Set((['current', '20.10'] as const).flatMap((generation) => filterContext(context, ignore, generation).sent.entries));
  return context.entries.filter((entry) => sent.has(entry));
}

async function withIdentities({ folder, entries, ignore, ...build }: ListedBuild, needsBytes: (entry: ContextEntry) => boolean, { signal, followed }: ReadBuildOptions): Promise<TreeInput> {
  const context = new ContextTree(await readIdentities(folder, entries, needsBytes, signal, followed?.identities));
  // Folders remember what the ignore file leaves of them and their digests, so that no prediction waits for it.
  void filterContext(context, ignore).sent.root.digest;
  return { ...build, context };
}

/** Where a build's Dockerfile lies: in the folder if it is there, otherwise it is a path of its own. */
export async function dockerfilePath({ folder, file }: Pick<BuildFolder, 'folder' | 'file'>): Promise<string> {
  if (isAbsolute(file)) return file;
  const inside = join(folder, file);
  return (await exists(inside)) || !(await exists(file)) ? inside : file;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
