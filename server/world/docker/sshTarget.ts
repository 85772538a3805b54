import { DaemonFailure } from './daemonFailure';

/** The machine behind an `ssh://` address. */
export interface SshTarget {
  readonly hostname: string;
  readonly user?: string;
  readonly port?: number;
  /** A socket on that machine, where it is not the one that Docker uses there. */
  readonly socket?: string;
}

/** Neither may begin with a hyphen, so that `ssh` cannot take it for an option. A name may be an alias of `~/.ssh/config`. */
const hostNames = /^(?:[A-Za-z0-9_][\w.-]*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%\w+)?)$/;
const userNames = /^[A-Za-z0-9_][\w.@+\\-]*$/;
/** It becomes a word of the command that the other machine's shell reads. */
const socketPaths = /^\/[\w./@+-]*$/;

/**
 * Reads what stands behind `ssh://`: `user@host:port`, and a path to a socket as newer Docker command lines take it.
 * @throws DaemonFailure `bad-host`, or `not-supported` for a password in the address
 */
export function parseSshHost(host: string, rest: string): SshTarget {
  const [, user, bracketed, plain, digits, path = ''] = /^(?:([^/]*)@)?(?:\[([^\]/]+)\]|([^:/@[\]]+))(?::(\d{1,5}))?(\/.*)?$/s.exec(rest) ?? [];
  const hostname = bracketed ?? plain;
  if (user?.includes(':')) {
    throw new DaemonFailure('not-supported', 'ssh://', 'a password in the address');
  }
  const port = digits === undefined ? undefined : Number(digits);
  const isGood = hostname !== undefined && hostNames.test(hostname) && (user === undefined || userNames.test(user)) && (port === undefined || (port > 0 && port < 65_536));
  if (!isGood || (path !== '' && !socketPaths.test(path))) {
    throw new DaemonFailure('bad-host', host, 'not an address of the form ssh://user@host:port');
  }
  return { hostname, ...(user !== undefined && { user }), ...(port !== undefined && { port }), ...(path.length > 1 && { socket: path }) };
}

/**
 * The arguments of `ssh` that join its input and output with the daemon's socket, as the Docker command line does. It never
 * asks for anything: nobody could answer. Source: docker/cli `cli/connhelper`.
 */
export function sshArguments({ hostname, user, port, socket }: SshTarget): string[] {
  const options = ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];
  const from = [...(user === undefined ? [] : ['-l', user]), ...(port === undefined ? [] : ['-p', String(port)])];
  const daemon = socket === undefined ? [] : ['--host', `unix://${socket}`];
  return [...options, ...from, '--', hostname, 'docker', ...daemon, 'system', 'dial-stdio'];
}
