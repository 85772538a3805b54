import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** A daemon beside the suite's own, with options that a test chooses. */
export interface OwnDaemon {
  /** As in DOCKER_HOST. */
  readonly host: string;
  readonly engineVersion: string;
  readonly folder: string;
  stop(): Promise<void>;
}

const program = '/usr/sbin/dockerd';

/** A test that needs it is not there elsewhere, as those that need another Engine. */
export const canStartDaemons = process.platform === 'linux' && process.getuid?.() === 0 && existsSync(program);

/** Starts it without networks: nothing of it may be in the way of the suite's own. */
export async function startOwnDaemon(...options: readonly string[]): Promise<OwnDaemon> {
  const script = pathToFileURL(join(process.cwd(), 'scripts', 'setup', 'dockerDaemon.mjs')).href;
  const { startOwnDaemon: start } = (await import(script)) as { startOwnDaemon(command: readonly string[]): Promise<OwnDaemon> };
  return start([program, '--bridge=none', '--iptables=false', ...options]);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
