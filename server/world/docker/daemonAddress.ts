import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { currentContextHost } from './dockerContext';
import { DaemonFailure } from './daemonFailure';

/** Where a daemon listens. `host` is the address as a user writes it. */
export type DaemonAddress =
  | { readonly kind: 'socket'; readonly host: string; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly hostname: string; readonly port: number };

/** What the search for a daemon depends on; given from outside, so that a test can choose it. */
export interface AddressSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

function ownSurroundings(): AddressSurroundings {
  return { environment: process.env, platform: process.platform, home: homedir() };
}

/**
 * Finds the daemon in the order of the Docker command line: the setting (as `--host`), `DOCKER_HOST`, the current
 * context, the default socket. Where the default socket is missing, sockets that Docker Desktop, rootless Docker and
 * Colima make are tried.
 * @throws DaemonFailure `bad-host` or `not-supported`.
 */
export function findDaemonAddress(setting: string, surroundings = ownSurroundings()): DaemonAddress {
  const named = setting.trim() || surroundings.environment['DOCKER_HOST']?.trim() || currentContextHost(surroundings);
  if (named) {
    return refuseTls(parseDaemonHost(named), surroundings);
  }
  if (surroundings.platform === 'win32') {
    return parseDaemonHost('npipe:////./pipe/docker_engine');
  }
  const candidates = defaultSockets(surroundings);
  return parseDaemonHost(`unix://${candidates.find((path) => existsSync(path)) ?? candidates[0]}`);
}

/**
 * Reads an address as `docker --host` does: `unix://`, `npipe://`, `tcp://`, or `host:port`.
 * @throws DaemonFailure `bad-host` or `not-supported`.
 */
export function parseDaemonHost(host: string): DaemonAddress {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/is.exec(host) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return { kind: 'socket', host, path: rest || '/var/run/docker.sock' };
    case 'npipe':
      return { kind: 'socket', host, path: rest || '//./pipe/docker_engine' };
    case 'tcp':
    case 'http':
      return parseTcp(host, rest);
    case 'https':
      throw new DaemonFailure('not-supported', host, 'TLS');
    case 'ssh':
      throw new DaemonFailure('not-supported', host, 'ssh://');
    default:
      throw new DaemonFailure('bad-host', host, `unknown scheme "${scheme}"`);
  }
}

/** Docker's default port without TLS is 2375; 2376 is TLS by convention. */
function parseTcp(host: string, rest: string): DaemonAddress {
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new DaemonFailure('bad-host', host, 'no host name and port in it');
  }
  const port = url.port === '' ? (/:80(?:\/|$)/.test(rest) ? 80 : 2375) : Number(url.port);
  if (port === 2376) {
    throw new DaemonFailure('not-supported', host, 'TLS');
  }
  return { kind: 'tcp', host, hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port };
}

/** With `DOCKER_TLS_VERIFY` set, the Docker command line speaks TLS to a TCP address; plain HTTP would be wrong there. */
function refuseTls(address: DaemonAddress, { environment }: AddressSurroundings): DaemonAddress {
  if (address.kind === 'tcp' && (environment['DOCKER_TLS_VERIFY'] ?? '') !== '') {
    throw new DaemonFailure('not-supported', address.host, 'TLS');
  }
  return address;
}

function defaultSockets({ environment, home }: AddressSurroundings): string[] {
  const runtimeFolder = environment['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    ...(runtimeFolder ? [join(runtimeFolder, 'docker.sock')] : []),
    join(home, '.docker', 'run', 'docker.sock'),
    join(home, '.docker', 'desktop', 'docker.sock'),
    join(home, '.colima', 'default', 'docker.sock'),
    join(home, '.orbstack', 'run', 'docker.sock'),
  ];
}
