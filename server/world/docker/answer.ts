import type { IncomingMessage } from 'node:http';
import { DaemonFailure } from './daemonFailure';

export const pingPath = '/_ping';

const maximumAnswerBytes = 64 * 1024 * 1024;

/** How much of an answer that refuses is read for its words. */
const mostBytesOfWords = 4_096;
const longestWords = 500;

/** API 1.30 is that of Engine 17.06. Older ones know neither all events nor what a disk is used for. */
const oldestApi = [1, 30] as const;

/**
 * The answer itself, to be read as it comes.
 * @throws DaemonFailure with `status` where it is another than 200
 */
export async function checkStream(path: string, response: IncomingMessage, host: string): Promise<IncomingMessage> {
  if (response.statusCode !== 200) throw await unexpectedStatus(path, response, host);
  return response;
}

/**
 * What a daemon answers, from JSON; of a ping nothing.
 * @param host the address as a user writes it
 * @throws DaemonFailure with `status` where it is another than 200; `not-docker` where it is no JSON, or a ping's not that of an
 * Engine; `too-old`; `forbidden`
 */
export async function readAnswer(path: string, response: IncomingMessage, host: string): Promise<unknown> {
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
