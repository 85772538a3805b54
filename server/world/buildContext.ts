import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextEntry } from '../language/context/contextEntry';

/** Where a walk stops when nobody says otherwise. */
const defaultEntryLimit = 100_000;
/** Open files at one time while hashing. */
const openFileLimit = 16;

export interface BuildContextFolder {
  /** In the order of the walk, names sorted within each folder. */
  readonly entries: readonly ContextEntry[];
  /** True where the limit stopped the walk: there are more entries than these. */
  readonly truncated: boolean;
  /** Folders and files that could not be read, with the system's code (`EACCES`). */
  readonly unreadable: readonly { readonly path: string; readonly code: string }[];
}

export interface ReadContextOptions {
  /** Most entries that are read; default 100 000. */
  readonly limit?: number;
  /** Folders that are not entered, for example what an ignore file excludes anyway. Paths as in `ContextEntry`. */
  readonly skipFolder?: (path: string) => boolean;
}

/**
 * Reads the names, types, sizes, modes and link targets below a folder. Links are noted, never followed, so the walk
 * stays inside the folder and ends. File contents are not read: see `identifyContents`.
 * @throws NodeJS.ErrnoException where the folder itself cannot be listed.
 */
export async function readBuildContext(folder: string, options: ReadContextOptions = {}): Promise<BuildContextFolder> {
  const limit = options.limit ?? defaultEntryLimit;
  const entries: ContextEntry[] = [];
  const unreadable: { path: string; code: string }[] = [];
  let truncated = false;
  const waiting: { path: string; children: readonly Dirent[] }[] = [{ path: '', children: await listFolder(folder) }];
  for (let at = waiting.pop(); at && !truncated; at = waiting.pop()) {
    for (const child of at.children) {
      if (entries.length >= limit) {
        truncated = true;
        break;
      }
      const path = at.path === '' ? child.name : `${at.path}/${child.name}`;
      try {
        const entry = await readEntry(join(folder, path), path);
        entries.push(entry);
        if (entry.type !== 'directory' || options.skipFolder?.(path)) continue;
        waiting.push({ path, children: await listFolder(join(folder, path)) });
      } catch (error) {
        unreadable.push({ path, code: errorCode(error) });
      }
    }
  }
  return { entries, truncated, unreadable };
}

/** Remembers hashes of files that have not changed since: size and modification time decide. */
export class ContentIdentities {
  private readonly known = new Map<string, { readonly size: number; readonly modified: number; readonly identity: string }>();

  /** The identity of one file's bytes, or undefined where it cannot be read. */
  async identify(file: string): Promise<string | undefined> {
    try {
      const { size, mtimeMs } = await lstat(file);
      const known = this.known.get(file);
      if (known && known.size === size && known.modified === mtimeMs) return known.identity;
      const identity = `sha256:${await hashFile(file)}`;
      this.known.set(file, { size, modified: mtimeMs, identity });
      return identity;
    } catch {
      return undefined;
    }
  }
}

/** Gives each file the identity of its content. Files that cannot be read stay without. */
export async function identifyContents(
  folder: string,
  entries: readonly ContextEntry[],
  identities: ContentIdentities = new ContentIdentities(),
): Promise<readonly ContextEntry[]> {
  const result = [...entries];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < result.length) {
      const index = next++;
      const entry = result[index]!;
      if (entry.type === 'file') result[index] = { ...entry, identity: await identities.identify(join(folder, entry.path)) };
    }
  };
  await Promise.all(Array.from({ length: openFileLimit }, work));
  return result;
}

/** Text of a file in the context, or undefined where there is none that can be read. */
export async function readContextFile(folder: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}

async function listFolder(folder: string): Promise<readonly Dirent[]> {
  const children = await readdir(folder, { withFileTypes: true });
  return children.sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function readEntry(file: string, path: string): Promise<ContextEntry> {
  const status = await lstat(file);
  // Windows has no such permission bits; the docker client sends 0755 for everything there.
  const mode = process.platform === 'win32' ? 0o755 : status.mode & 0o7777;
  if (status.isSymbolicLink()) {
    const linkTarget = (await readlink(file)).replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
    return { path, type: 'symlink', size: 0, mode, linkTarget };
  }
  if (status.isDirectory()) return { path, type: 'directory', size: 0, mode };
  return status.isFile() ? { path, type: 'file', size: status.size, mode } : { path, type: 'other', size: 0, mode };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
