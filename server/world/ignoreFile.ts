import { basename, dirname, join } from 'node:path';
import { ignoreFileNames } from '../language/context/ignoreFileNames';
import { readContextFile } from './buildContext';

/** The ignore file that holds for a build. */
export interface FoundIgnoreFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** As an editor has it, or else the disk. */
  readonly text: string;
  /** True where an editor holds another text than the disk. */
  readonly isEdited: boolean;
}

/** Text of a file that an editor holds, by its absolute path; undefined where it holds none. */
export type OpenText = (path: string) => string | undefined;

/**
 * Where Docker looks for a build's ignore file, absolute, best first: `<dockerfile>.dockerignore` lies beside the
 * Dockerfile, `.dockerignore` in the context's root.
 */
export function ignoreFilePaths(folder: string, dockerfile: string): readonly string[] {
  const [own = '', shared = ''] = ignoreFileNames(basename(dockerfile));
  return [join(dirname(dockerfile), own), join(folder, shared)];
}

/** The ignore file that holds now; undefined where there is none that can be read. */
export async function readIgnoreFile(folder: string, dockerfile: string, openText: OpenText = () => undefined): Promise<FoundIgnoreFile | undefined> {
  for (const path of ignoreFilePaths(folder, dockerfile)) {
    const [open, saved] = [openText(path), await readContextFile('', path)];
    const text = open ?? saved;
    // An editor keeps a byte order mark to itself.
    if (text !== undefined) return { name: basename(path), path, text, isEdited: open !== undefined && open !== saved?.replace(/^\uFEFF/, '') };
  }
  return undefined;
}
