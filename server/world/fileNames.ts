import { join } from 'node:path';

/** A byte that is no UTF-8 stands as a lone low surrogate, which no name in UTF-8 can hold: 0xDC00 plus the byte. */
const firstSurrogate = 0xdc00;
const foreignByte = /[\udc80-\udcff]/u;

/**
 * A file's name from its bytes. Linux allows any bytes; those that are no UTF-8 are kept apart, so that two names never
 * become one and the file can be found again, see `systemPath`.
 */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? decodeBytes(bytes) : text;
}

/** A file's path as the system takes it. */
export function systemPath(folder: string, path: string): string | Buffer {
  const full = join(folder, path);
  return foreignByte.test(path) ? encodeName(full) : full;
}

/** The bytes of a name; `decodeName` the other way round. */
export function encodeName(name: string): Buffer {
  const parts = name.split(/([\udc80-\udcff])/u);
  return Buffer.concat(parts.map((part, index) => (index % 2 === 1 ? Buffer.from([part.charCodeAt(0) - firstSurrogate]) : Buffer.from(part, 'utf8'))));
}

function decodeBytes(bytes: Buffer): string {
  let name = '';
  for (let at = 0; at < bytes.length; ) {
    const sequence = bytes.subarray(at, at + sequenceLength(bytes[at]!));
    const character = sequence.toString('utf8');
    const isWhole = Buffer.from(character).equals(sequence);
    name += isWhole ? character : String.fromCharCode(firstSurrogate + bytes[at]!);
    at += isWhole ? sequence.length : 1;
  }
  return name;
}

/** Bytes of the character that a byte begins. */
function sequenceLength(byte: number): number {
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}
