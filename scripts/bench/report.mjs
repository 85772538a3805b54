/** The bench's tables. */
import { loadavg } from 'node:os';
import { wordKinds } from './positions.mjs';
import { percentile, printCells, printTable } from './statistics.mjs';

/** Measures of real files; the last number of a row's words is this project's goal for the 95th percentile. */
const rows = [
  ['open → first diagnostics', 'first', 10],
  ['open → last diagnostics', 'last', 10],
  ['hover', 'hover', 2],
  ['completion', 'completion', 5],
  ['semantic tokens', 'tokens', 3],
  ['one key → diagnostics', 'key', undefined],
  ['24 keys → next hover', 'burst', 30],
];

export function reportLoad(when) {
  console.log(`\nMachine load ${when}: ${loadavg().map((load) => load.toFixed(2)).join(' ')}`);
}

/** @param {readonly ReturnType<import('./measureFiles.mjs').emptyMeasures>[]} measures one for each server */
export function reportFiles(count, names, measures) {
  printTable(
    `${count} files, milliseconds`,
    names,
    rows.flatMap(([words, key, goal]) => [
      [`${words}, median`, ...measures.map((measure) => percentile(measure[key], 0.5))],
      [`${words}, p95${goal ? ` (goal ${goal})` : ''}`, ...measures.map((measure) => percentile(measure[key], 0.95))],
    ]),
  );
  printTable(
    'Hovers that say something, %',
    names,
    wordKinds.map((kind) => [`${kind} (${measures[0].words[kind].asked})`, ...measures.map(({ words }) => (100 * words[kind].filled) / words[kind].asked)]),
  );
  printTable('Requests answered by an error', names, [['of all', ...measures.map(({ failures }) => failures)]]);
}

/** @param {readonly { name: string, results: Awaited<ReturnType<import('./measureLongFiles.mjs').measureLongFile>> }[]} measured */
export function reportLongFiles(names, measured) {
  const table = (title, key) => printTable(title, names, measured.map(({ name, results }) => [name, ...results.map((result) => result[key])]));
  table('10,000 lines: open → diagnostics (goal 150)', 'open');
  table('… times as long as 5,000 lines (linear: 2)', 'growth');
  table('… a key at the beginning → diagnostics (goal 60)', 'first');
  table('… a key at the end → diagnostics (goal 60)', 'last');
  table('… hover', 'hover');
}

/** @param {readonly { start: number, files: number, long: number, closed: number }[]} memories highest, but for the start and when all is closed */
export function reportMemory(names, memories) {
  const row = (words, key) => [words, ...memories.map((memory) => memory[key])];
  printTable('Memory (RSS), MB', names, [
    row('after the start', 'start'),
    row('highest with the files (goal 120)', 'files'),
    row('highest with 10,000 lines of all kinds', 'long'),
    row('when all is closed', 'closed'),
  ]);
}

/** @param {readonly { words: string, goal: number | undefined, milliseconds: number, own: number, memory: number }[]} times */
export function reportCache(times) {
  const cells = times.map(({ words, goal, milliseconds, own, memory }) => [goal === undefined ? words : `${words} (goal ${goal})`, ...[milliseconds, own, memory].map((value) => value.toFixed(0))]);
  printCells(['Cache model', 'ms', 'of the processor', 'MB in all'], cells);
}
