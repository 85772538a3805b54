/** The graph bench's tables. */
import { loadavg } from 'node:os';
import { printCells } from '../statistics.mjs';

const number = (value) => (Number.isFinite(value) ? (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) : '–');
const sizeWords = ({ images, layers, containers }) => `${images} images, ${layers} layers, ${containers} containers`;

/** @param {readonly (readonly { words: string, milliseconds: number }[])[]} times one list for each size */
export function reportArithmetic(sizes, times) {
  printCells(['Arithmetic, ms (median)', ...sizes.map(sizeWords)], times[0].map(({ words }, row) => [words, ...times.map((list) => number(list[row].milliseconds))]));
}

export function reportPage(sizes, measured) {
  const row = (words, key) => [words, ...measured.map((measure) => number(measure[key]))];
  printCells([`Page, ms (median; load ${loadavg()[0].toFixed(1)})`, ...sizes.map(sizeWords)], [
    row('whole state → first frame', 'first'),
    row('patch → next frame', 'change'),
    row('mermaid: the same graph → first frame', 'mermaid'),
  ]);
}

export function reportFrames(frames) {
  const rows = Object.entries(frames).map(([words, { frames: each, moved, longest, busy }]) => [words, number(each), number(moved), number(longest), number(busy)]);
  printCells([`5,000 layers (load ${loadavg()[0].toFixed(1)})`, 'frames/s (goal 50)', '… that moved it', 'longest frame, ms', 'main thread for each, ms'], rows);
}

export function reportPageMemory({ updates, before, after }) {
  const row = (words, key) => [words, number(before[key]), number(after[key]), number(after[key] - before[key])];
  printCells([`Page over ${updates} updates (goal: below 5 MB)`, 'before', 'after', 'more'], [row('heap, MB', 'heap'), row('DOM nodes', 'nodes'), row('listeners', 'listeners')]);
}

/** @param {Awaited<ReturnType<import('./measureDaemon.mjs').measureDaemon>>} measured */
export function reportDaemon(images, { engine, graph, open, first, calls, requests, ask, event, sent, heap, workbench }) {
  console.log(`\n${engine}, ${images} images: ${graph}`);
  printCells([`Server and page, ms (load ${loadavg()[0].toFixed(1)})`, 'median', 'longest'], [
    [`key in VS Code → first node drawn (goal ${images > 100 ? 1_500 : 700})`, number(workbench.again.median), number(workbench.again.longest)],
    ['… the first time, with the start of extension and server', number(workbench.first), ''],
    ['wish to watch → first frame of the page alone', number(open.median), number(open.longest)],
    ['… until the server has sent it', number(first.median), number(first.longest)],
    ['… of that, a call of the daemon was open', number(calls.median), number(calls.longest)],
    ['… so many calls', number(requests.median), number(requests.longest)],
    ['whole snapshot with histories, once', number(ask.median), number(ask.longest)],
    ["daemon's event → update sent", number(sent.median), number(sent.longest)],
    ["daemon's event → next frame (goal 300)", number(event.median), number(event.longest)],
  ]);
  if (heap) printCells([`Server over ${heap.events} events (goal: below 5 MB)`, 'before', 'after', 'more'], [['heap in use, MB', number(heap.before), number(heap.after), number(heap.after - heap.before)], ['resident, MB', number(heap.residentBefore), number(heap.residentAfter), number(heap.residentAfter - heap.residentBefore)]]);
}
