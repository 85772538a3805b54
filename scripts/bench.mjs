#!/usr/bin/env node
/**
 * `npm run bench [FOLDER]`: opens every Dockerfile of a folder (default: the fixtures') in Layerwise's server and in
 * dockerfile-language-server-nodejs, both in one run and in turn, and prints how long each takes for what an editor asks,
 * what its hovers say, how time grows with a file's length, and what memory it needs; then how long the cache model takes. Ratios hold on any machine; absolute
 * figures only on a quiet one.
 */
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { importBench } from './bench/bundle.mjs';
import { dockerfilesIn, writeFixtureInputs } from './bench/corpus.mjs';
import { longFiles } from './bench/longFiles.mjs';
import { emptyMeasures, measureFile } from './bench/measureFiles.mjs';
import { measureLongFile } from './bench/measureLongFiles.mjs';
import { MeasuredServer } from './bench/measuredServer.mjs';
import { reportCache, reportFiles, reportLoad, reportLongFiles, reportMemory } from './bench/report.mjs';
import { build } from './build.mjs';
import { projectFolder } from './setup/paths.mjs';

const warmUpFiles = 30;

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
const scripts = { layerwise: join(projectFolder, 'dist', 'server.js'), 'dockerfile-ls': peerScript };
const names = Object.keys(scripts);

reportLoad('before');
await measureReal();
await measureHostile();
if (given === undefined) await measureCache();
reportLoad('after');
if (given === undefined) rmSync(folder, { recursive: true, force: true });

function startServers() {
  return Promise.all(names.map((name) => MeasuredServer.start(name, scripts[name])));
}

/** Real files, who goes first changing with each; then the longest of all kinds, and what memory stays. */
async function measureReal() {
  const servers = await startServers();
  const measures = names.map(emptyMeasures);
  const warmUp = names.map(emptyMeasures);
  for (let index = 0; index < warmUpFiles; index++) await measureInTurn(servers, files[index % files.length], index, warmUp);
  for (const [index, file] of files.entries()) await measureInTurn(servers, file, index, measures);
  const afterFiles = servers.map((server) => server.memory().peak);
  reportFiles(files.length, names, measures);
  await measureLongFile(servers, longFiles[0]);
  const memories = servers.map((server, at) => ({ start: server.startMemory, files: afterFiles[at], long: server.memory().peak, closed: server.memory().now }));
  reportMemory(names, memories);
  await Promise.all(servers.map((server) => server.stop()));
}

async function measureInTurn(servers, file, index, measures) {
  for (const at of index % 2 === 0 ? [0, 1] : [1, 0]) await measureFile(servers[at], file, measures[at]);
}

/** Predictions and replays over contexts and repositories that are made for it. */
async function measureCache() {
  const { cacheTimes } = await importBench('cacheTimes');
  reportCache(await cacheTimes());
}

/** Each kind in servers of its own, so that one does not pay for another. */
async function measureHostile() {
  const measured = [];
  for (const file of longFiles) {
    const servers = await startServers();
    measured.push({ name: file.name, results: await measureLongFile(servers, file) });
    await Promise.all(servers.map((server) => server.stop()));
  }
  reportLongFiles(names, measured);
}
