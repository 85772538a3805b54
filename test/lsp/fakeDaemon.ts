/**
 * An HTTP server that speaks like a Docker Engine as long as a test does not tell it otherwise: what a daemon does when
 * it is broken cannot be had from a real one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type FakeAnswer = (response: ServerResponse, request: IncomingMessage) => void;

/** By path without its query: `/images/json`. `/images/ID/json` and its like stand for all ids. */
export type FakeAnswers = Readonly<Record<string, FakeAnswer>>;

export const json = (value: unknown): FakeAnswer => (response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
export const bytes = (value: string | Buffer): FakeAnswer => (response) => void response.setHeader('content-type', 'application/json').end(value);
/** Never answers. */
export const silence: FakeAnswer = () => undefined;

export const imageId = (number: number): string => `sha256:${String(number).padStart(64, '0')}`;
export const containerId = (number: number): string => String(number).padStart(64, 'c');

/** Two images and a container that runs. */
const usualAnswers: FakeAnswers = {
  '/_ping': (response) => void response.setHeader('api-version', '1.45').end('OK'),
  '/version': json({ Version: '26.1.5', ApiVersion: '1.45', Os: 'linux' }),
  '/info': json({ Swarm: { LocalNodeState: 'inactive' }, SecurityOptions: [] }),
  '/images/json': json([1, 2].map((number) => ({ Id: imageId(number), RepoTags: [`image-${number}:1`], Size: 1_000, Created: number }))),
  '/images/ID/json': (response, { url = '' }) => json({ RootFS: { Layers: [imageId(100), `${url.split('/')[2]}`] }, Config: {} })(response, {} as IncomingMessage),
  '/images/ID/history': json([{ CreatedBy: 'COPY b', Size: 5, Created: 2, Comment: '' }, { CreatedBy: 'COPY a', Size: 5, Created: 1, Comment: '' }]),
  '/containers/json': json([{ Id: containerId(1), Names: ['/one'], ImageID: imageId(1), Image: 'image-1:1', State: 'running', Status: 'Up 1 minute', Command: 'sleep', Created: 3 }]),
  '/containers/ID/json': json({ Id: containerId(1), Config: { User: '' } }),
  '/volumes': json({ Volumes: [{ Name: 'data', Driver: 'local' }], Warnings: null }),
  '/networks': json([{ Id: 'n1', Name: 'bridge', Driver: 'bridge', Scope: 'local' }]),
  '/system/df': json({ LayersSize: 10, Images: [], Containers: [], Volumes: [], BuildCache: [] }),
  '/events': (response) => response.setHeader('content-type', 'application/json').flushHeaders(),
};

export class FakeDaemon {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** What was asked so far: `/images/json`. */
  readonly requests: string[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'layerwise-fake-'));
  private readonly path = join(this.folder, 'docker.sock');
  private readonly streams = new Set<ServerResponse>();
  private server: Server | undefined;
  private answers: FakeAnswers;

  constructor(answers: FakeAnswers = {}) {
    this.host = `unix://${this.path}`;
    this.answers = answers;
  }

  /** From now on; what is not named is answered as usual. */
  answer(answers: FakeAnswers): void {
    this.answers = answers;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => this.take(request, response));
    server.on('clientError', (_, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.path, resolve));
    this.server = server;
  }

  /** Ends every connection and removes the socket. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    rmSync(this.path, { force: true });
  }

  /** To all who listen for events now. */
  send(text: string): void {
    for (const stream of this.streams) stream.write(text);
  }

  event(type: string, action: string, id = containerId(1)): void {
    this.send(`${JSON.stringify({ Type: type, Action: action, Actor: { ID: id, Attributes: {} }, time: 1 })}\n`);
  }

  /** How many listen for events. */
  listeners(): number {
    return this.streams.size;
  }

  openConnections(): Promise<number> {
    return new Promise((resolve, reject) => this.server?.getConnections((error, count) => (error ? reject(error) : resolve(count))));
  }

  /** How often a path was asked for. */
  asked(path: string): number {
    return this.requests.filter((request) => request === path).length;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').replace(/\?.*$/, '').replace(/^\/(images|containers)\/[^/]+\/(json|history)$/, '/$1/ID/$2');
    this.requests.push(path);
    response.on('error', () => undefined);
    if (path === '/events') {
      this.streams.add(response);
      response.once('close', () => this.streams.delete(response));
    }
    const answer = this.answers[path] ?? usualAnswers[path] ?? ((missing) => void missing.writeHead(404).end('{"message":"page not found"}'));
    answer(response, request);
  }
}
