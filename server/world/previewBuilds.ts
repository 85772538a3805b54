import { relative, sep } from 'node:path';
import type { CacheComparison } from '../protocol/cachePreview';
import type { BuildInput, NamedContext } from '../language/cache/buildInput';
import type { ReadBuilds, TreeBuild } from '../language/cache/preview/comparedBuilds';
import { folderNames, unreadContexts } from '../language/cache/unreadContexts';
import { treeOf } from '../language/context/contextTree';
import { readBuildInput, readUnopenedInput } from './buildInput';
import type { FollowedContext } from './followedContext';
import type { GitBuild } from './git/buildFiles';
import { namedFolderSince } from './git/namedFolder';
import { GitError } from './git/runGit';
import { buildsSince } from './git/since';
import type { OpenText } from './ignoreFile';

export interface PreviewReading {
  readonly signal: AbortSignal;
  /** What an editor holds otherwise than the disk. */
  readonly openText?: OpenText;
  /** The context of this very preview, where the disk is read. */
  readonly followed?: FollowedContext;
  /** True where `thisFile` needs the content of the files too: it takes one in the place of another. */
  readonly opensFiles?: boolean;
}

/**
 * Reads the two builds that a preview compares, with the Dockerfile as the disk has it. Git runs only for what compares
 * with a commit.
 * @throws Error with one clear sentence: a folder that cannot be read, no repository, no commit; the signal's reason.
 */
export async function readPreviewBuilds(build: GitBuild, comparison: CacheComparison, { opensFiles, ...options }: PreviewReading): Promise<ReadBuilds> {
  const dockerfilePath = pathInContext(build);
  if (comparison !== 'thisFile') {
    const { before, after } = await buildsSince(build, 'HEAD', options);
    const named = await namedFoldersSince(build, options.signal);
    return { before: withTree(before, named.before), after: withTree(after, named.after), dockerfilePath };
  }
  const read = await (opensFiles ? readBuildInput(build, options) : readUnopenedInput(build, options));
  const saved = build.namedContexts ? { ...read, namedContexts: unreadContexts(build.namedContexts) } : read;
  return { before: saved, after: saved, dockerfilePath };
}

function withTree(build: BuildInput, named: Readonly<Record<string, NamedContext>>): TreeBuild {
  return { ...build, context: treeOf(build.context), ...(Object.keys(named).length > 0 && { namedContexts: { ...build.namedContexts, ...named } }) };
}

/** The folders among a build's named contexts. One that is in no repository counts as unchanged. */
async function namedFoldersSince({ namedContexts = {} }: GitBuild, signal: AbortSignal): Promise<{ readonly before: Record<string, NamedContext>; readonly after: Record<string, NamedContext> }> {
  const before: Record<string, NamedContext> = {};
  const after: Record<string, NamedContext> = {};
  for (const name of folderNames(namedContexts)) {
    try {
      const folder = await namedFolderSince(namedContexts[name]!, 'HEAD', { signal });
      before[name] = folder.before;
      after[name] = folder.after;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  return { before, after };
}

function pathInContext({ folder, file }: GitBuild): string | undefined {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') || /^([A-Za-z]:|\/)/.test(path) ? undefined : path;
}
