/** Tar archives in memory, for images that `docker load` and `docker import` take without a build or a registry. */

export interface TarEntry {
  /** With forward slashes, at most 100 bytes; a folder ends in a slash. */
  readonly name: string;
  readonly content?: Buffer;
  /** 0o644 by default. */
  readonly mode?: number;
}

const blockSize = 512;

/** An archive in the ustar format. The same entries give the same bytes. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ name, content = Buffer.alloc(0), mode = 0o644 }) => [
    header(name, content.length, mode),
    content,
    Buffer.alloc((blockSize - (content.length % blockSize)) % blockSize),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * blockSize)]);
}

function header(name: string, size: number, mode: number): Buffer {
  const block = Buffer.alloc(blockSize);
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tar header`);
  block.write(name, 0);
  const numbers: readonly (readonly [number, number, number])[] = [[mode, 100, 8], [0, 108, 8], [0, 116, 8], [size, 124, 12], [0, 136, 12]];
  for (const [value, at, length] of numbers) block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at);
  block.write(name.endsWith('/') ? '5' : '0', 156);
  block.write('ustar\0' + '00', 257);
  block.write(' '.repeat(8), 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
