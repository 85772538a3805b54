import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts, SwarmFacts } from '../../server/language/graph/daemonFacts';
import { Random } from './random';

/** Daemons that never were, for tests and figures: the same seed gives the same facts. */

export interface SyntheticSize {
  readonly seed: number;
  readonly images: number;
  /** Different layers in all; about as many, and at least one for each image. */
  readonly layers: number;
  readonly containers: number;
  readonly volumes?: number;
  readonly networks?: number;
  /** Services of a swarm. */
  readonly services?: number;
}

/** As many layers as the overlay2 store allows. */
const mostLayers = 127;

/** Numbers from 0 up to 1. */
export function randomNumbers(seed: number): () => number {
  const random = new Random(seed);
  return () => random.below(2 ** 32) / 2 ** 32;
}

/** Images that begin with parts of one another, containers in all states, projects, volumes and networks. */
export function syntheticFacts({ seed, images, layers, containers, volumes = 0, networks = 0, services = 0 }: SyntheticSize): DaemonFacts {
  const random = randomNumbers(seed);
  const imageFacts: ImageFacts[] = [];
  let layersLeft = layers;
  for (let index = 0; index < images; index += 1) {
    const average = layersLeft / (images - index);
    const own = Math.max(1, Math.min(mostLayers - 1, Math.round(average * (0.4 + 1.2 * random()))));
    layersLeft -= own;
    imageFacts.push(syntheticImage(index, own, imageFacts, random));
  }
  const volumeFacts = Array.from({ length: volumes }, (_, index) => {
    const anonymous = index % 4 === 3;
    const name = anonymous ? hexadecimal(random, 64) : `data-${index}`;
    return { name, driver: 'local', created: time(index), anonymous, ...(index % 3 === 0 && { composeProject: projectName(index) }) };
  });
  const networkFacts = Array.from({ length: networks }, (_, index) => ({
    ...{ id: hexadecimal(random, 64), name: ['bridge', 'host', 'none'][index] ?? `net-${index}`, driver: 'bridge', scope: 'local' },
    ...{ internal: index % 5 === 4, created: time(index), subnets: [`10.0.${index % 256}.0/24`] },
    ...(index > 2 && { composeProject: projectName(index) }),
  }));
  const swarm = services === 0 ? undefined : syntheticSwarm(services);
  const around = { images: imageFacts, volumes: volumeFacts, networks: networkFacts, tasks: swarm?.tasks.map(({ id }) => id) ?? [] };
  return {
    host: 'unix:///var/run/docker.sock',
    engineVersion: '26.1.5',
    images: imageFacts,
    containers: Array.from({ length: containers }, (_, index) => syntheticContainer(index, around, random)),
    volumes: volumeFacts,
    networks: networkFacts,
    ...(swarm && { swarm }),
    leftOut: [],
  };
}

const states: readonly (readonly [string, string])[] = [
  ['running', 'Up 3 minutes'],
  ['running', 'Up 2 hours (healthy)'],
  ['running', 'Up 5 seconds (health: starting)'],
  ['running', 'Up 2 hours (unhealthy)'],
  ['exited', 'Exited (0) 3 days ago'],
  ['exited', 'Exited (1) 3 days ago'],
  ['exited', 'Exited (137) 5 minutes ago'],
  ['created', 'Created'],
  ['paused', 'Up 7 minutes (Paused)'],
  ['restarting', 'Restarting (1) 2 seconds ago'],
  ['dead', 'Dead'],
];

/** One change of a daemon, as events bring it: something comes, goes, or gets another state or tag. */
export function changedFacts(facts: DaemonFacts, random: () => number): DaemonFacts {
  const { images, containers, volumes = [], networks = [] } = facts;
  const serial = Math.floor(random() * 1e9);
  switch (Math.floor(random() * 8)) {
    case 0:
      return { ...facts, images: [...images, syntheticImage(serial, 1 + Math.floor(random() * 6), images, random)] };
    case 1:
      return { ...facts, images: without(images, random) };
    case 2:
      return { ...facts, images: withOther(images, random, (image) => ({ ...image, tags: random() < 0.3 ? [] : [`retagged-${serial}:1`, ...image.tags.slice(0, 2)] })) };
    case 3:
      return { ...facts, containers: [...containers, syntheticContainer(serial, { images, volumes, networks, tasks: [] }, random)] };
    case 4:
      return { ...facts, containers: without(containers, random) };
    case 5: {
      const [state, status] = pick(states, random) ?? ['', ''];
      return { ...facts, containers: withOther(containers, random, (container) => ({ ...container, state, status })) };
    }
    case 6:
      return { ...facts, volumes: random() < 0.5 ? without(volumes, random) : [...volumes, { name: `new-${serial}`, driver: 'local', created: 1, anonymous: false }] };
    default:
      return { ...facts, networks: without(networks, random) };
  }
}

function syntheticImage(index: number, own: number, others: readonly ImageFacts[], random: () => number): ImageFacts {
  const base = random() < 0.93 ? pick(others, random) : undefined;
  const shared = base === undefined ? 0 : Math.min(mostLayers - own, Math.ceil(base.layers.length * (random() < 0.6 ? 1 : random())));
  const layers = [...(base?.layers.slice(0, shared) ?? []), ...Array.from({ length: own }, () => `sha256:${hexadecimal(random, 64)}`)];
  const rows = [...layerRows(base).slice(0, shared), ...Array.from({ length: own }, (_, at) => layerRow(index, at, shared === 0 && at === 0, random))];
  const last: HistoryRow = { createdBy: 'CMD ["node" "server.js"]', bytes: 0, created: time(index), comment: 'buildkit.dockerfile.v0' };
  return {
    id: `sha256:${hexadecimal(random, 64)}`,
    tags: index % 9 === 8 ? [] : [`team/${words[index % words.length]!}-${index}:1.${index % 20}`, ...(index % 7 === 0 ? [`${words[index % words.length]!}-${index}:latest`] : [])],
    digests: [],
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    created: time(index),
    layers,
    history: [...rows, last],
  };
}

const words = ['web', 'api', 'worker', 'database', 'cache', 'proxy', 'jobs', 'search', 'mail'];
const instructions = ['RUN /bin/sh -c npm ci --omit=dev # buildkit', 'COPY src/ src/ # buildkit', 'RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit', 'COPY package.json ./ # buildkit'];

function layerRows(image: ImageFacts | undefined): readonly HistoryRow[] {
  return image?.history?.filter(({ createdBy }) => !createdBy.startsWith('CMD')) ?? [];
}

function layerRow(image: number, at: number, isBase: boolean, random: () => number): HistoryRow {
  const createdBy = isBase ? 'ADD rootfs.tar.xz / # buildkit' : pick(instructions, random)!;
  const bytes = isBase ? 20_000_000 + Math.floor(random() * 1e8) : random() < 0.2 ? 0 : Math.floor(10 ** (2 + random() * 6));
  return { createdBy, bytes, created: time(image) - 1_000 + at, comment: 'buildkit.dockerfile.v0' };
}

interface Around {
  readonly images: readonly ImageFacts[];
  readonly volumes: readonly { readonly name: string }[];
  readonly networks: readonly { readonly id: string; readonly name: string }[];
  readonly tasks: readonly string[];
}

function syntheticContainer(index: number, { images, volumes, networks, tasks }: Around, random: () => number): ContainerFacts {
  const image = random() < 0.95 ? pick(images, random) : undefined;
  const volume = random() < 0.4 ? pick(volumes, random) : undefined;
  const network = pick(networks, random);
  const [state, status] = pick(states, random) ?? ['', ''];
  const service = words[index % words.length]!;
  const hostPort = 8_000 + (index % 1_000);
  return {
    id: hexadecimal(random, 64),
    name: index % 3 === 0 ? `${projectName(index)}-${service}-${index}` : `container-${index}`,
    imageId: image?.id ?? `sha256:${hexadecimal(random, 64)}`,
    imageName: image?.tags[0] ?? 'gone:1',
    state,
    status,
    command: 'docker-entrypoint.sh node server.js',
    created: time(index),
    ...(index % 3 === 0 && { compose: { project: projectName(index), service, folder: '/home/me/shop', files: ['/home/me/shop/compose.yaml'], isOneOff: false } }),
    ports: index % 2 === 0 ? [{ containerPort: 80, protocol: 'tcp', hostAddress: index % 4 === 0 ? '0.0.0.0' : '127.0.0.1', hostPort }] : [],
    mounts: volume === undefined ? [] : [{ kind: 'volume', name: volume.name, source: '', target: '/data', readOnly: false }],
    networks: network === undefined ? [] : [{ name: network.name, id: state === 'created' ? '' : network.id, address: '' }],
    ...(index < tasks.length && { taskId: tasks[index]! }),
    user: index % 2 === 0 ? '' : 'node',
  };
}

function syntheticSwarm(services: number): SwarmFacts {
  const machines = ['one', 'two', 'three'].map((name, index) => ({ id: `machine${index}`, name, role: index === 0 ? 'manager' : 'worker', availability: 'active', state: 'ready' }));
  const names = Array.from({ length: services }, (_, index) => ({ id: `service${index}`, name: `stack_${words[index % words.length]!}${index}`, imageName: 'web:1', mode: 'replicated', replicas: 2 }));
  const tasks = names.flatMap(({ id }, index) =>
    [1, 2].map((slot) => {
      const failed = (index + slot) % 5 === 0;
      const state = failed ? 'failed' : 'running';
      return { id: `${id}task${slot}`, serviceId: id, machineId: machines[(index + slot) % 3]!.id, slot, state, wantedState: 'running', error: failed ? 'task: non-zero exit (1)' : '' };
    }),
  );
  return { services: names, tasks, machines };
}

const projectName = (index: number): string => ['shop', 'blog', 'metrics'][index % 7 % 3]!;

/** Seconds since 1970, one hour apart. */
const time = (index: number): number => 1_700_000_000 + (index % 10_000) * 3_600;

function pick<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

function without<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const gone = pick(items, random);
  return items.filter((item) => item !== gone);
}

function withOther<Item>(items: readonly Item[], random: () => number, change: (item: Item) => Item): readonly Item[] {
  const chosen = pick(items, random);
  return items.map((item) => (item === chosen ? change(item) : item));
}

function hexadecimal(random: () => number, digits: number): string {
  let text = '';
  while (text.length < digits) text += Math.floor(random() * 2 ** 32).toString(16).padStart(8, '0');
  return text.slice(0, digits);
}
