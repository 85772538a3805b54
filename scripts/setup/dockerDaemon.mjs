/**
 * A Docker daemon for the tests: the one that answers, or one of our own.
 * Our own has its own socket, data folder and pid file below one fresh folder, and ends with us.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineVersionAt, findDaemon } from './dockerPing.mjs';
import { endGroup, run } from './run.mjs';
import { step } from './steps.mjs';

const secondsToAnswer = 60;
const secondsToStop = 20;

/**
 * @typedef {object} Daemon
 * @property {string} host as in DOCKER_HOST
 * @property {string} engineVersion
 * @property {boolean} own true when this call started it
 * @property {() => Promise<void>} stop ends exactly the daemon that this call started; does nothing for another's
 */

/**
 * Finds a daemon, or as root on Linux starts one.
 * @returns {Promise<Daemon | { missing: string }>} `missing`: why there is none, and what to do
 * @throws {import('./steps.mjs').StepFailure} when our own daemon does not come up; with the end of its log
 */
export async function startDaemonIfNoneAnswers() {
  const found = await findDaemon();
  if (found) return { ...found, own: false, stop: async () => {} };
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { missing: 'No Docker daemon answers. Run: sudo systemctl start docker (or set DOCKER_HOST). This suite waits for it.' };
  }
  const program = daemonProgram();
  if (!program) return { missing: 'No Docker daemon answers and dockerd is not installed: apt-get install docker.io' };
  return step('Start a Docker daemon for the tests', () => startOwnDaemon([program]), {
    remedy: 'read the end of the daemon\'s log above, or start a daemon yourself and set DOCKER_HOST',
  });
}

/** The docker client of the distribution's own package when it is there: another one on PATH may be a stand-in. */
export function dockerClient() {
  return existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker';
}

function daemonProgram() {
  return ['/usr/sbin/dockerd', '/usr/bin/dockerd', '/usr/local/bin/dockerd'].find((path) => existsSync(path));
}

/**
 * Starts a daemon below a fresh folder and waits until it answers. Needs root.
 * @param {readonly string[]} command what starts dockerd; the options for its folder are put behind it
 * @returns {Promise<Daemon & { pid: number, folder: string, end(signal: NodeJS.Signals): Promise<void>, startAgain(): Promise<void> }>}
 *   `end` leaves the daemon's data where they are, and `startAgain` starts it with them at the same address
 * @throws with the end of the daemon's log when it does not answer in time
 */
export async function startOwnDaemon(command) {
  // A socket's path may have at most 107 characters, and containerd's lies three folders deep.
  const folder = mkdtempSync(join(tmpdir().length < 30 ? tmpdir() : '/tmp', 'layerwise-'));
  const host = `unix://${folder}/docker.sock`;
  const launch = () => launchDaemon([...endingWithUs(command), ...optionsBelow(folder, host)], folder);
  let launched = launch();
  const end = async (signal) => {
    await endDaemon(launched, signal);
    endContainerd(folder);
  };
  const stop = once(async () => {
    await end('SIGTERM');
    await removeRemains(folder);
  });
  const engineVersion = await untilAnswer(launched, host, folder).catch(async (error) => {
    await stop();
    throw error;
  });
  const startAgain = async () => {
    if (hasEnded(launched)) launched = launch();
    await untilAnswer(launched, host, folder);
  };
  return {
    host,
    engineVersion,
    own: true,
    stop,
    get pid() {
      return launched.child.pid;
    },
    folder,
    end,
    startAgain,
  };
}

function launchDaemon([program, ...args], folder) {
  const log = openSync(logFileIn(folder), 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return { child, ended: new Promise((resolve) => child.once('exit', resolve).once('error', resolve)) };
}

async function untilAnswer({ ended }, host, folder) {
  const engineVersion = await Promise.race([waitForAnswer(host), ended.then(() => undefined)]);
  if (engineVersion === undefined) throw new Error(`dockerd did not answer on ${host}. The end of its log:\n${lastLines(logFileIn(folder))}`);
  return engineVersion;
}

function logFileIn(folder) {
  return join(folder, 'dockerd.log');
}

function optionsBelow(folder, host) {
  const paths = { 'data-root': 'data', 'exec-root': 'exec', pidfile: 'dockerd.pid' };
  const options = Object.entries(paths).map(([option, name]) => `--${option}=${join(folder, name)}`);
  return [`--host=${host}`, ...options, '--shutdown-timeout=5'];
}

/** Lets the kernel send SIGTERM to the daemon when this process dies without having stopped it. */
function endingWithUs(command) {
  const wrapper = '/usr/bin/setpriv';
  return existsSync(wrapper) ? [wrapper, '--pdeathsig', 'TERM', ...command] : [...command];
}

async function waitForAnswer(host) {
  const deadline = Date.now() + secondsToAnswer * 1000;
  while (Date.now() < deadline) {
    const engineVersion = await engineVersionAt(host, 1000);
    if (engineVersion !== undefined) return engineVersion;
    await sleep(100);
  }
  return undefined;
}

async function endDaemon({ child, ended }, signal) {
  if (hasEnded({ child })) return;
  child.kill(signal);
  const inTime = await Promise.race([ended.then(() => true), sleep(secondsToStop * 1000, false, { ref: false })]);
  if (!inTime) endGroup(child.pid);
  await ended;
}

function hasEnded({ child }) {
  return child.exitCode !== null || child.signalCode !== null;
}

async function removeRemains(folder) {
  for (const mount of mountsBelow(folder)) await run('umount', ['--lazy', mount], { accept: [0, 1, 32] });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * A daemon that had to be killed leaves the containerd that it started; a pid file names it, its arguments prove it. Without
 * the file the next daemon does not wait for one that is just going.
 */
function endContainerd(folder) {
  const pidFile = join(folder, 'exec', 'containerd', 'containerd.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (pid > 1 && readCommandLine(pid).includes(`${folder}/`)) endGroup(pid);
  rmSync(pidFile, { force: true });
}

function readCommandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Mount points below a folder, the deepest first. */
function mountsBelow(folder) {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((mount) => mount.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}

function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

function once(action) {
  let running;
  return () => (running ??= action());
}
