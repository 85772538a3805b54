import { Agent, request as requestInHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as requestInTls } from 'node:https';
import type { DaemonAddress } from './daemonAddress';
import { SshConnection } from './sshConnection';
import { readTls } from './tlsFiles';

/** Opens requests to one daemon. They are GET and have no body, whatever a caller does. */
export interface RequestOpener {
  /** @returns a request on its way; ends early with the signal */
  open(path: string, signal: AbortSignal): ClientRequest;
  /** Ends connections that wait for a next request. */
  close(): void;
}

/** Connections at one time: four calls of a snapshot, streams of events, and room for what somebody asks meanwhile. */
const mostConnections = 8;

/** Milliseconds that a connection through `ssh` is kept for the next call, for whomever. To make one costs up to seconds. */
const idleTime = 30_000;

/**
 * A socket or plain TCP costs nothing to open, so each call has its own connection and closing leaves none behind. With TLS
 * a reader keeps its connections. Those through `ssh` are shared by all readers of the address.
 * @throws DaemonFailure `certificate-missing` or `certificate-rejected`
 */
export function requestOpener(address: DaemonAddress): RequestOpener {
  switch (address.kind) {
    case 'socket':
      return opener(requestInHttp, { socketPath: address.path, ...ownConnection });
    case 'ssh':
      return opener(requestInHttp, { host: 'docker', agent: sshAgent(address), headers: { Accept: 'application/json' } });
    case 'tcp':
      return address.tls === undefined ? opener(requestInHttp, { host: address.hostname, port: address.port, ...ownConnection }) : tlsOpener(address, address.tls);
  }
}

const ownConnection = { agent: false, headers: { Accept: 'application/json', Connection: 'close' } } as const;

function tlsOpener({ host, hostname, port }: Extract<DaemonAddress, { kind: 'tcp' }>, tls: Parameters<typeof readTls>[0]): RequestOpener {
  const agent = new TlsAgent({ ...readTls(tls, host), keepAlive: true, maxSockets: mostConnections });
  return opener(requestInTls, { host: hostname, port, agent, headers: { Accept: 'application/json' } }, () => agent.destroy());
}

function opener(request: typeof requestInHttp, options: RequestOptions, close = (): void => undefined): RequestOpener {
  return { open: (path, signal) => request({ ...options, path, method: 'GET', signal }).end(), close };
}

const sshAgents = new Map<string, Agent>();

function sshAgent({ host, target }: Extract<DaemonAddress, { kind: 'ssh' }>): Agent {
  const known = sshAgents.get(host);
  if (known) return known;
  const agent = new Agent({ keepAlive: true, maxSockets: mostConnections, timeout: idleTime });
  // node:http documents it as what a subclass replaces; its types leave it out.
  (agent as unknown as { createConnection(): SshConnection }).createConnection = () => new SshConnection(host, target);
  sshAgents.set(host, agent);
  return agent;
}
