/** The real server in front of a real daemon, under the bench's clock. */
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';
import { dockerHost } from '../daemon/engine';
import { GraphClient } from '../daemon/graphClient';

export { fillDaemon } from '../daemon/largeDaemon';
export { GraphClient };

export interface TimedProxy {
  /** As in DOCKER_HOST. */
  readonly host: string;
  /** Forgets what was so far. */
  reset(): void;
  /** Milliseconds during which at least one call was open, and how many there were; the event stream does not count. */
  busy(): { readonly milliseconds: number; readonly calls: number };
  close(): Promise<void>;
}

/** A socket in front of the daemon that tells how long the daemon itself was asked. */
export async function startTimedProxy(): Promise<TimedProxy> {
  const path = join(tmpdir(), `layerwise-bench-${process.pid}-${Date.now()}.sock`);
  const [daemon, sockets] = [dockerHost().replace(/^unix:\/\//, ''), new Set<Socket>()];
  let calls: { start: number; end: number }[] = [];
  const server = createServer((client) => {
    const upstream = connect(daemon);
    let call: { start: number; end: number } | undefined;
    client.on('data', (chunk: Buffer) => {
      const isEvents = chunk.toString('latin1', 0, 20).startsWith('GET /events');
      call = isEvents ? undefined : { start: performance.now(), end: performance.now() };
      if (call !== undefined) calls.push(call);
    });
    upstream.on('data', () => call && (call.end = performance.now()));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => (sockets.delete(socket), client.destroy(), upstream.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    host: `unix://${path}`,
    reset: () => void (calls = []),
    busy: () => ({ milliseconds: union(calls), calls: calls.length }),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
      rmSync(path, { force: true });
    },
  };
}

/** Milliseconds that at least one of the calls, which are in order of their start, lasted. */
function union(calls: readonly { readonly start: number; readonly end: number }[]): number {
  let [sum, until] = [0, 0];
  for (const { start, end } of calls) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}

export interface HeapGrowth {
  readonly events: number;
  /** All in MB. */
  readonly before: number;
  readonly after: number;
  readonly residentBefore: number;
  readonly residentAfter: number;
}

/** What 1,000 events leave behind in a server that watches: containers come and go, stop and go on. @param hook a script that tells the heap on a signal */
export async function measureHeap(hook: string, image: string, events = 1_000): Promise<HeapGrowth> {
  const file = join(tmpdir(), `layerwise-heap-${process.pid}.json`);
  process.env['LAYERWISE_HEAP_FILE'] = file;
  const client = new GraphClient(dockerHost(), ['--expose-gc', '--require', hook]);
  client.keepsAll = false;
  await client.start();
  await client.watch(true);
  await client.until(({ graph }) => graph?.source === 'daemon');
  await stir(image, 100);
  await sleep(4_000);
  const before = await heapOf(client, file);
  await stir(image, events);
  await sleep(4_000);
  const after = await heapOf(client, file);
  await client.end();
  rmSync(file, { force: true });
  return { events, before: before.heapUsed, after: after.heapUsed, residentBefore: before.rss, residentAfter: after.rss };
}

/** Four events each turn: create, start or pause and their like, and destroy. */
async function stir(image: string, events: number): Promise<void> {
  const docker = daemonClient();
  const steady = await docker.createContainer({ Image: image, HostConfig: { NetworkMode: 'none' } });
  await steady.start();
  for (let turn = 0; turn < events / 4; turn += 1) {
    const passing = await docker.createContainer({ Image: image, name: `layerwise-test-passing-${turn}`, HostConfig: { NetworkMode: 'none' } });
    await steady.pause();
    await steady.unpause();
    await passing.remove();
  }
  await steady.remove({ force: true });
}

async function heapOf(client: GraphClient, file: string): Promise<{ heapUsed: number; rss: number }> {
  rmSync(file, { force: true });
  client.signal('SIGUSR2');
  for (;;) {
    await sleep(50);
    try {
      const { heapUsed, rss } = JSON.parse(readFileSync(file, 'utf8')) as { heapUsed: number; rss: number };
      return { heapUsed: heapUsed / 1e6, rss: rss / 1e6 };
    } catch {
      // Not written yet.
    }
  }
}

/**
 * Stops a container and lets it go on, so often as said, and tells of each: milliseconds from the daemon's own time of the event.
 * @param drawn resolves once the update is on the screen
 */
export async function measureEvents(client: GraphClient, image: string, times: number, drawn: (update: GraphUpdate) => Promise<unknown>): Promise<{ sent: number[]; shown: number[] }> {
  const docker = daemonClient();
  const container = await docker.createContainer({ Image: image, name: 'layerwise-test-followed', HostConfig: { NetworkMode: 'none' } });
  await container.start();
  const stream = (await docker.getEvents({ filters: { type: ['container'], event: ['pause', 'unpause'] } })) as Readable;
  let happened = 0;
  stream.on('data', (chunk: Buffer) => (happened = (JSON.parse(chunk.toString()) as { timeNano: number }).timeNano / 1e6));
  const [sent, shown]: [number[], number[]] = [[], []];
  await sleep(3_000);
  for (let turn = 0; turn < times; turn += 1) {
    const wanted = turn % 2 === 0 ? 'paused' : 'running';
    happened = 0;
    const arrived = new Promise<GraphUpdate>((resolve) => {
      client.onUpdate = (update) => {
        const node = client.states.at(-1)?.graph?.nodes.find(({ id }) => id === `container:${container.id}`);
        if (node?.kind === 'container' && node.state === wanted) resolve(update);
        else void drawn(update);
      };
    });
    await (turn % 2 === 0 ? container.pause() : container.unpause());
    const update = await arrived;
    const at = Date.now();
    await drawn(update);
    const end = Date.now();
    while (happened === 0) await sleep(1);
    sent.push(at - happened);
    shown.push(end - happened);
    // What follows the event, so that readings do not overlap.
    await sleep(2_000);
  }
  client.onUpdate = undefined;
  stream.destroy();
  await container.remove({ force: true });
  return { sent, shown };
}

function daemonClient(): Docker {
  return new Docker({ socketPath: dockerHost().replace(/^unix:\/\//, '') });
}
