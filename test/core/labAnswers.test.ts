import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readLog } from '../../server/world/docker/containerLog';
import { decodeChanges, decodeContainer, decodeEngine, decodeImage, decodeProject, decodeVolume } from '../../server/world/docker/decodeLabAnswers';

/** A piece of a log with its header. */
function piece(text: string, stream = 1): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

function inChunks(bytes: Buffer, size: number): Readable {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
  return Readable.from(chunks);
}

suite('what a daemon answers for labs', () => {
  test('a log: headers go, wherever the chunks end; a terminal has none; a piece that is cut is read as far as it goes', async () => {
    const sent = Buffer.concat([piece('a\n'), piece('é\n', 2), piece(''), piece('c\r\n')]);
    for (const size of [1, 3, 7, 1_000]) assert.equal(await readLog(inChunks(sent, size), false), 'a\né\nc\n');
    assert.equal(await readLog(inChunks(Buffer.from('on a\r\nterminal'), 4), true), 'on a\nterminal');
    assert.equal(await readLog(inChunks(sent.subarray(0, sent.length - 3), 5), false), 'a\né\n');
    assert.equal(await readLog(inChunks(Buffer.concat([piece('whole\n'), piece('cut off').subarray(0, 11)]), 5), false), 'whole\ncut');
    assert.equal(await readLog(inChunks(Buffer.from('no header at all'), 5), false), 'no header at all');
    assert.equal(await readLog(Readable.from([]), false), '');
  });

  test('a log without an end is left after a megabyte', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 65_536;
        this.push(Buffer.alloc(65_536, 'x'));
      },
    });
    const text = await readLog(endless, true);
    assert.ok(text.length >= 1024 * 1024 && text.length < 1.2 * 1024 * 1024 && sent < 2 * 1024 * 1024);
    assert.ok(endless.destroyed);
  });

  test('answers of any shape give less, never an exception', () => {
    const shapes: unknown[] = [undefined, null, 5, 'x', [], {}, [null], { Id: 'a' }, { Id: {} }, { Id: 'a', State: 5, Args: 'x', Mounts: {}, HostConfig: { Tmpfs: [1], PortBindings: { 'x/tcp': [null, {}] } } }, { Volumes: [{ Name: 'v', CreatedAt: 'never' }] }, { Components: [5, { Name: {} }] }, { Labels: null }];
    for (const shape of shapes) {
      for (const decode of [decodeContainer, decodeImage, decodeChanges, decodeEngine, (value: unknown) => decodeVolume(value, 'v'), (value: unknown) => decodeProject(value, 'p')]) assert.doesNotThrow(() => decode(shape));
    }
    assert.deepEqual(decodeVolume({ Volumes: [{ Name: 'v', CreatedAt: 'never' }] }, 'v'), { created: undefined });
    assert.equal(decodeContainer({ Id: 'a' })?.exitCode, undefined);
  });
});
