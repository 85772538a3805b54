import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import type { DaemonAddress } from './daemonAddress';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import { readLines } from './readLines';
import { restrictToReading, type Modem, type ReadingLimits } from './readingOnly';
import { requestOpener, type ReadingMethod } from './requestOpener';

/**
 * The only door to a daemon. It has no way to send anything but GET and HEAD, to the paths listed in `readingOnly.ts`,
 * without a body: a caller cannot change the daemon, whatever it passes. Answers are `unknown`: `decode.ts` reads them.
 * Reference of the calls: https://docs.docker.com/reference/api/engine/
 */
export interface DaemonReader {
  /** The address as a user writes it. */
  readonly host: string;
  /** Settles if a Docker Engine answers; rejects with `not-docker` if something else does. */
  ping(): Promise<void>;
  version(): Promise<unknown>;
  info(): Promise<unknown>;
  listImages(): Promise<unknown>;
  inspectImage(id: string): Promise<unknown>;
  imageHistory(id: string): Promise<unknown>;
  /** All containers, without their sizes. */
  listContainers(): Promise<unknown>;
  /** As `listContainers`, with `SizeRw` and `SizeRootFs`: the daemon walks the files of each container for it. */
  listContainersWithSizes(): Promise<unknown>;
  inspectContainer(id: string): Promise<unknown>;
  /** What a container has added, changed and deleted of its image's files. */
  containerChanges(id: string): Promise<unknown>;
  /** The last lines of a container's log as they were sent: `readLog` reads them. The stream ends by itself. */
  containerLog(id: string): Promise<Readable>;
  /** Settles where something is at a path in a container, running or not; rejects with `status` 404 where nothing is. */
  statInContainer(id: string, path: string): Promise<void>;
  listVolumes(): Promise<unknown>;
  listNetworks(): Promise<unknown>;
  /** Outside a swarm, and where the daemon is no manager of it, these three fail with `status` 503. */
  listServices(): Promise<unknown>;
  listTasks(): Promise<unknown>;
  listNodes(): Promise<unknown>;
  /**
   * What `docker system df` reads. It takes the daemon up to seconds.
   * @param kinds only these are counted, from API 1.42 on; an older daemon does not know the restriction and counts all
   */
  diskUsage(kinds?: readonly DiskUsageKind[]): Promise<unknown>;
  /** Opens the event stream; resolves once the daemon has accepted it. */
  events(listener: DaemonEventListener): Promise<void>;
  /** Ends the connection and every stream on it. No listener is called afterwards. */
  close(): void;
}

export type DiskUsageKind = 'container' | 'image' | 'volume' | 'build-cache';

export interface DaemonEventListener {
  /** One decoded event message. */
  onEvent(event: unknown): void;
  /** Called once, when the stream ends for whatever cause. */
  onLost(failure: DaemonFailure): void;
}

/** A daemon passes over a type that it does not know. */
const followedTypes = ['container', 'image', 'network', 'node', 'service', 'volume'] as const;

/** Lines of a container's log, from its end. */
const mostLogLines = 500;

/** More than `ssh` itself waits for its connection. */
const sshPingTimeout = 15_000;

const defaultLimits: ReadingLimits = { pingTimeout: 5_000, answerTimeout: 60_000 };

/**
 * Names a daemon. Nothing is sent before the first call.
 * @throws DaemonFailure `certificate-missing` or `certificate-rejected`
 */
export function connectToDaemon(address: DaemonAddress, limits: ReadingLimits = defaultLimits): DaemonReader {
  // It only spells the paths of calls: where they go is the opener's.
  const docker = withoutDockerHost(() => new Docker({ socketPath: 'decided elsewhere' }));
  const end = restrictToReading(docker.modem as unknown as Modem, requestOpener(address), address.host, patient(limits, address));
  let closed = false;
  /** dockerode throws at once for an address that cannot be. */
  const call = async (make: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await make();
    } catch (error) {
      throw toDaemonFailure(error, address.host);
    }
  };
  const image = (id: string): Docker.Image => docker.getImage(inPath(id));
  return {
    host: address.host,
    ping: async () => void (await call(() => docker.ping())),
    version: () => call(() => docker.version()),
    info: () => call(() => docker.info()),
    listImages: () => call(() => docker.listImages()),
    inspectImage: (id) => call(() => image(id).inspect()),
    imageHistory: (id) => call(() => image(id).history()),
    listContainers: () => call(() => docker.listContainers({ all: true })),
    listContainersWithSizes: () => call(() => docker.listContainers({ all: true, size: true })),
    inspectContainer: (id) => call(() => docker.getContainer(inPath(id)).inspect()),
    containerChanges: (id) => call(() => docker.getContainer(inPath(id)).changes()),
    containerLog: async (id) => (await call(() => dialStream(docker, 'GET', `/containers/${inPath(id)}/logs?`, { stdout: true, stderr: true, tail: mostLogLines }))) as Readable,
    statInContainer: async (id, path) => {
      // The answer to HEAD has no body, but ends only once it is read.
      const answer = (await call(() => dialStream(docker, 'HEAD', `/containers/${inPath(id)}/archive?`, { path }))) as Readable;
      answer.resume();
    },
    listVolumes: () => call(() => docker.listVolumes()),
    listNetworks: () => call(() => docker.listNetworks()),
    listServices: () => call(() => docker.listServices()),
    listTasks: () => call(() => docker.listTasks()),
    listNodes: () => call(() => docker.listNodes()),
    diskUsage: (kinds) => call(() => readDiskUsage(docker, kinds ?? [])),
    events: async (listener) => {
      const stream = (await call(() => docker.getEvents({ filters: { type: [...followedTypes] } }))) as Readable;
      followEvents(stream, address.host, listener, () => closed);
    },
    close: () => {
      closed = true;
      end();
    },
  };
}

/** dockerode puts an id into the path as it is, so `x/json?` would become another call. */
function inPath(id: string): string {
  return encodeURIComponent(id).replaceAll('%3A', ':');
}

/** dockerode's own `df` passes no options. From API 1.52 on the single objects are told only to who asks for all. */
function readDiskUsage({ modem }: Docker, kinds: readonly DiskUsageKind[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { verbose: true, ...(kinds.length > 0 && { type: kinds }) };
    const call = { path: '/system/df?', method: 'GET', options, statusCodes: { 200: true } };
    modem.dial(call, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}

/** dockerode waits for the end of a log, and knows no bound. */
function dialStream({ modem }: Docker, method: ReadingMethod, path: string, options: Readonly<Record<string, unknown>>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    modem.dial({ path, method, options, isStream: true, statusCodes: { 200: true } }, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}

/** The first call through `ssh` waits for a connection, which costs up to seconds. */
function patient(limits: ReadingLimits, { kind }: DaemonAddress): ReadingLimits {
  return kind === 'ssh' ? { ...limits, pingTimeout: Math.max(limits.pingTimeout, sshPingTimeout) } : limits;
}

/** docker-modem reads DOCKER_HOST whatever it is told, and throws at a malformed one. Nothing else runs meanwhile. */
function withoutDockerHost<T>(make: () => T): T {
  const host = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    return make();
  } finally {
    if (host !== undefined) {
      process.env['DOCKER_HOST'] = host;
    }
  }
}

function followEvents(stream: Readable, host: string, listener: DaemonEventListener, isClosed: () => boolean): void {
  let lost = false;
  const lose = (error: unknown): void => {
    if (!lost && !isClosed()) {
      lost = true;
      listener.onLost(toDaemonFailure(error, host));
    }
  };
  const ended = new DaemonFailure('connection-lost', host, 'the event stream ended');
  // A stopping daemon gives `aborted`, `error` and `close`, never `end`; a proxy in between may end it properly.
  stream.on('aborted', () => lose(ended)).on('error', lose).on('close', () => lose(ended)).on('end', () => lose(ended));
  readLines(stream, (line) => {
    const event = parseEvent(line);
    if (event !== undefined && !lost && !isClosed()) {
      listener.onEvent(event);
    }
  });
  // What has ended before somebody listened says it no more.
  if (stream.destroyed) lose(ended);
}

function parseEvent(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
