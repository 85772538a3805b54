#!/usr/bin/env node
/**
 * `npm run bench:compose -- FOLDER [FILES]`: opens the compose files of a folder, a thousand at most, in Layerwise's server,
 * and some of them (100, or as many as said) in two others too, in one run and in turn. Prints how long each takes for what an editor asks, what its
 * hovers say, what files of 5,000 lines take, and whether time grows in step with the length. One of the others waits a
 * second before each check, so that more files take long. Ratios hold on any machine; absolute figures only on a quiet one.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { composeFilesIn, evenly, longComposeFiles } from './bench/compose/composeFiles.mjs';
import { measureLongComposeFile } from './bench/compose/measureLongComposeFile.mjs';
import { reportComposeFiles, reportComposeMemory, reportGrowth, reportLongComposeFiles } from './bench/compose/composeReport.mjs';
import { composeWordKinds, composeWords } from './bench/compose/composeWords.mjs';
import { preparePeers, serverNames, startServer, startServers } from './bench/compose/peers.mjs';
import { emptyMeasures, measureFile } from './bench/measureFiles.mjs';
import { reportLoad } from './bench/report.mjs';
import { percentile } from './bench/statistics.mjs';
import { build } from './build.mjs';

const warmUpFiles = 20;
const mostFiles = 1000;
/** Lines of the long files, in which time for each line should be the same. */
const lengths = [1_000, 5_000, 20_000];
const usualLength = 5_000;
const roundsOfGrowth = 4;
const [given, count = '100'] = process.argv.slice(2);
if (given === undefined || !existsSync(given)) {
  console.error('Say a folder with compose files: npm run bench:compose -- FOLDER [FILES]');
  process.exit(2);
}
const files = evenly(composeFilesIn(resolve(given)), mostFiles);
if (files.length === 0) {
  console.error(`There is no compose file in ${given}.`);
  process.exit(2);
}
await preparePeers();
await build();
reportLoad('before');
const memories = await measureShared(evenly(files, Number(count)), await measureAll());
reportLoad('between');
const longPeaks = await measureLong();
reportComposeMemory(serverNames, memories.map((memory, at) => ({ ...memory, long: longPeaks[at] })));
await measureGrowth();
reportLoad('after');

/** All of them, in Layerwise's server alone. */
async function measureAll() {
  const servers = await startServers(true);
  const measures = await measureInTurn(servers, files);
  await stop(servers);
  return { name: `${serverNames[0]} alone`, files: files.length, measures: measures[0] };
}

/** Some files in all servers, who goes first changing with each. */
async function measureShared(some, alone) {
  const servers = await startServers();
  const measures = await measureInTurn(servers, some);
  reportComposeFiles([alone, ...servers.map(({ name }, at) => ({ name, files: some.length, measures: measures[at] }))]);
  const memory = servers.map((server) => ({ start: server.startMemory, files: server.memory().peak }));
  await stop(servers);
  return memory;
}

async function measureInTurn(servers, measured) {
  const fresh = () => servers.map(() => emptyMeasures(composeWordKinds));
  const [warmUp, measures] = [fresh(), fresh()];
  for (const file of evenly(measured, warmUpFiles)) for (const [at, server] of servers.entries()) await measureFile(server, file, warmUp[at], composeWords);
  for (const [index, file] of measured.entries()) {
    for (let step = 0; step < servers.length; step++) {
      const at = (index + step) % servers.length;
      await measureFile(servers[at], file, measures[at], composeWords);
    }
  }
  return measures;
}

/** Each kind in servers of its own, so that one does not pay for another. Gives the highest memory of each server, in MB. */
async function measureLong() {
  const peaks = serverNames.map(() => 0);
  const measured = [];
  for (const file of longComposeFiles) {
    const results = [];
    for (const [at] of serverNames.entries()) {
      const server = await startServer(at);
      results.push(await measureLongComposeFile(server, file, usualLength));
      peaks[at] = Math.max(peaks[at], server.memory().peak);
      await server.stop();
    }
    measured.push({ name: file.name, results });
  }
  reportLongComposeFiles(serverNames, measured);
  return peaks;
}

/** Layerwise's server alone. */
async function measureGrowth() {
  const measured = [];
  for (const file of longComposeFiles) {
    const server = await startServer(0);
    const times = [];
    for (const length of lengths) times.push(percentile((await measureLongComposeFile(server, file, length, roundsOfGrowth)).openProcessor, 0.5));
    await server.stop();
    measured.push({ name: file.name, times });
  }
  reportGrowth(serverNames[0], lengths, measured);
}

async function stop(servers) {
  await Promise.all(servers.map((server) => server.stop()));
}
