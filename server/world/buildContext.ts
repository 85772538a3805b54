import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ContextEntry } from '../language/context/contextEntry';
import type { ContextGap } from '../language/context/contextGap';
import { decodeName, systemPath } from './fileNames';
import { readTextFile } from './textFile';
import { WorkSlices } from './workSlices';

/** Where a walk stops when nobody says otherwise. */
const defaultEntryLimit = 100_000;

export interface BuildContextFolder {
  /** In the order of the walk, names sorted within each folder. */
  readonly entries: readonly ContextEntry[];
  /** The first reason why these are not all entries; undefined where they are. */
  readonly gap: ContextGap | undefined;
}

export interface ReadContextOptions {
  /** Most entries that are read; default 100 000. */
  readonly limit?: number;
  /** Folders that are not entered, for example what an ignore file excludes anyway. Paths as in `ContextEntry`. */
  readonly skipFolder?: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * Reads the names, types, sizes, modes and link targets below a folder. Links are noted, never followed, so the walk
 * stays inside the folder and ends. File contents are not read: see `readIdentities`.
 * @throws NodeJS.ErrnoException where the folder itself cannot be listed; the signal's reason where it was aborted.
 */
export async function readBuildContext(folder: string, options: ReadContextOptions = {}): Promise<BuildContextFolder> {
  const { limit = defaultEntryLimit, skipFolder, signal } = options;
  const slices = new WorkSlices(signal);
  const entries: ContextEntry[] = [];
  let gap: ContextGap | undefined;
  const waiting: { path: string; names: readonly string[] }[] = [{ path: '', names: listFolder(folder, '') }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const name of at.names) {
      if (entries.length >= limit) return { entries, gap: { kind: 'limit', path: at.path, limit } };
      if (slices.isOver) await slices.rest();
      const path = at.path === '' ? name : `${at.path}/${name}`;
      try {
        const entry = readEntry(folder, path);
        if (!entry) continue;
        entries.push(entry);
        if (entry.type === 'directory' && !skipFolder?.(path)) waiting.push({ path, names: listFolder(folder, path) });
      } catch (error) {
        const { code = 'unknown' } = error as NodeJS.ErrnoException;
        // What was deleted while the folder was read is simply not there.
        if (code !== 'ENOENT') gap ??= { kind: 'unreadable', path, code };
      }
    }
  }
  return { entries, gap };
}

/**
 * One file, folder or link of a context; undefined where nothing is there.
 * @throws NodeJS.ErrnoException where the system does not tell.
 */
export function readEntry(folder: string, path: string): ContextEntry | undefined {
  const file = systemPath(folder, path);
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (!status) return undefined;
  // Windows has no such permission bits; the docker client sends 0755 for everything there.
  const mode = process.platform === 'win32' ? 0o755 : status.mode & 0o7777;
  if (status.isSymbolicLink()) return { path, type: 'symlink', size: 0, mode, linkTarget: readLink(file) };
  if (status.isDirectory()) return { path, type: 'directory', size: 0, mode };
  return status.isFile() ? { path, type: 'file', size: status.size, mode } : { path, type: 'other', size: 0, mode };
}

/** Text of a file in the context, or undefined where there is none that can be read: see `readTextFile`. */
export async function readContextFile(folder: string, path: string): Promise<string | undefined> {
  try {
    return await readTextFile(join(folder, path));
  } catch {
    return undefined;
  }
}

function listFolder(folder: string, path: string): readonly string[] {
  const names = readdirSync(systemPath(folder, path));
  const exact = names.some((name) => name.includes('\ufffd')) ? readdirSync(systemPath(folder, path), { encoding: 'buffer' }).map(decodeName) : names;
  return exact.sort();
}

function readLink(file: string | Buffer): string {
  const target = decodeName(readlinkSync(file, { encoding: 'buffer' }));
  return process.platform === 'win32' ? target.replaceAll('\\', '/') : target;
}
