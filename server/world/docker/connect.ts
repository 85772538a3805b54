import { Agent, request, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { DaemonAddress } from './daemonAddress';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import { readLines } from './readLines';

/**
 * The only door to a daemon. It has no way to send anything but GET, to the paths listed in `allowedPaths`, without a
 * body: a caller cannot change the daemon, whatever it passes. Answers are `unknown`: `decode.ts` reads them.
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
  listContainers(): Promise<unknown>;
  /** Opens the event stream; resolves once the daemon has accepted it. */
  events(listener: DaemonEventListener): Promise<void>;
  /** Ends the connection and every stream on it. No listener is called afterwards. */
  close(): void;
}

export interface DaemonEventListener {
  /** One decoded event message. */
  onEvent(event: unknown): void;
  /** Called once, when the stream ends for whatever cause. */
  onLost(failure: DaemonFailure): void;
}

export interface ConnectOptions {
  /** Milliseconds until a ping counts as unanswered. */
  readonly pingTimeout: number;
  /** Milliseconds for any other answer. Listing images takes 9 s on a loaded daemon with the containerd store. */
  readonly answerTimeout: number;
}

const defaultOptions: ConnectOptions = { pingTimeout: 5_000, answerTimeout: 60_000 };
const maximumAnswerBytes = 64 * 1024 * 1024;
const allowedPaths = /^\/(?:_ping|version|info|events|images\/json|images\/[\w:.-]+\/(?:json|history)|containers\/json)(?:\?|$)/;

/** Names a daemon. Nothing is sent before the first call. */
export function connectToDaemon(address: DaemonAddress, options: ConnectOptions = defaultOptions): DaemonReader {
  const connection = new Connection(address, options);
  const image = (id: string, what: string): Promise<unknown> => connection.json(`/images/${encodeURIComponent(id).replaceAll('%3A', ':')}/${what}`);
  return {
    host: address.host,
    ping: () => connection.ping(),
    version: () => connection.json('/version'),
    info: () => connection.json('/info'),
    listImages: () => connection.json('/images/json'),
    inspectImage: (id) => image(id, 'json'),
    imageHistory: (id) => image(id, 'history'),
    listContainers: () => connection.json('/containers/json?all=true'),
    events: (listener) => connection.events(listener),
    close: () => connection.close(),
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly open = new Set<ClientRequest>();
  private closed = false;

  constructor(
    private readonly address: DaemonAddress,
    private readonly options: ConnectOptions,
  ) {}

  async ping(): Promise<void> {
    const { status, headers, body } = await this.answer('/_ping', this.options.pingTimeout);
    if (/HTTP request to an HTTPS server/i.test(body)) {
      throw new DaemonFailure('not-supported', this.address.host, 'TLS');
    }
    if (status !== 200 || headers['api-version'] === undefined) {
      throw new DaemonFailure('not-docker', this.address.host, `HTTP ${status} without the header Api-Version`);
    }
  }

  async json(path: string): Promise<unknown> {
    const { status, body } = await this.answer(path, this.options.answerTimeout);
    if (status !== 200) {
      throw new DaemonFailure('unknown', this.address.host, `HTTP ${status} for ${path}`);
    }
    try {
      return JSON.parse(body);
    } catch {
      throw new DaemonFailure('not-docker', this.address.host, `the answer to ${path} is not JSON`);
    }
  }

  async events(listener: DaemonEventListener): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ type: ['container', 'image'] }));
    const response = await this.send(`/events?filters=${filters}`, this.options.answerTimeout);
    if (response.statusCode !== 200) {
      response.destroy();
      throw new DaemonFailure('unknown', this.address.host, `HTTP ${response.statusCode} for /events`);
    }
    let lost = false;
    const lose = (error: unknown): void => {
      if (!lost && !this.closed) {
        lost = true;
        listener.onLost(toDaemonFailure(error, this.address.host));
      }
    };
    const ended = new DaemonFailure('connection-lost', this.address.host, 'the event stream ended');
    // A stopping daemon gives `aborted`, `error` and `close`, never `end`; a proxy in between may end it properly.
    response.on('aborted', () => lose(ended)).on('error', lose).on('close', () => lose(ended)).on('end', () => lose(ended));
    readLines(response, (line) => {
      const event = parseEvent(line);
      if (event !== undefined && !lost && !this.closed) {
        listener.onEvent(event);
      }
    });
  }

  close(): void {
    this.closed = true;
    for (const one of this.open) {
      one.destroy();
    }
    this.agent.destroy();
  }

  private async answer(path: string, timeout: number): Promise<Answer> {
    const deadline = Date.now() + timeout;
    const response = await this.send(path, timeout);
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        // First the cause: destroying the response reports a lost connection.
        reject(toDaemonFailure(error, this.address.host));
        response.destroy();
      };
      const timer = setTimeout(() => fail(this.timedOut(path, timeout)), Math.max(0, deadline - Date.now()));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maximumAnswerBytes) {
          return fail(new Error(`the answer to ${path} is longer than ${maximumAnswerBytes} bytes`));
        }
        chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('aborted', () => fail(new DaemonFailure('connection-lost', this.address.host, `half an answer to ${path}`)));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
  }

  /** The single place where anything is sent. */
  private send(path: string, timeout: number): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => reject(toDaemonFailure(error, this.address.host));
      if (this.closed || !allowedPaths.test(path)) {
        return fail(new Error(this.closed ? 'the connection is closed' : `${path} is not a reading call`));
      }
      const outgoing = startRequest(this.requestOptions(path), fail);
      if (outgoing === undefined) {
        return;
      }
      const timer = setTimeout(() => outgoing.destroy(this.timedOut(path, timeout)), timeout);
      this.open.add(outgoing);
      outgoing.on('error', fail);
      outgoing.on('close', () => {
        clearTimeout(timer);
        this.open.delete(outgoing);
      });
      outgoing.on('response', (response) => {
        clearTimeout(timer);
        resolve(response);
      });
      outgoing.end();
    });
  }

  private requestOptions(path: string): RequestOptions {
    const where =
      this.address.kind === 'socket'
        ? { socketPath: this.address.path }
        : { hostname: this.address.hostname, port: this.address.port };
    return { ...where, path, method: 'GET', agent: this.agent, headers: { host: 'docker', accept: 'application/json' } };
  }

  private timedOut(path: string, timeout: number): DaemonFailure {
    return new DaemonFailure('timeout', this.address.host, `no answer to ${path} within ${timeout} ms`);
  }
}

/** Node.js throws at once for a port or path that cannot be. */
function startRequest(options: RequestOptions, fail: (error: unknown) => void): ClientRequest | undefined {
  try {
    return request(options);
  } catch (error) {
    fail(error);
    return undefined;
  }
}

function parseEvent(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
