import { access } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { BuildInput } from '../language/cache/buildInput';
import { ContextTree } from '../language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore, type IgnoreFile } from '../language/context/dockerignore';
import { filterContext } from '../language/context/ignoredEntries';
import { ignoreFileNames } from '../language/context/ignoreFileNames';
import { identifyContents, readBuildContext, readContextFile, type ContentIdentities } from './buildContext';

/** Where the walk of a build's context stops. */
const entryLimit = 1_000_000;

export interface BuildFolder {
  readonly folder: string;
  /** Dockerfile, from the folder or absolute. */
  readonly file: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/**
 * Reads all that a `docker build` of a folder would read, with the content of every file that it sends.
 * @throws Error with one clear sentence where the folder or the Dockerfile cannot be read, or where the context is too large.
 */
export async function readBuildInput(build: BuildFolder, identities: ContentIdentities): Promise<BuildInput> {
  const path = await dockerfilePath(build);
  const dockerfile = await readContextFile('', path);
  if (dockerfile === undefined) throw new Error(`${path} cannot be read`);
  const ignoreText = await readIgnoreFile(build.folder, path);
  const ignore = ignoreText === undefined ? emptyIgnoreFile : parseDockerignore(ignoreText);
  const { entries, truncated } = await readBuildContext(build.folder, { limit: entryLimit, skipFolder: skippedBy(ignore) });
  if (truncated) throw new Error(`${build.folder} holds more than ${entryLimit} entries`);
  const { sent } = filterContext(new ContextTree(entries), ignore);
  const context = prepared(new ContextTree(await identifyContents(build.folder, sent.entries, identities)), ignore);
  const { buildArguments, target } = build;
  return {
    dockerfile,
    context,
    ...(ignoreText === undefined ? {} : { ignoreFile: ignoreText }),
    ...(buildArguments ? { buildArguments } : {}),
    ...(target ? { target } : {}),
  };
}

/** Folders remember what the ignore file leaves of them and their digests, so that no prediction waits for it. */
function prepared(context: ContextTree, ignore: IgnoreFile): ContextTree {
  void filterContext(context, ignore).sent.root.digest;
  return context;
}

/** Where a build's Dockerfile lies: in the folder if it is there, otherwise it is a path of its own. */
export async function dockerfilePath({ folder, file }: Pick<BuildFolder, 'folder' | 'file'>): Promise<string> {
  if (isAbsolute(file)) return file;
  const inside = join(folder, file);
  return (await exists(inside)) || !(await exists(file)) ? inside : file;
}

async function readIgnoreFile(folder: string, dockerfile: string): Promise<string | undefined> {
  const [own, shared] = ignoreFileNames(relative(folder, dockerfile).split(sep).join('/'));
  return (await readContextFile(folder, own!)) ?? (await readContextFile(folder, shared!));
}

/** Excluded folders need not be walked, unless a `!` line may bring something back. */
function skippedBy(ignore: IgnoreFile): (path: string) => boolean {
  if (ignore.patterns.some(({ negated }) => negated)) return () => false;
  return (path) => ignore.patterns.some((pattern) => pattern.matches(path, 'current'));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
