import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, open, writeFile } from 'node:fs/promises';

/** Larger files are no Dockerfile, compose file or inspect answer. */
const longestFileBytes = 16 * 1024 * 1024;

/** Stands for bytes that are no UTF-8: a lone surrogate, which no text has. */
export const foreignByte = '\uDFFF';

/** A file that cannot be read as text; the message is for a person and names the path. */
export class TextFileFailure extends Error {}

/**
 * Reads a text file of at most 16 MB: UTF-8, or UTF-16 where it begins with a byte order mark, which stays in the text.
 * Bytes that are no UTF-8 become `foreignByte`, so that nobody takes them for a character.
 * @throws TextFileFailure where it is missing, no file, not readable or too large.
 */
export async function readTextFile(path: string): Promise<string> {
  let handle;
  try {
    // A pipe would wait for a writer.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { size } = await handle.stat().then((stats) => {
      if (!stats.isFile()) throw new TextFileFailure(`${path} is not a file`);
      return stats;
    });
    if (size > longestFileBytes) throw new TextFileFailure(`${path} is larger than ${longestFileBytes / 1024 / 1024} MB`);
    return decoded(await handle.readFile());
  } catch (error) {
    throw error instanceof TextFileFailure ? error : new TextFileFailure(readFailureReason(path, error));
  } finally {
    await handle?.close();
  }
}

function decoded(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes);
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? text : text.replaceAll('\uFFFD', foreignByte);
}

/**
 * Replaces a file's text.
 * @throws NodeJS.ErrnoException where it may not be written
 */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await writeFile(path, text);
}

/**
 * Makes a file that is not there yet.
 * @throws NodeJS.ErrnoException where it is there, or may not be made
 */
export async function createTextFile(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' });
}

/** Whether something is at a path. */
export async function isThere(path: string | undefined): Promise<boolean> {
  return path !== undefined && access(path).then(() => true, () => false);
}

/** Why a file or folder cannot be read, in words that name it. */
export function readFailureReason(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `${path} does not exist`;
  if (code === 'EACCES' || code === 'EPERM') return `${path} may not be read`;
  return `${path} cannot be read (${code ?? String(error)})`;
}
