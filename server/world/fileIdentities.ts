import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { ContextEntry } from '../language/context/contextEntry';
import { systemPath } from './fileNames';
import { WorkSlices } from './workSlices';

/** Bytes that are read at one time. */
const pieceSize = 256 * 1024;

/**
 * Gives each file the identity of its bytes.
 * @param needsBytes tells which files have to be read; the others get an identity that no other file has.
 * @param known identities that were read before, by entry; what is read now is added.
 * @throws NodeJS.ErrnoException where a file cannot be read; the signal's reason where it was aborted.
 */
export async function readIdentities(
  folder: string,
  entries: readonly ContextEntry[],
  needsBytes: (entry: ContextEntry) => boolean,
  signal?: AbortSignal,
  known: WeakMap<ContextEntry, string> = new WeakMap(),
): Promise<readonly ContextEntry[]> {
  const reader = new FileReader(signal);
  const result: ContextEntry[] = [];
  for (const entry of entries) {
    if (entry.type !== 'file') result.push(entry);
    else if (needsBytes(entry)) {
      const identity = known.get(entry) ?? (await reader.identify(systemPath(folder, entry.path)));
      known.set(entry, identity);
      result.push({ ...entry, identity });
    }
    else result.push({ ...entry, identity: `unread ${entry.size} ${entry.path}` });
  }
  return result;
}

class FileReader {
  private readonly piece = Buffer.alloc(pieceSize);
  private readonly slices: WorkSlices;

  constructor(signal: AbortSignal | undefined) {
    this.slices = new WorkSlices(signal);
  }

  async identify(file: string | Buffer): Promise<string> {
    const hash = createHash('sha256');
    // A pipe that took the file's place since would wait for a writer.
    const open = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      for (let length = pieceSize; length > 0; ) {
        if (this.slices.isOver) await this.slices.rest();
        length = readSync(open, this.piece, 0, pieceSize, null);
        hash.update(this.piece.subarray(0, length));
      }
    } finally {
      closeSync(open);
    }
    return `sha256:${hash.digest('hex')}`;
  }
}
