import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** A longer line is dropped: no event message comes near it, and memory stays bounded. */
const maximumLineLength = 1024 * 1024;

/** Calls `listener` for each non-empty line of a stream, without its line end. Attaches no error listener. */
export function readLines(stream: Readable, listener: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let dropping = false;
  stream.on('data', (chunk: Buffer) => {
    const pieces = (rest + decoder.write(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const line = piece.trim();
      if (line !== '' && !dropping) {
        listener(line);
      }
      dropping = false;
    }
    if (rest.length > maximumLineLength) {
      rest = '';
      dropping = true;
    }
  });
}
