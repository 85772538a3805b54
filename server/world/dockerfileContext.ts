import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { ContextTree } from '../language/context/contextTree';
import { emptyIgnoreFile, parseDockerignore } from '../language/context/dockerignore';
import { filterContext } from '../language/context/ignoredEntries';
import { ignoreFileNames } from '../language/context/ignoreFileNames';
import type { ContextFacts, DockerfileFacts } from '../language/dockerfileFacts';
import { wantedTexts } from '../language/packages/packageManagers';
import { wantedScripts } from '../language/process/wantedScripts';
import { readBuildContext, readContextFile } from './buildContext';

/** Folders that a walk never needs: a COPY of them is rare, and they hold most of a project's files. */
const neverRead = new Set(['.git', 'node_modules']);

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
  readonly ignoreFile: { readonly name: string; readonly text: string } | undefined;
}

/** Finds the context without reading it. Never throws: a file that cannot be read counts as missing. */
export async function findDockerfileContext(dockerfilePath: string, contextFolder?: string): Promise<DockerfileContextPlace> {
  const folder = contextFolder ?? dirname(dockerfilePath);
  return { folder, ignoreFile: await findIgnoreFile(folder, dockerfilePath) };
}

/**
 * Reads what a Dockerfile's build context holds: names and sizes, the ignore file, and the texts of manifests. Gives
 * undefined where the folder cannot be read.
 */
export async function readDockerfileContext(dockerfilePath: string, options: ReadDockerfileContextOptions = {}): Promise<ContextFacts | undefined> {
  return readContextAt(await findDockerfileContext(dockerfilePath, options.contextFolder), options);
}

/** As `readDockerfileContext`, where the place is known. Equal places give equal facts. */
export async function readContextAt(place: DockerfileContextPlace, options: Omit<ReadDockerfileContextOptions, 'contextFolder'> = {}): Promise<ContextFacts | undefined> {
  const { folder, ignoreFile } = place;
  try {
    const parsed = ignoreFile ? parseDockerignore(ignoreFile.text) : emptyIgnoreFile;
    const skipFolder = skipIgnoredFolders(parsed.patterns.some(({ negated }) => negated), parsed.patterns.map(({ pattern }) => pattern));
    const { entries, truncated } = await readBuildContext(folder, { skipFolder, ...(options.limit ? { limit: options.limit } : {}) });
    const tree = new ContextTree(entries);
    const texts = await readTexts(folder, [...wantedTexts(tree), ...wantedScripts(tree)]);
    return {
      filtered: filterContext(tree, parsed),
      name: options.name ?? '.',
      ignoreFile: ignoreFile?.name,
      truncated,
      read: (path) => texts.get(path),
    };
  } catch {
    return undefined;
  }
}

/** Everything that the disk tells about a Dockerfile. */
export async function readDockerfileFacts(dockerfilePath: string): Promise<DockerfileFacts> {
  const context = await readDockerfileContext(dockerfilePath);
  return context ? { context } : {};
}

/** A big folder that the ignore file excludes by name needs no walk, as long as no `!` line can bring a part back. */
function skipIgnoredFolders(hasNegation: boolean, patterns: readonly string[]): (path: string) => boolean {
  const excluded = new Set(patterns.map((pattern) => pattern.replace(/^\*\*\//, '').replace(/\/\*\*$/, '')));
  return (path) => !hasNegation && neverRead.has(basename(path)) && excluded.has(basename(path));
}

async function findIgnoreFile(folder: string, dockerfilePath: string): Promise<{ name: string; text: string } | undefined> {
  for (const [index, path] of ignoreFileNames(basename(dockerfilePath)).entries()) {
    // `<dockerfile>.dockerignore` lies beside the Dockerfile, `.dockerignore` in the context's root.
    const text = await readContextFile(index === 0 ? dirname(dockerfilePath) : folder, path);
    if (text !== undefined) return { name: path, text };
  }
  return undefined;
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
