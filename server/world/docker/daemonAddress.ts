import type { DaemonChoice } from './daemonChoice';
import { DaemonFailure } from './daemonFailure';
import { defaultSocket } from './defaultSocket';
import { currentContextName, defaultContext, readContext } from './dockerContext';
import { parseSshHost, type SshTarget } from './sshTarget';
import { ownSurroundings, type Surroundings } from './surroundings';
import { tlsOfEnvironment, tlsOfHttps, type TlsFiles } from './tlsFiles';

/** Where a daemon listens. `host` is the address as a user writes it. */
export type DaemonAddress =
  | { readonly kind: 'socket'; readonly host: string; readonly path: string }
  /** With `tls` in TLS, otherwise in plain HTTP. */
  | { readonly kind: 'tcp'; readonly host: string; readonly hostname: string; readonly port: number; readonly tls?: TlsFiles }
  | { readonly kind: 'ssh'; readonly host: string; readonly target: SshTarget };

/**
 * Finds the daemon in the order of the Docker command line: the chosen address (as `--host`), the chosen context (as
 * `--context`), `DOCKER_HOST`, the current context, the default socket. The certificates of a context belong to it alone;
 * for any other address the environment says whether TLS is spoken.
 * @throws DaemonFailure `bad-host` or `not-supported`.
 */
export function findDaemonAddress(choice: DaemonChoice, surroundings: Surroundings = ownSurroundings()): DaemonAddress {
  const host = choice.host.trim();
  const chosen = choice.context.trim();
  const byAddress = host || (chosen === '' || chosen === defaultContext ? surroundings.environment['DOCKER_HOST']?.trim() : '');
  if (byAddress) {
    return parseDaemonHost(byAddress, /^https:/i.test(byAddress) ? tlsOfHttps(surroundings) : tlsOfEnvironment(surroundings));
  }
  const name = chosen || currentContextName(surroundings);
  if (name !== defaultContext) {
    const endpoint = readContext(name, surroundings);
    return parseDaemonHost(endpoint.host, endpoint.tls);
  }
  return parseDaemonHost(defaultSocket(surroundings));
}

/**
 * Reads an address as `docker --host` does: `unix://`, `npipe://`, `tcp://`, `ssh://`, or `host:port`.
 * @param tls for addresses that can speak it
 * @throws DaemonFailure `bad-host` or `not-supported`.
 */
export function parseDaemonHost(host: string, tls?: TlsFiles): DaemonAddress {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/is.exec(host) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return { kind: 'socket', host, path: rest || '/var/run/docker.sock' };
    case 'npipe':
      return { kind: 'socket', host, path: rest || '//./pipe/docker_engine' };
    case 'tcp':
      return parseTcp(host, rest, tls);
    case 'http':
      return parseTcp(host, rest, undefined);
    case 'https':
      return parseTcp(host, rest, tls ?? { verify: true });
    case 'ssh':
      return { kind: 'ssh', host, target: parseSshHost(host, rest) };
    default:
      throw new DaemonFailure('bad-host', host, `unknown scheme "${scheme}"`);
  }
}

/** Docker's default port is 2375, with TLS 2376. */
function parseTcp(host: string, rest: string, tls: TlsFiles | undefined): DaemonAddress {
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new DaemonFailure('bad-host', host, 'no host name and port in it');
  }
  if (url.password !== '') {
    throw new DaemonFailure('not-supported', 'tcp://', 'a password in the address');
  }
  const port = url.port === '' ? (/:80(?:\/|$)/.test(rest) ? 80 : tls ? 2376 : 2375) : Number(url.port);
  return { kind: 'tcp', host, hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, ...(tls && { tls }) };
}
