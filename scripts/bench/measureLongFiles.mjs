/** What is measured of files of 10,000 lines, and of half of them: time should double, not quadruple. */
import { percentile } from './statistics.mjs';

/** Measured rounds of each length; one more warms up. */
const rounds = 3;
/** Milliseconds of an opening after which a server is not asked again: its first answer counts, and the bench comes to an end. */
const tooSlow = 3000;

/**
 * @param {readonly import('./measuredServer.mjs').MeasuredServer[]} servers asked in turn
 * @param {{ name: string, make: (count: number) => string, long: number }} file on no disk, so that only the analysis is measured
 * @param {string} ending of its name
 * @returns {Promise<{ open: number, growth: number, first: number, last: number, hover: number }[]>} medians in milliseconds, one for
 *   each server: opening, its growth from half the length, a key in the second and in the last line but one, a hover
 */
export async function measureLongFile(servers, { name, make, long }, ending = 'Dockerfile') {
  const lengths = [long / 2, long].map((count) => make(count));
  const results = servers.map(() => ({ open: [[], []], first: [], last: [], hover: [], slow: false }));
  for (let round = 0; round <= rounds; round++) {
    for (const [size, text] of lengths.entries()) {
      for (const step of servers.keys()) {
        const at = (round + step) % servers.length;
        if (results[at].slow) continue;
        const uri = `untitled:${name.replaceAll(/\W+/g, '-')}-${size}-${round}.${ending}`;
        await measureOnce(servers[at], uri, text, size, round, results[at]);
      }
    }
  }
  return results.map(({ open, first, last, hover }) => {
    const [half, whole] = open.map((times) => percentile(times, 0.5));
    return { open: whole, growth: whole / half, first: percentile(first, 0.5), last: percentile(last, 0.5), hover: percentile(hover, 0.5) };
  });
}

async function measureOnce(server, uri, text, size, round, result) {
  const opened = await server.open(uri, text);
  result.slow = round === 0 && size === 1 && !(opened < tooSlow);
  const [, second] = text.split('\n', 2);
  const secondLineEnd = second.length > 1000 ? 4 : second.trimEnd().length - (second.endsWith('\\') ? 2 : 0);
  const first = await server.key(uri, { line: 1, character: secondLineEnd });
  const last = await server.key(uri, { line: text.split('\n').length - 2, character: 0 });
  const { time } = await server.ask('textDocument/hover', uri, { position: { line: 1, character: 1 } });
  await server.close(uri);
  if (round === 0 && size === 1 && !result.slow) {
    // Only a warm-up: nothing of it counts.
    result.open[0] = [];
    return;
  }
  result.open[size].push(opened);
  if (size === 0) return;
  result.first.push(first);
  result.last.push(last);
  result.hover.push(time);
}
