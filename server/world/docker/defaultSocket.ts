import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from './surroundings';

const windowsPipes = ['docker_engine', 'dockerDesktopLinuxEngine', 'podman-machine-default'];

/**
 * The address of the daemon where nobody has chosen one: Docker's default, or where that is not there the first of those
 * that is: rootless Docker, Docker Desktop, Colima, OrbStack, Rancher Desktop, Podman. Only what is there is looked at: a
 * socket that refuses is not passed over, because another engine's images in its place would be taken for Docker's.
 * Sources: https://docs.docker.com/engine/security/rootless/, https://docs.docker.com/desktop/setup/install/mac-permission-requirements/,
 * https://github.com/abiosoft/colima/blob/main/docs/FAQ.md, https://docs.orbstack.dev/docker/, https://docs.podman.io/en/latest/markdown/podman-system-service.1.html
 */
export function defaultSocket(surroundings: Surroundings): string {
  if (surroundings.platform === 'win32') {
    const pipes = new Set(surroundings.pipes ?? pipesOfWindows());
    return `npipe:////./pipe/${windowsPipes.find((name) => pipes.has(name)) ?? windowsPipes[0]}`;
  }
  const candidates = unixSockets(surroundings);
  return `unix://${candidates.find(isSocket) ?? candidates[0]}`;
}

function unixSockets({ environment, home, platform, userId, root = '/' }: Surroundings): string[] {
  const ownFolder = userId === undefined ? [] : [join(root, 'run', 'user', String(userId))];
  const runtimeFolders = [...new Set([...given(environment['XDG_RUNTIME_DIR']), ...ownFolder])];
  const colima = [...given(environment['COLIMA_HOME']), join(home, '.colima'), join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'colima')];
  const podmanMachine = join(home, '.local', 'share', 'containers', 'podman', 'machine');
  return [
    join(root, 'var', 'run', 'docker.sock'),
    ...runtimeFolders.map((folder) => join(folder, 'docker.sock')),
    join(home, '.docker', 'run', 'docker.sock'),
    join(home, '.docker', 'desktop', 'docker.sock'),
    ...colima.map((folder) => join(folder, 'default', 'docker.sock')),
    join(home, '.orbstack', 'run', 'docker.sock'),
    join(home, '.rd', 'docker.sock'),
    ...runtimeFolders.map((folder) => join(folder, 'podman', 'podman.sock')),
    join(root, 'run', 'podman', 'podman.sock'),
    ...['', 'qemu', 'podman-machine-default'].map((folder) => join(podmanMachine, folder, 'podman.sock')),
    ...(platform === 'darwin' ? given(environment['TMPDIR']).map((folder) => join(folder, 'podman', 'podman-machine-default-api.sock')) : []),
  ];
}

function given(folder: string | undefined): string[] {
  return folder ? [folder] : [];
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
}

/** To look at a single pipe would open it. */
function pipesOfWindows(): readonly string[] {
  try {
    return readdirSync('//./pipe/');
  } catch {
    return [];
  }
}
