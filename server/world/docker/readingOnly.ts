import type { IncomingMessage, RequestOptions } from 'node:http';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import type { RequestOpener } from './requestOpener';

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
  'system/df\\?verbose=true(?:&type=[a-z-]+)*',
  'events\\?filters=[\\w%.-]+',
];
const allowedPaths = new RegExp(`^/(?:${allowedCalls.join('|').replaceAll('ID', '\\w[\\w:.-]*')})$`);
const maximumAnswerBytes = 64 * 1024 * 1024;

/** How much of an answer that refuses is read for its words. */
const mostBytesOfWords = 4_096;
const longestWords = 500;

/** API 1.30 is that of Engine 17.06. Older ones know neither all events nor what a disk is used for. */
const oldestApi = [1, 30] as const;

/**
 * Takes from a modem the ability to send anything but GET without a body, to the paths listed above, at the one address
 * that `opener` knows: whatever address the modem itself names is not looked at. Whatever else is asked of it fails before
 * a connection is opened. Answers come back parsed from JSON (of a ping: nothing), bounded in size and time; every error
 * is a `DaemonFailure`.
 * @param host the address as a user writes it
 * @returns ends every call and stream; later calls fail.
 */
export function restrictToReading(modem: Modem, opener: RequestOpener, host: string, limits: ReadingLimits): () => void {
  const open = new Set<AbortController>();
  let closed = false;
  modem.buildRequest = (options, call, body, callback) => {
    const refusal = closed ? 'the connection is closed' : refusalOf(options, call, body);
    if (refusal !== undefined) {
      return callback(new DaemonFailure('unknown', host, refusal));
    }
    const path = String(options.path);
    const controller = new AbortController();
    const timeout = path === pingPath ? limits.pingTimeout : limits.answerTimeout;
    const late = new DaemonFailure('timeout', host, `no answer to ${path} within ${timeout} ms`);
    const timer = setTimeout(() => controller.abort(late), timeout);
    open.add(controller);
    const fail = (error: unknown): void => {
      const failure = toDaemonFailure(controller.signal.aborted ? controller.signal.reason : error, host);
      clearTimeout(timer);
      open.delete(controller);
      controller.abort(failure);
      callback(failure);
    };
    send(opener, path, controller.signal).then((response) => {
      response.once('close', () => open.delete(controller));
      const answer = call.isStream ? checkStream(path, response, host) : readAnswer(path, response, host);
      return answer.then((value) => (clearTimeout(timer), callback(null, value)));
    }).catch(fail);
  };
  return () => {
    closed = true;
    for (const controller of open) {
      controller.abort(new DaemonFailure('connection-lost', host, 'the connection was closed'));
    }
    opener.close();
  };
}

/** Why a call may not be sent; undefined if it may. */
function refusalOf({ method, path }: RequestOptions, call: ModemCall, body: unknown): string | undefined {
  const isReading = method === 'GET' && body === undefined && !call.hijack && !call.openStdin && allowedPaths.test(String(path));
  return isReading ? undefined : `${method} ${path} is not a reading call`;
}

/** The head of the answer. A connection that was kept may have been closed just now, which says nothing of the daemon. */
function send(opener: RequestOpener, path: string, signal: AbortSignal, isAgain = false): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = opener.open(path, signal);
    let answered = false;
    request.once('response', (response) => ((answered = true), resolve(response))).on('error', (error) => {
      const isStale = request.reusedSocket && !isAgain && !signal.aborted && !answered;
      if (isStale) send(opener, path, signal, true).then(resolve, reject);
      else reject(error);
    });
  });
}

async function checkStream(path: string, response: IncomingMessage, host: string): Promise<IncomingMessage> {
  if (response.statusCode !== 200) throw await unexpectedStatus(path, response, host);
  return response;
}

async function readAnswer(path: string, response: IncomingMessage, host: string): Promise<unknown> {
  if (path === pingPath) {
    return checkPing(response, host);
  }
  if (response.statusCode !== 200) {
    throw await unexpectedStatus(path, response, host);
  }
  const body = await bodyOf(path, response);
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

/** Only a Docker Engine, or what stands in for one, names the version of its API. */
async function checkPing(response: IncomingMessage, host: string): Promise<undefined> {
  const { statusCode, headers } = response;
  const words = await firstWords(response);
  if (/HTTP request to an HTTPS server/i.test(words)) {
    throw new DaemonFailure('certificate-missing', host, 'the daemon speaks TLS, and the address does not ask for it');
  }
  const api = headers['api-version'];
  if (statusCode === 403 && (api !== undefined || /json/.test(headers['content-type'] ?? ''))) {
    throw refused(pingPath, statusCode, words, host);
  }
  if (statusCode !== 200 || api === undefined) {
    const redirects = headers.location === undefined ? '' : ', the server redirects elsewhere';
    throw new DaemonFailure('not-docker', host, `HTTP ${statusCode} without the header Api-Version${redirects}`);
  }
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(String(api))?.map(Number) ?? [];
  if (major === undefined || minor === undefined) {
    throw new DaemonFailure('not-docker', host, 'its Api-Version is no version');
  }
  if (major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])) {
    throw new DaemonFailure('too-old', host, `its API is ${String(api)}, and ${oldestApi.join('.')} is needed`);
  }
}

async function unexpectedStatus(path: string, response: IncomingMessage, host: string): Promise<DaemonFailure> {
  return refused(path, response.statusCode, await firstWords(response), host);
}

/** Of a status that is no success; the daemon's own words are the `message` of its answer. */
function refused(path: string, status: number | undefined, body: string, host: string): DaemonFailure {
  const words = messageIn(body).replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim().slice(0, longestWords);
  const detail = `HTTP ${status} for ${path}${words && `: ${words}`}`;
  return new DaemonFailure(status === 403 ? 'forbidden' : 'unknown', host, detail, status);
}

/** Empty where the answer is another program's, or too long to be read whole. */
function messageIn(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}

/** The beginning of an answer; what follows is not waited for. */
async function firstWords(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytesOfWords) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
