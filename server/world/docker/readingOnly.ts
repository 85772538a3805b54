import type { IncomingMessage, RequestOptions } from 'node:http';
import { checkStream, pingPath, readAnswer } from './answer';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import type { ReadingMethod, RequestOpener } from './requestOpener';

/** What of docker-modem is relied on: every call of dockerode ends in `buildRequest`, which is replaced. */
export interface Modem {
  buildRequest(options: RequestOptions, call: ModemCall, body: unknown, callback: ModemCallback): void;
}

interface ModemCall {
  /** The answer is handed on as a stream, once its head has come. */
  readonly isStream?: boolean;
  readonly hijack?: boolean;
  readonly openStdin?: boolean;
}

type ModemCallback = (error: unknown, answer?: unknown) => void;

export interface ReadingLimits {
  /** Milliseconds until a ping counts as unanswered. */
  readonly pingTimeout: number;
  /** Milliseconds for any other answer. Listing images takes 9 s on a loaded daemon with the containerd store. */
  readonly answerTimeout: number;
}

/** The only calls that leave. Ids and names begin with no dot, so that `..` cannot be one. */
const allowedCalls = [
  '_ping',
  'version',
  'info',
  'images/json',
  'images/ID/(?:json|history)',
  'containers/json\\?all=true(?:&size=true)?',
  'containers/ID/json',
  'containers/ID/changes',
  // Without `follow`: the log as it is now, which ends.
  'containers/ID/logs\\?stdout=true&stderr=true&tail=\\d{1,4}',
  'volumes',
  'networks',
  'services',
  'tasks',
  'nodes',
  'system/df\\?verbose=true(?:&type=[a-z-]+)*',
  'events\\?filters=[\\w%.-]+',
];
/** These leave as HEAD only: the daemon tells whether something is at the path, and sends no file. */
const allowedHeads = ['containers/ID/archive\\?path=[\\w%.!~*\'()-]+'];
const allowedPaths: Readonly<Record<ReadingMethod, RegExp>> = { GET: patternOf(allowedCalls), HEAD: patternOf(allowedHeads) };

function patternOf(calls: readonly string[]): RegExp {
  return new RegExp(`^/(?:${calls.join('|').replaceAll('ID', '\\w[\\w:.-]*')})$`);
}

/**
 * Takes from a modem the ability to send anything but GET and HEAD without a body, to the paths listed above, at the one address
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
    send(opener, path, controller.signal, options.method as ReadingMethod).then((response) => {
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
  const allowed = method === 'GET' || method === 'HEAD' ? allowedPaths[method] : undefined;
  const isReading = allowed?.test(String(path)) === true && body === undefined && !call.hijack && !call.openStdin;
  return isReading ? undefined : `${method} ${path} is not a reading call`;
}

/** The head of the answer. A connection that was kept may have been closed just now, which says nothing of the daemon. */
function send(opener: RequestOpener, path: string, signal: AbortSignal, method: ReadingMethod, isAgain = false): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = opener.open(path, signal, method);
    let answered = false;
    request.once('response', (response) => ((answered = true), resolve(response))).on('error', (error) => {
      const isStale = request.reusedSocket && !isAgain && !signal.aborted && !answered;
      if (isStale) send(opener, path, signal, method, true).then(resolve, reject);
      else reject(error);
    });
  });
}
