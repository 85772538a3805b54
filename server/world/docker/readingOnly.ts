import type { IncomingMessage, RequestOptions } from 'node:http';
import type { DaemonAddress } from './daemonAddress';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';

/** What of docker-modem is relied on: every call of dockerode ends in `buildRequest`, the only place that sends. */
export interface Modem {
  buildRequest(options: RequestOptions, call: ModemCall, body: unknown, callback: ModemCallback): void;
}

interface ModemCall {
  /** The answer is handed on as a stream, once its head has come. */
  readonly isStream?: boolean;
  readonly hijack?: boolean;
  readonly openStdin?: boolean;
  readonly statusCodes?: Readonly<Record<number, true | string>>;
}

type ModemCallback = (error: unknown, answer?: unknown) => void;

export interface ReadingLimits {
  /** Milliseconds until a ping counts as unanswered. */
  readonly pingTimeout: number;
  /** Milliseconds for any other answer. Listing images takes 9 s on a loaded daemon with the containerd store. */
  readonly answerTimeout: number;
}

const pingPath = '/_ping';
/** The only calls that leave. Ids and names begin with a letter or digit, so that no `..` can be one. */
const allowedCalls = [
  '_ping',
  'version',
  'info',
  'images/json',
  'images/ID/(?:json|history)',
  'containers/json\\?all=true(?:&size=true)?',
  'containers/ID/json',
  'volumes',
  'networks',
  'services',
  'tasks',
  'nodes',
  'system/df(?:\\?type=[a-z-]+(?:&type=[a-z-]+)*)?',
  'events\\?filters=[\\w%.-]+',
];
const allowedPaths = new RegExp(`^/(?:${allowedCalls.join('|').replaceAll('ID', '\\w[\\w:.-]*')})$`);
const maximumAnswerBytes = 64 * 1024 * 1024;

/** Says yes to every status: with any other, docker-modem would read an error's body whole, whatever its size. */
const everyStatus = new Proxy<Record<number, true>>({}, { get: () => true });

/**
 * Takes from a modem the ability to send anything but GET without a body, to the paths listed above, at one address.
 * Whatever else is asked of it fails before a connection is opened. Answers come back parsed from JSON (of a ping:
 * nothing), bounded in size and time; every error is a `DaemonFailure`.
 * @returns ends every call and stream; later calls fail.
 */
export function restrictToReading(modem: Modem, address: DaemonAddress, limits: ReadingLimits): () => void {
  const open = new Set<AbortController>();
  const send = modem.buildRequest.bind(modem);
  let closed = false;
  modem.buildRequest = (options, call, body, callback) => {
    const refusal = closed ? 'the connection is closed' : refusalOf(options, call, body, address);
    if (refusal !== undefined) {
      return callback(new DaemonFailure(refusal === wrongAddress ? 'bad-host' : 'unknown', address.host, refusal));
    }
    const path = String(options.path);
    const controller = new AbortController();
    const timeout = path === pingPath ? limits.pingTimeout : limits.answerTimeout;
    const late = new DaemonFailure('timeout', address.host, `no answer to ${path} within ${timeout} ms`);
    const timer = setTimeout(() => controller.abort(late), timeout);
    open.add(controller);
    const fail = (error: unknown): void => {
      const failure = toDaemonFailure(controller.signal.aborted ? controller.signal.reason : plainCause(error, address), address.host);
      clearTimeout(timer);
      open.delete(controller);
      controller.abort(failure);
      callback(failure);
    };
    // docker-modem would follow a redirection to any server and path.
    const guarded = { ...options, maxRedirects: 0, signal: controller.signal };
    send(guarded, { isStream: true, statusCodes: everyStatus }, undefined, (error, answer) => {
      if (error) return fail(error);
      const response = answer as IncomingMessage;
      response.once('close', () => open.delete(controller));
      if (!call.isStream) {
        readAnswer(path, response, address.host).then((value) => (clearTimeout(timer), callback(null, value)), fail);
      } else if (response.statusCode !== 200) {
        fail(unexpectedStatus(path, response, address.host));
      } else {
        clearTimeout(timer);
        callback(null, response);
      }
    });
  };
  return () => {
    closed = true;
    for (const controller of open) {
      controller.abort(new DaemonFailure('connection-lost', address.host, 'the connection was closed'));
    }
  };
}

const wrongAddress = 'this is not the address of a daemon';

/** Why a call may not be sent; undefined if it may. */
function refusalOf(options: RequestOptions, call: ModemCall, body: unknown, address: DaemonAddress): string | undefined {
  const { method, path } = options;
  if (method !== 'GET' || body !== undefined || call.hijack || call.openStdin || !allowedPaths.test(String(path))) {
    return `${method} ${path} is not a reading call`;
  }
  // docker-modem puts host and path together as text, so what is in a host name could become part of the path.
  const right =
    address.kind === 'socket'
      ? options.socketPath === address.path
      : options.socketPath === undefined && options.hostname === address.hostname && Number(options.port) === address.port;
  return right ? undefined : wrongAddress;
}

/** A server that redirects is not a Docker Engine; docker-modem says only that there were too many redirections. */
function plainCause(error: unknown, address: DaemonAddress): unknown {
  const redirected = error instanceof Error && error.message.startsWith('Max redirects exceeded');
  return redirected ? new DaemonFailure('not-docker', address.host, 'the server redirects elsewhere') : error;
}

async function readAnswer(path: string, response: IncomingMessage, host: string): Promise<unknown> {
  const body = await bodyOf(path, response);
  if (path === pingPath) {
    return checkPing(body, response, host);
  }
  if (response.statusCode !== 200) {
    throw unexpectedStatus(path, response, host);
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new DaemonFailure('not-docker', host, `the answer to ${path} is not JSON`);
  }
}

/** Read here and not in docker-modem, which has no bound and waits for ever when a connection ends amid an answer. */
async function bodyOf(path: string, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maximumAnswerBytes) {
      throw new Error(`the answer to ${path} is longer than ${maximumAnswerBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function checkPing(body: string, { statusCode, headers }: IncomingMessage, host: string): undefined {
  if (/HTTP request to an HTTPS server/i.test(body)) {
    throw new DaemonFailure('not-supported', host, 'TLS');
  }
  if (statusCode !== 200 || headers['api-version'] === undefined) {
    throw new DaemonFailure('not-docker', host, `HTTP ${statusCode} without the header Api-Version`);
  }
}

function unexpectedStatus(path: string, { statusCode }: IncomingMessage, host: string): DaemonFailure {
  return new DaemonFailure('unknown', host, `HTTP ${statusCode} for ${path}`, statusCode);
}
