import type { Dockerfile } from '../dockerfile/syntax';
import type { CopiedFile } from '../packages/copiedFiles';
import type { LateInstall, LateInstalls } from '../packages/lateInstalls';
import type { SpanEdit } from './rule';
import { addMounts } from './stepEdits';

/** More mounts than this are not a mending any more. */
const mountLimit = 8;

/**
 * The edits that give each install its manifests as bind mounts, so that no step copies them. Undefined where that may
 * change more: the install writes a manifest, a mount would make a folder that belongs to root, a path has a character
 * that separates options.
 */
export function mountManifests(dockerfile: Dockerfile, found: LateInstalls): readonly SpanEdit[] | undefined {
  const edits: SpanEdit[] = [];
  for (const run of new Set(found.installs.map((install) => install.run))) {
    const mounts = mountsOf(found, found.installs.filter((install) => install.run === run));
    if (!mounts) return undefined;
    if (mounts.length > 0) edits.push(addMounts(dockerfile, run, mounts));
  }
  return edits.length > 0 ? edits : undefined;
}

function mountsOf(found: LateInstalls, installs: readonly LateInstall[]): string[] | undefined {
  const files = new Map<string, CopiedFile>();
  for (const { command, manifests, placeholders, folder, workingDirectory, isRoot } of installs) {
    if (placeholders.length > 0 || !command.manager.onlyReads?.(command.words, manifests)) return undefined;
    if (folder !== workingDirectory && !isRoot) return undefined;
    for (const manifest of manifests) {
      const copied = found.copies.flatMap((copy) => copy.files.find(({ contextPath }) => contextPath === manifest) ?? []);
      for (const file of copied) files.set(file.imagePath, file);
    }
  }
  const { workingDirectory, isRoot } = installs[0]!;
  const prefix = workingDirectory === '/' ? '/' : `${workingDirectory}/`;
  const mounts: string[] = [];
  for (const { contextPath, imagePath } of files.values()) {
    const target = imagePath.startsWith(prefix) ? imagePath.slice(prefix.length) : imagePath;
    if (/[\s,"'$\\`=]/.test(contextPath + target) || (!isRoot && target.includes('/'))) return undefined;
    mounts.push(`type=bind,source=${contextPath},target=${target}`);
  }
  return mounts.length > mountLimit ? undefined : mounts;
}
