import { Agent, request as requestInHttp, type AgentOptions, type ClientRequest, type RequestOptions } from 'node:http';
import { Agent as TlsAgent, request as requestInTls } from 'node:https';
import type { DaemonAddress } from './daemonAddress';
import { SshConnection } from './sshConnection';
import { readTls } from './tlsFiles';

export type ReadingMethod = 'GET' | 'HEAD';

/** Opens requests to one daemon. They are GET or HEAD and have no body, whatever a caller does. */
export interface RequestOpener {
  /** @returns a request on its way; ends early with the signal */
  open(path: string, signal: AbortSignal, method: ReadingMethod): ClientRequest;
  /** Ends connections that wait for a next request. */
  close(): void;
}

/** Connections at one time: four calls of a snapshot, streams of events, and room for what somebody asks meanwhile. */
const mostConnections = 8;

/**
 * Milliseconds that a connection waits for a next call: a local one for the rest of a snapshot, one through `ssh` until
 * somebody wants to know something again.
 */
const [idleTime, idleTimeOfSsh] = [500, 30_000];

/**
 * Connections are kept for the next call: on a local socket that halves what 600 calls cost this process, and through `ssh`
 * each costs up to seconds, so there they are shared by all readers of the address. Others end with their reader.
 * @throws DaemonFailure `certificate-missing` or `certificate-rejected`
 */
export function requestOpener(address: DaemonAddress): RequestOpener {
  const pool = { keepAlive: true, maxSockets: mostConnections, timeout: idleTime };
  switch (address.kind) {
    case 'socket':
      return opener(requestInHttp, { socketPath: address.path }, new Agent(pool));
    case 'tcp': {
      const place = { host: address.hostname, port: address.port };
      if (address.tls === undefined) return opener(requestInHttp, place, new Agent(pool));
      return opener(requestInTls, place, new TlsAgent({ ...pool, ...readTls(address.tls, address.host) }));
    }
    case 'ssh':
      return { ...opener(requestInHttp, { host: 'docker' }, sshAgent(address, { ...pool, timeout: idleTimeOfSsh })), close: () => undefined };
  }
}

function opener(request: typeof requestInHttp, place: RequestOptions, agent: Agent): RequestOpener {
  const options = { ...place, agent, headers: { Accept: 'application/json' } };
  return { open: (path, signal, method) => request({ ...options, method: method === 'HEAD' ? 'HEAD' : 'GET', path, signal }).end(), close: () => agent.destroy() };
}

const sshAgents = new Map<string, Agent>();

function sshAgent({ host, target }: Extract<DaemonAddress, { kind: 'ssh' }>, pool: AgentOptions): Agent {
  const known = sshAgents.get(host);
  if (known) return known;
  const agent = new Agent(pool);
  // node:http documents it as what a subclass replaces; its types leave it out.
  (agent as unknown as { createConnection(): SshConnection }).createConnection = () => new SshConnection(host, target);
  sshAgents.set(host, agent);
  return agent;
}
