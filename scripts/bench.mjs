#!/usr/bin/env node
/**
 * `npm run bench [FOLDER]`: opens every Dockerfile of a folder (default: the fixtures') in Layerwise's server and in
 * dockerfile-language-server-nodejs, both in one run and in turn, and prints how long each takes and what memory it needs.
 */
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dockerfilesIn, hoverPositions, longDockerfile, writeFixtureInputs } from './bench/corpus.mjs';
import { MeasuredServer } from './bench/measuredServer.mjs';
import { percentile, printTable } from './bench/statistics.mjs';
import { build } from './build.mjs';
import { projectFolder } from './setup/paths.mjs';

const warmUpFiles = 30;
const longFileRounds = 5;

const given = process.argv[2];
if (given !== undefined && !existsSync(given)) {
  console.error(`There is no folder ${given}.`);
  process.exit(2);
}
await build();
const folder = given === undefined ? await writeFixtureInputs() : resolve(given);
const files = dockerfilesIn(folder);
if (files.length === 0) {
  console.error(`There is no Dockerfile in ${folder}.`);
  process.exit(2);
}
const peerScript = join(dirname(createRequire(import.meta.url).resolve('dockerfile-language-server-nodejs/package.json')), 'bin', 'docker-langserver');
const servers = [
  await MeasuredServer.start('layerwise', join(projectFolder, 'dist', 'server.js'), 2),
  await MeasuredServer.start('dockerfile-ls', peerScript, 1),
];
const measures = servers.map(() => ({ first: [], last: [], keyword: [], argument: [], filled: 0, hovers: 0 }));

for (let index = 0; index < warmUpFiles; index++) await measureFile(files[index % files.length], index, undefined);
for (const [index, file] of files.entries()) await measureFile(file, index, measures);
const long = await measureLongFile();
report();
await Promise.all(servers.map((server) => server.stop()));
if (given === undefined) rmSync(folder, { recursive: true, force: true });

/** One file in both servers; who goes first changes with each file. */
async function measureFile({ path, text }, index, results) {
  const uri = pathToFileURL(path).href;
  const order = index % 2 === 0 ? [0, 1] : [1, 0];
  for (const at of order) {
    const { first, last } = await servers[at].open(uri, text);
    const hovers = [];
    for (const { kind, position } of hoverPositions(text)) hovers.push({ kind, ...(await servers[at].hover(uri, position)) });
    await servers[at].close(uri);
    if (!results) continue;
    const result = results[at];
    result.first.push(first);
    result.last.push(last);
    for (const { kind, time, filled } of hovers) {
      result[kind].push(time);
      result.hovers++;
      if (filled) result.filled++;
    }
  }
}

/** A document that is on no disk, so that only the analysis is measured. */
async function measureLongFile() {
  const text = longDockerfile();
  const results = servers.map(() => ({ first: [], hover: [] }));
  for (let round = 0; round < longFileRounds; round++) {
    for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const server = servers[at];
      const uri = `untitled:long-${round}.Dockerfile`;
      const publications = server.publications;
      server.publications = 1;
      results[at].first.push((await server.open(uri, text)).first);
      server.publications = publications;
      for (const line of [1, 5000, 9990]) results[at].hover.push((await server.hover(uri, { line, character: 1 })).time);
      await server.close(uri);
    }
  }
  return results;
}

function report() {
  const names = servers.map(({ name }) => name);
  const row = (words, values) => [words, ...values];
  const both = (key, part) => measures.map((measure) => percentile(measure[key], part));
  const peerFirst = (part) => percentile(measures[1].first, part);
  printTable(`${files.length} files, milliseconds`, names, [
    row('open → first diagnostics, median', both('first', 0.5)),
    row('open → first diagnostics, p95', both('first', 0.95)),
    row('open → last diagnostics, median', [percentile(measures[0].last, 0.5), peerFirst(0.5)]),
    row('open → last diagnostics, p95', [percentile(measures[0].last, 0.95), peerFirst(0.95)]),
    row('hover on a keyword, median', both('keyword', 0.5)),
    row('hover on a keyword, p95', both('keyword', 0.95)),
    row('hover on an argument, median', both('argument', 0.5)),
    row('hover on an argument, p95', both('argument', 0.95)),
  ]);
  printTable('10,000 lines, milliseconds', names, [
    row('open → diagnostics, median', long.map(({ first }) => percentile(first, 0.5))),
    row('hover, median', long.map(({ hover }) => percentile(hover, 0.5))),
    row('hover, p95', long.map(({ hover }) => percentile(hover, 0.95))),
  ]);
  const memories = servers.map((server) => server.memory());
  printTable('Memory (RSS), MB', names, [row('after the start', servers.map(({ startMemory }) => startMemory.now)), row('highest', memories.map(({ peak }) => peak))]);
  printTable('Hovers that say something, %', names, [row('of all', measures.map(({ filled, hovers }) => (100 * filled) / hovers))]);
}
