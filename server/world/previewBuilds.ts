import { relative, sep } from 'node:path';
import type { CacheComparison } from '../protocol/cachePreview';
import type { BuildInput } from '../language/cache/buildInput';
import type { ReadBuilds, TreeBuild } from '../language/cache/preview/comparedBuilds';
import { treeOf } from '../language/context/contextTree';
import type { ContentIdentities } from './buildContext';
import { readBuildInput } from './buildInput';
import { buildsSince } from './git/since';

export interface PreviewPlace {
  /** The build context, absolute. */
  readonly folder: string;
  /** The Dockerfile, absolute. */
  readonly file: string;
}

/**
 * Reads the two builds that a preview compares, with the Dockerfile as the disk has it. Git runs only for what compares
 * with a commit.
 * @throws Error with one clear sentence: a folder that cannot be read, no repository, no commit; the signal's reason.
 */
export async function readPreviewBuilds(place: PreviewPlace, comparison: CacheComparison, identities: ContentIdentities, signal: AbortSignal): Promise<ReadBuilds> {
  const dockerfilePath = pathInContext(place);
  if (comparison !== 'thisFile') {
    const { before, after } = await buildsSince(place, 'HEAD', { signal });
    return { before: withTree(before), after: withTree(after), dockerfilePath };
  }
  const saved = withTree(await readBuildInput(place, identities));
  signal.throwIfAborted();
  return { before: saved, after: saved, dockerfilePath };
}

function withTree(build: BuildInput): TreeBuild {
  return { ...build, context: treeOf(build.context) };
}

function pathInContext({ folder, file }: PreviewPlace): string | undefined {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') || /^([A-Za-z]:|\/)/.test(path) ? undefined : path;
}
