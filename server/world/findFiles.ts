import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileKindOfPath, type FileKind } from '../language/fileKind';

/** A Dockerfile or compose file; `path` starts with what the user named. */
export interface FoundFile {
  readonly path: string;
  readonly kind: FileKind;
}

/** Folders that hold other people's files. */
const skippedFolders = new Set(['.git', 'node_modules']);
/** Most folders that are looked into. */
const folderLimit = 50_000;

/**
 * Dockerfiles and compose files at `path`: the file itself, whatever its name says about its kind, or all below a folder,
 * in path order. Links to folders are not followed, so the walk ends.
 * @throws NodeJS.ErrnoException where `path` does not exist or cannot be read
 */
export async function findFiles(path: string): Promise<{ readonly files: readonly FoundFile[]; readonly truncated: boolean }> {
  if (!(await stat(path)).isDirectory()) return { files: [{ path, kind: fileKindOfPath(path) ?? kindByEnding(path) }], truncated: false };
  const files: FoundFile[] = [];
  const waiting = [path];
  let folders = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (++folders > folderLimit) return { files: inOrder(files), truncated: true };
    for (const entry of await listReadable(folder, folder === path)) {
      const child = join(folder, entry.name);
      const kind = fileKindOfPath(child);
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) waiting.push(child);
      else if (kind && entry.isFile()) files.push({ path: child, kind });
    }
  }
  return { files: inOrder(files), truncated: false };
}

function kindByEnding(path: string): FileKind {
  return /\.ya?ml$/i.test(path) ? 'compose' : 'dockerfile';
}

/** A folder inside that cannot be read is passed over; the one the user named is not. */
async function listReadable(folder: string, isNamed: boolean) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isNamed) throw error;
    return [];
  }
}

function inOrder(files: readonly FoundFile[]): readonly FoundFile[] {
  return [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
}
