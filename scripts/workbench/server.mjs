/** Starts VS Code's server on 127.0.0.1 and ends exactly what it started. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run, endGroup } from '../setup/run.mjs';
import { nodeExecutable } from './nodeRuntime.mjs';
import { serverEntry } from './paths.mjs';

const host = '127.0.0.1';
const startLimitMs = 60_000;
const endLimitMs = 3000;

/**
 * Installs an extension into a profile, as a user would from a VSIX.
 * @param {import('./profile.mjs').Profile} profile
 * @param {string} vsix absolute path
 * @returns {Promise<string>} what VS Code says about it
 * @throws {import('../setup/run.mjs').CommandFailure}
 */
export async function installExtension(profile, vsix) {
  const args = [serverEntry, ...profileArguments(profile), '--install-extension', vsix, '--force'];
  const { output } = await run(nodeExecutable(), args, { env: serverEnvironment(), timeoutMs: 120_000 });
  return output.trim();
}

/**
 * Starts the server and waits until it answers. It listens on 127.0.0.1 only and asks for a random token, so that no
 * other user of the machine and no web page can reach the editor.
 * @param {import('./profile.mjs').Profile} profile
 * @param {{ port?: number, env?: Record<string, string>, args?: readonly string[] }} [options]
 *   port 0 or none: a free one; env: added to this process's, and seen by extensions
 * @returns {Promise<WorkbenchServer>}
 * @throws {Error} when it ends or stays silent, with its log
 *
 * @typedef {{ host: string, port: number, token: string, log: string, ended: Promise<number | null>,
 *   stop(): Promise<void> }} WorkbenchServer
 */
export async function startServer(profile, options = {}) {
  const port = await freePort(options.port);
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(profile.folder, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const log = join(profile.folder, 'server.log');
  const output = openSync(log, 'w');
  const args = ['--host', host, '--port', String(port), '--connection-token-file', tokenFile, '--disable-telemetry'];
  // This process's environment is already the user's; a login shell to ask for it costs seconds and may hang.
  args.push('--force-disable-user-env', ...(options.args ?? []));
  const child = spawn(
    nodeExecutable(),
    [serverEntry, ...profileArguments(profile), ...args],
    { env: { ...serverEnvironment(), ...options.env }, stdio: ['ignore', output, output], detached: true },
  );
  closeSync(output);
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  // The last resort, for a process that ends without having called stop.
  const endAtExit = () => endGroup(child.pid);
  process.once('exit', endAtExit);
  void ended.then(() => process.off('exit', endAtExit));
  const server = { host, port, token, log, ended, stop: () => endServer(child, ended) };
  await untilAnswering(server);
  return server;
}

async function untilAnswering(server) {
  let running = true;
  void server.ended.then(() => (running = false));
  const limit = Date.now() + startLimitMs;
  while (running && Date.now() < limit) {
    const answered = await fetch(`http://${host}:${server.port}/version`).then((response) => response.ok, () => false);
    if (answered && running) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await server.stop();
  const reason = running ? `did not answer within ${startLimitMs / 1000} s` : 'ended at once';
  throw new Error(`The workbench's server ${reason}. Its log:\n${readFileSync(server.log, 'utf8')}`);
}

/** The server has children of its own (extension host, language servers), so the whole process group is ended. */
async function endServer(child, ended) {
  endGroup(child.pid, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endLimitMs).unref())]);
  endGroup(child.pid, 'SIGKILL');
}

function profileArguments(profile) {
  return [
    '--accept-server-license-terms',
    ...['--user-data-dir', profile.userData],
    ...['--extensions-dir', profile.extensions],
    ...['--server-data-dir', profile.serverData],
  ];
}

/** Without a gallery nothing is asked of the network. What an outer VS Code left in the environment would confuse this one. */
function serverEnvironment() {
  const environment = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(environment), EXTENSIONS_GALLERY: '{}' };
}

/** The wanted port, or any free one. The server itself would stay silent about a port that is taken. */
async function freePort(wanted = 0) {
  const probe = createServer().listen(wanted, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw new Error(error.code === 'EADDRINUSE' ? `Port ${wanted} is in use.` : `Port ${wanted}: ${error.message}`);
  }
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
