#!/usr/bin/env node
/**
 * For developers: Docker Engine 26.1 beside Debian 12's 20.10, because the two differ in what they build and cache.
 *   node scripts/engine26.mjs -- npm test -- daemon      runs one command on it and ends it
 *   node scripts/engine26.mjs                            starts it and prints what to export; Ctrl+C ends it
 * Option `--containerd`: with the containerd image store. Needs root on Debian; the first time about a minute.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startOwnDaemon } from './setup/dockerDaemon.mjs';
import { run } from './setup/run.mjs';
import { reportFailure, step, StepFailure } from './setup/steps.mjs';

/** Several runs may go on side by side: each has a bridge and a subnet of its own. */
const bridges = Array.from({ length: 256 }, (_, number) => ({ name: `layerwise26-${number}`, address: `172.29.${number}.1/24` }));
const packages = 'docker.io,docker-buildx,docker-cli,docker-compose,iptables,ca-certificates,busybox-static,git,procps';

/** A folder for this very list: another one may be in use by a daemon that runs. */
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'layerwise');
const system = join(cache, `engine26-${createHash('sha256').update(packages).digest('hex').slice(0, 8)}`);

/**
 * Makes the folder `$1` the root of a mount namespace of its own, whose mounts are gone when the daemon is.
 * Not chroot: `docker exec` enters the namespace again, and would find itself in this machine's own file system.
 */
const enterSystem = `set -e
root=$1; shift
mount --bind "$root" "$root"
for folder in proc sys dev tmp; do mount --rbind "/$folder" "$root/$folder"; done
cd "$root"
pivot_root . mnt
umount --lazy /mnt
exec "$@"`;

const [options, command] = splitArguments(process.argv.slice(2));
try {
  process.exitCode = await main();
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

async function main() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new StepFailure('Start Engine 26.1', 'It needs root on Debian.', 'sudo node scripts/engine26.mjs');
  }
  await installSystem();
  const bridge = await addBridge();
  try {
    return await runOn(bridge);
  } finally {
    await run('ip', ['link', 'delete', bridge], { accept: [0, 1] });
  }
}

/** @returns the exit code */
async function runOn(bridge) {
  const daemon = await step('Start Engine 26.1', () => startOwnDaemon(daemonCommand(bridge)), { remedy: `rm -r ${system}` });
  const environment = { DOCKER_HOST: daemon.host, LAYERWISE_DOCKER_CLIENT: writeClient(daemon) };
  try {
    console.log(`Engine ${daemon.engineVersion}`);
    return await (command.length > 0 ? runCommand(environment) : untilInterrupted(environment));
  } finally {
    await daemon.stop();
  }
}

function daemonCommand(bridge) {
  const engine = ['dockerd', `--bridge=${bridge}`, '--iptables=false'];
  if (options.includes('--containerd')) {
    const file = '/etc/docker/containerd-image-store.json';
    mkdirSync(join(system, 'etc', 'docker'), { recursive: true });
    writeFileSync(join(system, file), JSON.stringify({ features: { 'containerd-snapshotter': true } }));
    engine.push(`--config-file=${file}`);
  }
  return ['/usr/bin/unshare', '--mount', '--propagation=private', '/bin/sh', '-c', enterSystem, 'sh', system, ...engine];
}

/** Puts Debian 13's packages into a folder; the package source is the one this machine already uses. */
async function installSystem() {
  if (existsSync(system)) return;
  const tools = ['debootstrap', 'iproute2'].join(' ');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('Install debootstrap', () => run('apt-get', ['install', '--yes', '-qq', ...tools.split(' ')], { env }), {
    remedy: `apt-get update && apt-get install ${tools}`,
  });
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'unfinished-'));
  chmodSync(unfinished, 0o755);
  const args = ['--variant=minbase', `--include=${packages}`, 'trixie', unfinished, packageSource()];
  try {
    await step('Install Engine 26.1 from Debian 13', () => run('debootstrap', args, { timeoutMs: 900_000 }), {
      remedy: 'check that the Debian package source of this machine has the release trixie',
    });
    if (!existsSync(system)) renameSync(unfinished, system);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function packageSource() {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).sort().map((name) => join(folder, name))];
  for (const file of files.filter((path) => existsSync(path))) {
    const text = readFileSync(file, 'utf8');
    const found = /^(?:URIs:|deb)\s+(?:\[[^\]]*\]\s+)?(\S+\/debian\/?)(?:\s|$)/m.exec(text);
    if (found?.[1]) return found[1];
  }
  throw new StepFailure('Install Engine 26.1', 'No Debian package source is configured.', 'run it on Debian');
}

/** @returns the name of a bridge that no other run has: the kernel adds each name once. */
async function addBridge() {
  for (const { name, address } of bridges) {
    const { code, output } = await run('ip', ['link', 'add', name, 'type', 'bridge'], { accept: [0, 2] });
    if (code !== 0 && !output.includes('File exists')) throw new Error(output);
    if (code !== 0) continue;
    await run('ip', ['address', 'add', address, 'dev', name]);
    await run('ip', ['link', 'set', name, 'up']);
    return name;
  }
  throw new StepFailure('Start Engine 26.1', `${bridges.length} bridges are there already.`, `ip link delete ${bridges[0].name}`);
}

/** The client of the same version, run inside the daemon's system. Build contexts must lie below /tmp, which both see. */
function writeClient(daemon) {
  const file = join(daemon.folder, 'docker');
  const inside = 'cd "$1" 2>/dev/null; shift; exec docker "$@"';
  writeFileSync(
    file,
    `#!/bin/sh\nexec nsenter --target ${daemon.pid} --mount /bin/sh -c '${inside}' sh "$PWD" "$@"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

/** @returns the command's exit code */
function runCommand(environment) {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  process.on('SIGINT', () => {}); // The command gets it too, and its end is awaited.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(code ?? 1)));
}

function untilInterrupted(environment) {
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${value}`);
  console.log('Ctrl+C ends it.');
  const alive = setInterval(() => {}, 60_000);
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(0));
  }).finally(() => clearInterval(alive));
}

function splitArguments(args) {
  const at = args.indexOf('--');
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}
