import { dirname, isAbsolute, join, relative } from 'node:path';
import type { ContextGap } from '../language/context/contextGap';
import { ContextTree } from '../language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore, type IgnoreFile } from '../language/context/dockerignore';
import { filterContext, neverEntered } from '../language/context/ignoredEntries';
import type { ContextFacts, DockerfileFacts } from '../language/dockerfileFacts';
import { wantedTexts } from '../language/packages/packageManagers';
import { wantedScripts } from '../language/process/wantedScripts';
import { readBuildContext, readContextFile } from './buildContext';
import { readIgnoreFile, type FoundIgnoreFile, type OpenText } from './ignoreFile';

export interface ReadDockerfileContextOptions {
  /** The context's folder; the Dockerfile's own where it is not given. */
  readonly contextFolder?: string;
  /** What a person calls the folder. */
  readonly name?: string;
  /** Most entries that are read. */
  readonly limit?: number;
}

/** Where a Dockerfile's build context lies, and the ignore file that holds for it. */
export interface DockerfileContextPlace {
  readonly folder: string;
  readonly ignoreFile: FoundIgnoreFile | undefined;
}

/** Finds the context without reading it. Never throws: a file that cannot be read counts as missing. */
export async function findDockerfileContext(dockerfilePath: string, contextFolder?: string, openText?: OpenText): Promise<DockerfileContextPlace> {
  const folder = contextFolder ?? dirname(dockerfilePath);
  return { folder, ignoreFile: await readIgnoreFile(folder, dockerfilePath, openText) };
}

/**
 * Reads what a Dockerfile's build context holds: names and sizes, the ignore file, and the texts of manifests. Gives
 * undefined where the folder cannot be read.
 */
export async function readDockerfileContext(dockerfilePath: string, options: ReadDockerfileContextOptions = {}): Promise<ContextFacts | undefined> {
  const place = await findDockerfileContext(dockerfilePath, options.contextFolder);
  const listed = await listContext(place, options.limit);
  return listed && contextFacts(place, listed, options.name);
}

/** The names and sizes of a context. */
export interface ListedContext {
  readonly tree: ContextTree;
  readonly gap: ContextGap | undefined;
  /** Tells of a folder whether it was left out: the ignore file excludes it with all that is in it. */
  readonly skipFolder: (path: string) => boolean;
}

/** Walks a context; undefined where its folder cannot be read. */
export async function listContext({ folder, ignoreFile }: DockerfileContextPlace, limit?: number): Promise<ListedContext | undefined> {
  const skipFolder = neverEntered(parsed(ignoreFile));
  try {
    const { entries, gap } = await readBuildContext(folder, { skipFolder, ...(limit !== undefined && { limit }) });
    return { tree: new ContextTree(entries), gap, skipFolder };
  } catch {
    return undefined;
  }
}

/** What an analysis knows of a context that was walked, with the texts of manifests and scripts. */
export async function contextFacts({ folder, ignoreFile }: DockerfileContextPlace, { tree, gap }: ListedContext, name = '.'): Promise<ContextFacts> {
  const texts = await readTexts(folder, [...wantedTexts(tree), ...wantedScripts(tree)]);
  return { filtered: filterContext(tree, parsed(ignoreFile)), name, ignoreFile: ignoreFile?.name, gap, read: (path) => texts.get(path) };
}

function parsed(ignoreFile: FoundIgnoreFile | undefined): IgnoreFile {
  return ignoreFile ? parseDockerignore(ignoreFile.text) : emptyIgnoreFile;
}

/** Everything that the disk tells about a Dockerfile. */
export async function readDockerfileFacts(dockerfilePath: string): Promise<DockerfileFacts> {
  const context = await readDockerfileContext(dockerfilePath);
  return context ? { context } : {};
}

async function readTexts(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const file = join(folder, path);
    const inside = relative(folder, file);
    if (inside.startsWith('..') || isAbsolute(inside)) continue;
    const text = await readContextFile(folder, path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}
