import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createFolder, removeFolder } from './engine';

const run = promisify(execFile);
const program = '/usr/bin/podman';

/** Podman, which speaks Docker's API, with everything that it keeps in a folder of its own. */
export interface Podman {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** Runs `podman` and gives its trimmed output. */
  command(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A test that needs it is not there elsewhere. */
export const hasPodman = process.platform === 'linux' && process.getuid?.() === 0 && existsSync(program);

export async function startPodman(): Promise<Podman> {
  const folder = createFolder({});
  const socket = join(folder, 'podman.sock');
  const own = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--tmpdir', join(folder, 'tmp'), '--storage-driver', 'vfs', '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'];
  const service = spawn(program, [...own, 'system', 'service', '--time', '0', `unix://${socket}`], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => service.once('exit', () => resolve()).once('error', () => resolve()));
  while (!existsSync(socket) && service.exitCode === null) await wait(20);
  return {
    host: `unix://${socket}`,
    command: async (...args) => (await run(program, [...own, ...args])).stdout.trim(),
    stop: async () => {
      service.kill();
      await ended;
      removeFolder(folder);
    },
  };
}
