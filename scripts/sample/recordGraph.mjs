#!/usr/bin/env node
/**
 * Records `content/graph-sample.json`, which the graph shows where no daemon answers:
 *   node scripts/engine26.mjs -- node scripts/sample/recordGraph.mjs
 * The daemon of DOCKER_HOST must be empty: everything on it is recorded.
 */
import { build } from 'esbuild';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { dockerClient } from '../setup/dockerDaemon.mjs';
import { projectFolder } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { commands } from './graph/commands.mjs';
import { baseFiles, baseSizes, images } from './graph/images.mjs';

const host = process.env.DOCKER_HOST ?? '';
const folder = mkdtempSync(join(tmpdir(), 'layerwise-sample-'));

try {
  if ((await docker('images', '--quiet')) !== '') throw new Error(`The daemon at ${host} is not empty.`);
  for (const [name, bytes] of Object.entries(baseSizes)) await packBase(name, bytes);
  for (const image of images) await buildImage(image);
  for (const command of commands) await docker(...command);
  // Health checks run after a second.
  await sleep(4_000);
  writeFileSync(join(projectFolder, 'content', 'graph-sample.json'), format(withoutMachine(await readFacts())));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function docker(...args) {
  const env = { ...process.env, DOCKER_BUILDKIT: '1' };
  return (await run(process.env.LAYERWISE_DOCKER_CLIENT ?? dockerClient(), args, { env })).stdout.trim();
}

/** A root file system with busybox, its names, the stand-ins, and a file that makes up the size. */
async function packBase(name, bytes) {
  const root = join(folder, `${name}-root`);
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), path.includes('/bin/') ? 0o755 : 0o644);
  };
  for (const path of ['bin', 'tmp', 'usr/share']) mkdirSync(join(root, path), { recursive: true });
  const busybox = join(root, 'bin', 'busybox');
  copyFileSync('/bin/busybox', busybox);
  for (const program of (await run(busybox, ['--list'])).stdout.split('\n')) {
    if (program !== '' && program !== 'busybox') symlinkSync('busybox', join(root, 'bin', program));
  }
  symlinkSync('busybox', join(root, 'bin', 'bash'));
  for (const [path, text] of baseFiles()) write(path, text);
  write('usr/share/packages', '');
  const used = Number((await run('du', ['--bytes', '--summarize', root])).stdout.split('\t')[0]);
  truncateSync(join(root, 'usr/share/packages'), Math.max(0, Math.round(bytes - used)));
  await run('tar', ['--create', '--owner=0', '--group=0', '--numeric-owner', `--file=${join(folder, `${name}.tar`)}`, '--directory', root, '.']);
}

async function buildImage({ tags, dockerfile, files = {} }) {
  const base = /^ADD (\S+) /m.exec(dockerfile)?.[1];
  const context = join(folder, 'context');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  if (base) copyFileSync(join(folder, base), join(context, base));
  writeFileSync(join(context, 'docker-entrypoint.sh'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  const own = { 'package.json': 412, 'package-lock.json': 61_380, ...files };
  for (const [path, bytes] of Object.entries(own)) {
    mkdirSync(dirname(join(context, path)), { recursive: true });
    writeFileSync(join(context, path), '.'.repeat(bytes));
  }
  await docker('build', '--quiet', ...tags.flatMap((tag) => ['--tag', tag]), context);
  rmSync(context, { recursive: true });
}

/** Reads the daemon as the product does. */
async function readFacts() {
  const outfile = join(projectFolder, 'out', 'recordGraph.mjs');
  const contents = `
    export { connectToDaemon } from './server/world/docker/connect';
    export { parseDaemonHost } from './server/world/docker/daemonAddress';
    export { takeSnapshot } from './server/world/docker/snapshot';`;
  const stdin = { contents, resolveDir: projectFolder, loader: 'ts' };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  const { connectToDaemon, parseDaemonHost, takeSnapshot } = await import(pathToFileURL(outfile).href);
  const reader = connectToDaemon(parseDaemonHost(host));
  try {
    return await takeSnapshot(reader);
  } finally {
    reader.close();
    rmSync(outfile);
  }
}

/** The folder of the daemon that was recorded is a temporary one. */
function withoutMachine(facts) {
  const text = JSON.stringify({ ...facts, host: 'a recorded sample' });
  return JSON.parse(text.replaceAll(/"[^"]*(\/volumes\/[^"/]+\/_data)"/g, '"/var/lib/docker$1"'));
}

/** One line for each layer, row of a history, container, volume and network. */
function format(facts) {
  const lines = (values, indent) => (values.length === 0 ? '[]' : `[\n${values.map((value) => `${indent}  ${value}`).join(',\n')}\n${indent}]`);
  const oneLine = (values, indent) => lines(values.map((value) => JSON.stringify(value)), indent);
  const image = ({ layers, history, ...rest }) =>
    `{\n      ${JSON.stringify(rest).slice(1, -1)},\n      "layers": ${oneLine(layers, '      ')},\n      "history": ${oneLine(history, '      ')}\n    }`;
  const parts = Object.entries(facts).map(([name, value]) => {
    const text = name === 'images' ? lines(value.map(image), '  ') : Array.isArray(value) ? oneLine(value, '  ') : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
