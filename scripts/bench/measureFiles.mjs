/** The measures that are taken of each real file, in each server. */
import { pathToFileURL } from 'node:url';
import { wordKinds, wordPositions } from './positions.mjs';

const dockerfileWords = { positions: wordPositions, areColoured: true };

/** @param {readonly string[]} kinds of words */
export function emptyMeasures(kinds = wordKinds) {
  return { first: [], last: [], hover: [], completion: [], tokens: [], key: [], burst: [], openProcessor: [], hoverProcessor: [], words: Object.fromEntries(kinds.map((kind) => [kind, { asked: 0, filled: 0 }])), failures: 0 };
}

/**
 * One file in one server: opening, hovers, completion, semantic tokens where words are coloured, one key, 24 keys, closing.
 * @param {import('./measuredServer.mjs').MeasuredServer} server
 * @param {{ path: string, text: string }} file
 * @param {ReturnType<typeof emptyMeasures>} measures filled
 * @param {{ positions: typeof wordPositions, areColoured: boolean }} words which are pointed at
 */
export async function measureFile(server, { path, text }, measures, { positions, areColoured } = dockerfileWords) {
  const uri = pathToFileURL(path).href;
  const before = server.processorTime();
  measures.first.push(await server.open(uri, text));
  const opened = server.processorTime();
  measures.openProcessor.push(opened - before);
  const words = positions(text);
  for (const { kind, position } of words) await hover(server, uri, kind, position, measures);
  if (words.length > 0) measures.hoverProcessor.push((server.processorTime() - opened) / words.length);
  measures.last.push(server.lastDiagnostics(uri));
  for (const { position } of words.slice(0, 4)) measures.completion.push(await timeOf(server, 'textDocument/completion', uri, { position }, measures));
  if (areColoured) measures.tokens.push(await timeOf(server, 'textDocument/semanticTokens/full', uri, {}, measures));
  const typingAt = words.at(-1)?.position;
  if (typingAt) {
    measures.key.push(await server.key(uri, typingAt));
    measures.burst.push(await server.burst(uri, typingAt));
  }
  await server.close(uri);
}

async function hover(server, uri, kind, position, measures) {
  try {
    const { time, result } = await server.ask('textDocument/hover', uri, { position });
    measures.hover.push(time);
    measures.words[kind].asked++;
    if (result !== null) measures.words[kind].filled++;
  } catch {
    measures.failures++;
  }
}

/** A request that is answered by an error is counted, not timed. */
async function timeOf(server, method, uri, parameters, measures) {
  try {
    return (await server.ask(method, uri, parameters)).time;
  } catch {
    measures.failures++;
    return Number.NaN;
  }
}
