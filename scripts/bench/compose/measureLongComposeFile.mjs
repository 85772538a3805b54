/** What is measured of compose files of thousands of lines: each kind in a server of its own, and within a bound. */

/** Milliseconds that one server has for one kind of file: a slow one is said to be slow, and the bench comes to its end. */
export const mostTime = 15_000;
/** Measured rounds where nobody says how many; one more warms up. */
const usualRounds = 9;

/**
 * Opens a text, adds a letter near its end, asks for a hover there, closes it; again and again.
 * @param {import('../measuredServer.mjs').MeasuredServer} server
 * @param {{ name: string, make: (count: number) => string }} file on no disk, so that only the analysis is measured
 * @param {number} count lines
 * @param {number} [rounds]
 * @returns {Promise<Readonly<Record<'open' | 'openProcessor' | 'key' | 'keyProcessor' | 'hover', number[]>>>} milliseconds; nothing
 *   where the server did not come so far
 */
export async function measureLongComposeFile(server, { name, make }, count, rounds = usualRounds) {
  const text = make(count);
  const position = typingPlace(text);
  const end = performance.now() + mostTime;
  const measured = [];
  for (let round = 0; round <= rounds && performance.now() < end; round++) {
    server.patience = Math.max(1, end - performance.now());
    const found = await measureOnce(server, `untitled:${name.replaceAll(/\W+/g, '-')}-${count}-${round}.compose.yaml`, text, position).catch(() => undefined);
    if (!found) break;
    measured.push(found);
  }
  // A server that has managed one round only is not measured warm, but it is measured.
  const counted = measured.length > 1 ? measured.slice(1) : measured;
  return Object.fromEntries(['open', 'openProcessor', 'key', 'keyProcessor', 'hover'].map((key) => [key, counted.map((found) => found[key])]));
}

/** @throws where the server does not answer in time */
async function measureOnce(server, uri, text, position) {
  const [open, openProcessor] = await timed(server, () => server.open(uri, text));
  const [key, keyProcessor] = await timed(server, () => server.key(uri, position));
  const { time: hover } = await server.ask('textDocument/hover', uri, { position });
  await server.close(uri);
  return { open, openProcessor, key, keyProcessor, hover };
}

/** Milliseconds until diagnostics came, and those of the processor. */
async function timed(server, work) {
  const before = server.processorTime();
  const time = await work();
  if (Number.isNaN(time)) throw new Error('No diagnostics came in time.');
  return [time, server.processorTime() - before];
}

/** The end of the last word that stands in the text: a letter more there leaves it YAML. */
function typingPlace(text) {
  const lines = text.trimEnd().split('\n');
  const line = lines.length - 1;
  return { line, character: lines[line].replace(/\W+$/, '').length };
}
