import { join } from 'node:path';
import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts } from '../../server/language/graph/daemonFacts';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { graphDetails } from '../../server/language/graph/details/graphDetails';
import type { ContainerInspection, ImageInspection } from '../../server/language/graph/details/inspection';
import type { DetailsSurroundings } from '../../server/language/graph/details/surroundings';
import type { GraphDetails } from '../../server/protocol/graphDetails';
import { readContentFolder } from '../../server/world/contentFolder';

/** A small daemon that never was, for the tests of details. */

export const texts = readContentFolder(join(process.cwd(), 'content')).graph;

/** Milliseconds since 1970: 2026-11-21 20:00 UTC. */
export const now = Date.UTC(2026, 10, 21, 20);
export const secondsAgo = (seconds: number): number => now / 1_000 - seconds;

export const around: DetailsSurroundings = { texts, level: 'developer', now, shell: 'posix', docker: ['docker'], told: {} };

export const digits = (start: string): string => start.padEnd(64, '0');

function row(createdBy: string, bytes: number): HistoryRow {
  return { createdBy, bytes, created: secondsAgo(7_200), comment: 'buildkit.dockerfile.v0' };
}

const baseLayers = ['sha256:base1', 'sha256:base2'];
const baseRows = [row('ADD debian.tar / # buildkit', 100_000_000), row('RUN /bin/sh -c apt-get update # buildkit', 39_000_000)];

export function image(start: string, tags: readonly string[], own: readonly [string, HistoryRow][] = []): ImageFacts {
  const rows = [...baseRows, ...own.map(([, each]) => each)];
  const layers = [...baseLayers, ...own.map(([layer]) => layer)];
  return { id: `sha256:${digits(start)}`, tags, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0), created: secondsAgo(7_200), layers, history: rows };
}

export const web = image('a1', ['shop-web:1.4', 'shop-web:latest'], [['sha256:web', row('COPY . . # buildkit', 12_000_000)]]);
export const worker = image('b2', ['shop-worker:latest'], [['sha256:worker', row('COPY worker . # buildkit', 6_000_000)]]);
export const dangling = image('c3', []);

export function container(over: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    id: digits('d4'),
    name: 'shop-web-1',
    imageId: web.id,
    imageName: 'shop-web:latest',
    state: 'running',
    status: 'Up 3 minutes',
    command: 'node server.js',
    created: secondsAgo(3_600),
    ...over,
  };
}

export function daemon(over: Partial<DaemonFacts> = {}): DaemonFacts {
  return { host: 'unix:///var/run/docker.sock', engineVersion: '26.1.5', images: [web, worker, dangling], containers: [], leftOut: [], ...over };
}

export function detailsOf(node: string, facts: DaemonFacts, over: Partial<DetailsSurroundings> = {}): GraphDetails {
  const details = graphDetails(node, facts, buildGraph(facts, 'daemon'), { ...around, ...over });
  if (details === undefined) throw new Error(`no details of ${node}`);
  return details;
}

/** A container's details with what its inspection says. */
export function containerDetailsOf(own: Partial<ContainerFacts>, told: Partial<ContainerInspection> = {}, over: Partial<DetailsSurroundings['told']> = {}): GraphDetails {
  const facts = daemon({ containers: [container(own)] });
  return detailsOf(`container:${digits('d4')}`, facts, { told: { container: { ...inspection, state: own.state ?? 'running', ...told }, image: imageInspection, ...over } });
}

export const inspection: ContainerInspection = {
  state: 'running',
  exitCode: 0,
  error: '',
  memoryRanOut: false,
  started: secondsAgo(3_000),
  finished: 0,
  restarts: 0,
  argv: ['node', 'server.js'],
  entrypoint: [],
  cmd: ['node', 'server.js'],
  environment: [],
  user: '',
  workingDirectory: '/app',
  stopSignal: '',
  init: false,
  restartPolicy: 'no',
  mostRestarts: 0,
  privileged: false,
  readOnly: false,
  memoryLimit: 0,
  userNamespace: '',
};

export const imageInspection: ImageInspection = {
  configuration: { entrypoint: [], cmd: ['node', 'server.js'], shell: [], stopSignal: undefined, os: 'linux', onBuild: [] },
  environment: ['PATH=/bin', 'API_TOKEN=very-secret words'],
  local: { size: 1, made: undefined, layers: 3, platform: 'linux/amd64', entrypoint: [], cmd: ['node', 'server.js'], user: '', workingDirectory: '/app', ports: ['80/tcp'] },
};

export function factOf(details: GraphDetails, name: string): string | undefined {
  return details.facts.find((fact) => fact.name === name)?.value;
}

export function cueIdsOf({ cues }: GraphDetails): readonly string[] {
  return cues.map(({ id }) => id);
}
