import type { Readable } from 'node:stream';

/** The rest of a longer log is not read. */
const mostBytes = 1024 * 1024;

/** Stream, three zeros, and the length of what follows. */
const headerBytes = 8;

/**
 * The text of a log as the daemon sends it. Without a terminal each piece has a header that says which stream it is of.
 * Source: https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 * @param hasTerminal the container was made with `--tty`: its log has no headers
 * @throws whatever ends the stream early
 */
export async function readLog(stream: Readable, hasTerminal: boolean): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop ends the stream.
    if (bytes >= mostBytes) break;
  }
  const sent = Buffer.concat(chunks);
  return (hasTerminal ? sent : withoutHeaders(sent)).toString('utf8').replaceAll('\r\n', '\n');
}

function withoutHeaders(sent: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + headerBytes <= sent.length && isHeader(sent, at)) {
    const end = at + headerBytes + sent.readUInt32BE(at + 4);
    pieces.push(sent.subarray(at + headerBytes, end));
    at = end;
  }
  // What stands in for an Engine may send no headers at all.
  return at === 0 ? sent : Buffer.concat(pieces);
}

function isHeader(sent: Buffer, at: number): boolean {
  return sent[at]! <= 2 && sent[at + 1] === 0 && sent[at + 2] === 0 && sent[at + 3] === 0;
}
