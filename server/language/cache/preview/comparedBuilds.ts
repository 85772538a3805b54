import type { CacheComparison } from '../../../protocol/cachePreview';
import type { ContextEntry } from '../../context/contextEntry';
import { ContextTree } from '../../context/contextTree';
import type { BuildInput } from '../buildInput';
import { readingSteps, writtenByCommit } from '../readingSteps';

/** A build with its context as a tree. */
export type TreeBuild = BuildInput & { readonly context: ContextTree };

/** Two builds as they were read; the Dockerfiles are those of the disk or the commit. */
export interface ReadBuilds {
  readonly before: TreeBuild;
  readonly after: TreeBuild;
  /** The Dockerfile's place in the context; undefined where it lies outside. */
  readonly dockerfilePath: string | undefined;
}

/** Lines of the steps that also take files of the folder `.git`, where changes in it are not seen. */
export function unseenRepository({ context: _, ...build }: BuildInput): readonly number[] {
  return build.unlisted?.includes('.git') ? readingSteps({ ...build, context: [] }, writtenByCommit).map(({ line }) => line) : [];
}

/**
 * The two builds of a comparison with the text that stands in the editor, as if it were saved: a Dockerfile lies in its
 * own context, so that a COPY of everything takes it too.
 */
export function comparedBuilds({ before, after, dockerfilePath }: ReadBuilds, comparison: CacheComparison, edited: string): { before: BuildInput; after: BuildInput } {
  const now = after.context.get(dockerfilePath ?? '');
  const then = before.context.get(dockerfilePath ?? '');
  const entry = sameText(edited, after.dockerfile) ? now : sameText(edited, before.dockerfile) ? then : now && editedEntry(now, edited);
  const coming = { ...after, dockerfile: edited, context: withEntry(after.context, entry) };
  if (comparison !== 'changedFiles') return { before, after: coming };
  // Only the other files are compared: the builder has seen this very Dockerfile.
  return { before: { ...before, dockerfile: edited, context: withEntry(before.context, entry) }, after: coming };
}

/** An editor keeps a byte order mark to itself. */
function sameText(edited: string, stored: string): boolean {
  return edited === stored.replace(/^\uFEFF/, '');
}

/** A file of the context with the text that an editor holds. */
export function editedEntry(saved: ContextEntry, edited: string): ContextEntry {
  return { ...saved, size: edited.length, identity: `edited:${edited}` };
}

function withEntry(context: ContextTree, entry: ContextEntry | undefined): ContextTree {
  return entry && context.get(entry.path) !== entry ? context.with([{ path: entry.path, entry }]) : context;
}
