/** The tables of the bench for compose files: one column for each server. */
import { percentile, printCells } from '../statistics.mjs';
import { composeWordKinds } from './composeWords.mjs';

/** The last of a row is this project's goal for the 95th percentile. */
const rows = [
  ['open → first diagnostics', 'first', undefined],
  ['open → last diagnostics', 'last', 10],
  ['hover', 'hover', 1],
  ['completion', 'completion', undefined],
  ['one key → diagnostics', 'key', undefined],
  ['24 keys → next hover', 'burst', undefined],
];

/** @param {readonly { name: string, files: number, measures: ReturnType<import('../measureFiles.mjs').emptyMeasures> }[]} columns */
export function reportComposeFiles(columns) {
  const head = columns.map(({ name, files }) => `${name}, ${files} files`);
  const cells = rows.flatMap(([words, key, goal]) => [
    [`${words}, median`, ...columns.map(({ measures }) => shown(percentile(numbers(measures[key]), 0.5)))],
    [`${words}, p95${goal ? ` (goal ${goal})` : ''}`, ...columns.map(({ measures }) => shown(percentile(numbers(measures[key]), 0.95)))],
  ]);
  printCells(['Compose files, milliseconds', ...head], cells);
  printCells(['Hovers that say something, %', ...head], composeWordKinds.map((kind) => [
    `${kind} (${columns[0].measures.words[kind].asked})`,
    ...columns.map(({ measures: { words } }) => shown((100 * words[kind].filled) / words[kind].asked)),
  ]));
  printCells(['Requests answered by an error', ...head], [['of all', ...columns.map(({ measures }) => String(measures.failures))]]);
}

/** @param {readonly { name: string, results: Awaited<ReturnType<import('../measureLongFiles.mjs').measureLongFile>> }[]} measured */
export function reportLongComposeFiles(names, measured) {
  const table = (title, value) => printCells([title, ...names], measured.map(({ name, results }) => [name, ...results.map((result) => shown(value(result)))]));
  table('5,000 lines: open → diagnostics (goal 150)', ({ open, growth }) => open / growth);
  table('… 10,000 lines take so many times as long (linear: 2)', ({ growth }) => growth);
  table('… a key near the end of 10,000 → diagnostics', ({ last }) => last);
}

/** @param {readonly { start: number, files: number }[]} memories MB */
export function reportComposeMemory(names, memories) {
  printCells(['Memory (RSS), MB', ...names], [
    ['after the start', ...memories.map(({ start }) => shown(start))],
    ['highest with the files', ...memories.map(({ files }) => shown(files))],
  ]);
}

/** A server that did not answer has no time. */
function numbers(values) {
  return values.filter((value) => Number.isFinite(value));
}

function shown(value) {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
