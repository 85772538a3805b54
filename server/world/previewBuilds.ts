import { relative, sep } from 'node:path';
import type { CacheComparison } from '../protocol/cachePreview';
import type { BuildInput } from '../language/cache/buildInput';
import type { ReadBuilds, TreeBuild } from '../language/cache/preview/comparedBuilds';
import { treeOf } from '../language/context/contextTree';
import { readBuildInput, readUnopenedInput } from './buildInput';
import { buildsSince } from './git/since';
import type { OpenText } from './ignoreFile';

export interface PreviewPlace {
  /** The build context, absolute. */
  readonly folder: string;
  /** The Dockerfile, absolute. */
  readonly file: string;
}

export interface PreviewReading {
  readonly signal: AbortSignal;
  /** What an editor holds otherwise than the disk. */
  readonly openText?: OpenText;
  /** True where `thisFile` needs the content of the files too: it takes one in the place of another. */
  readonly opensFiles?: boolean;
}

/**
 * Reads the two builds that a preview compares, with the Dockerfile as the disk has it. Git runs only for what compares
 * with a commit.
 * @throws Error with one clear sentence: a folder that cannot be read, no repository, no commit; the signal's reason.
 */
export async function readPreviewBuilds(place: PreviewPlace, comparison: CacheComparison, { opensFiles, ...options }: PreviewReading): Promise<ReadBuilds> {
  const dockerfilePath = pathInContext(place);
  if (comparison !== 'thisFile') {
    const { before, after } = await buildsSince(place, 'HEAD', options);
    return { before: withTree(before), after: withTree(after), dockerfilePath };
  }
  const saved = await (opensFiles ? readBuildInput(place, options) : readUnopenedInput(place, options));
  return { before: saved, after: saved, dockerfilePath };
}

function withTree(build: BuildInput): TreeBuild {
  return { ...build, context: treeOf(build.context) };
}

function pathInContext({ folder, file }: PreviewPlace): string | undefined {
  const path = relative(folder, file).split(sep).join('/');
  return path.startsWith('../') || /^([A-Za-z]:|\/)/.test(path) ? undefined : path;
}
