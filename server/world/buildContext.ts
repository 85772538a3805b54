import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContextEntry } from '../language/context/contextEntry';

/** Where a walk stops when nobody says otherwise. */
const defaultEntryLimit = 100_000;
/** Open files at one time while hashing. */
const openFileLimit = 16;
/** Bytes of a file that is read whole; a stream takes several times as long for it. */
const smallFile = 256 * 1024;
/** Entries of a folder whose status is asked for at one time. */
const statusBatch = 64;

/** A folder or file that could not be read, with the system's code (`EACCES`). */
export interface UnreadableEntry {
  readonly path: string;
  readonly code: string;
}

export interface BuildContextFolder {
  /** In the order of the walk, names sorted within each folder. */
  readonly entries: readonly ContextEntry[];
  /** True where the limit stopped the walk: there are more entries than these. */
  readonly truncated: boolean;
  readonly unreadable: readonly UnreadableEntry[];
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
  const unreadable: UnreadableEntry[] = [];
  let truncated = false;
  const waiting: { path: string; children: readonly Dirent[] }[] = [{ path: '', children: await listFolder(folder) }];
  for (let at = waiting.pop(); at && !truncated; at = waiting.pop()) {
    const children = at.children.slice(0, limit - entries.length);
    truncated = children.length < at.children.length;
    for (const [path, entry] of await readEntries(folder, at.path, children)) {
      if ('code' in entry) unreadable.push(entry);
      else entries.push(entry);
      if (truncated || 'code' in entry || entry.type !== 'directory' || options.skipFolder?.(path)) continue;
      const below = await listFolder(join(folder, path)).catch((error: unknown) => ({ path, code: errorCode(error) }));
      if ('code' in below) unreadable.push(below);
      else waiting.push({ path, children: below });
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
      const identity = `sha256:${await hashFile(file, size)}`;
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

/** What a folder holds, in order, read in batches: asking for one after the other takes three times as long. */
async function readEntries(folder: string, at: string, children: readonly Dirent[]): Promise<(readonly [path: string, entry: ContextEntry | UnreadableEntry])[]> {
  const paths = children.map(({ name }) => (at === '' ? name : `${at}/${name}`));
  const read: (readonly [string, ContextEntry | UnreadableEntry])[] = [];
  for (let start = 0; start < paths.length; start += statusBatch) {
    const batch = paths.slice(start, start + statusBatch).map(async (path) => {
      const entry = await readEntry(join(folder, path), path).catch((error: unknown) => ({ path, code: errorCode(error) }));
      return [path, entry] as const;
    });
    read.push(...(await Promise.all(batch)));
  }
  return read;
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

async function hashFile(file: string, size: number): Promise<string> {
  const hash = createHash('sha256');
  if (size <= smallFile) return hash.update(await readFile(file)).digest('hex');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
