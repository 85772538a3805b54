import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
  /** Ends it and removes all that it had. */
  stop(): Promise<void>;
  /** Ends it and leaves what it has. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts one that was ended, with what it has and at the same address, and waits until it answers. */
  startAgain(): Promise<void>;
}

const program = '/usr/sbin/dockerd';

/** A test that needs it is not there elsewhere, as those that need another Engine. */
export const canStartDaemons = process.platform === 'linux' && process.getuid?.() === 0 && existsSync(program);

/**
 * Starts it on a bridge of its own: one that is to have none deletes `docker0`, which the suite's own daemon needs
 * (moby `daemon/daemon_unix.go`, removeDefaultBridgeInterface).
 */
export async function startOwnDaemon(...options: readonly string[]): Promise<OwnDaemon> {
  const bridge = `layerwise${randomBytes(3).toString('hex')}`;
  const removeBridge = (): void => void execFileSync('ip', ['link', 'delete', bridge]);
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge']);
  try {
    const daemon = await start([program, `--bridge=${bridge}`, '--iptables=false', ...options]);
    return { ...daemon, stop: () => daemon.stop().finally(removeBridge) };
  } catch (error) {
    removeBridge();
    throw error;
  }
}

async function start(command: readonly string[]): Promise<OwnDaemon> {
  const script = pathToFileURL(join(process.cwd(), 'scripts', 'setup', 'dockerDaemon.mjs')).href;
  const { startOwnDaemon: startBelow } = (await import(script)) as { startOwnDaemon(command: readonly string[]): Promise<OwnDaemon> };
  return startBelow(command);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
