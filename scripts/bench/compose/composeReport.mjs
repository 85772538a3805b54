/** The tables of the bench for compose files: one column for each server. */
import { percentile, printCells } from '../statistics.mjs';
import { composeWordKinds } from './composeWords.mjs';
import { mostTime } from './measureLongComposeFile.mjs';

/** The last of a row is this project's goal for the 95th percentile. */
const rows = [
  ['open → first diagnostics', 'first', undefined],
  ['… of the processor until then', 'openProcessor', undefined],
  ['open → last diagnostics', 'last', 10],
  ['hover', 'hover', 1],
  ['… of the processor, mean of a file', 'hoverProcessor', undefined],
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

/** Median and 95th percentile, in milliseconds. */
const longTables = [
  ['5,000 lines: open → diagnostics (goal 150)', 'open'],
  ['5,000 lines: open → diagnostics, of the processor', 'openProcessor'],
  ['5,000 lines: a letter near the end → diagnostics', 'key'],
  ['5,000 lines: a letter near the end, of the processor', 'keyProcessor'],
  ['5,000 lines: hover', 'hover'],
];

/** @param {readonly { name: string, results: readonly Awaited<ReturnType<import('./measureLongComposeFile.mjs').measureLongComposeFile>>[] }[]} measured one result for each server */
export function reportLongComposeFiles(names, measured) {
  for (const [title, key] of longTables) {
    printCells([`${title}, median / p95`, ...names], measured.map(({ name, results }) => [name, ...results.map((result) => medianAnd95(result[key]))]));
  }
}

/**
 * @param {string} name of the server
 * @param {readonly number[]} counts of lines
 * @param {readonly { name: string, times: readonly number[] }[]} measured milliseconds of the processor, one for each count
 */
export function reportGrowth(name, counts, measured) {
  const title = `${name}: ms of the processor for 1,000 lines`;
  printCells([title, ...counts.map((count) => `of ${count.toLocaleString('en')}`)], measured.map((file) => [file.name, ...file.times.map((time, at) => shown((time * 1000) / counts[at]))]));
}

/** @param {readonly { start: number, files: number, long: number }[]} memories MB */
export function reportComposeMemory(names, memories) {
  printCells(['Memory (RSS), MB', ...names], [
    ['after the start', ...memories.map(({ start }) => shown(start))],
    ['highest with the files', ...memories.map(({ files }) => shown(files))],
    ['highest with 5,000 lines', ...memories.map(({ long }) => shown(long))],
  ]);
}

function medianAnd95(times) {
  if (times.length === 0) return `> ${mostTime / 1000} s`;
  return [0.5, 0.95].map((part) => shown(percentile(times, part))).join(' / ');
}

/** A server that did not answer has no time. */
function numbers(values) {
  return values.filter((value) => Number.isFinite(value));
}

function shown(value) {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
