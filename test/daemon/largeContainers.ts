/** Containers in all states that stay, with volumes, networks, ports and the labels of two compose projects. */
import { createServer, type AddressInfo } from 'node:net';
import type { Random } from '../core/random';
import { docker, dockerOutput, ownName } from './engine';

export interface LargeContainers {
  /** Ids, in the order in which they were made. */
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
}

/** What becomes of a container after it was made; `killed` ends with 137, `stopped` with 143, `missing` never starts. */
type Fate = 'created' | 'running' | 'paused' | 'killed' | 'stopped' | 'exited' | 'missing';

interface PlannedContainer {
  readonly fate: Fate;
  readonly options: readonly string[];
  readonly image: string;
  readonly command: readonly string[];
}

const fates: readonly Fate[] = ['running', 'exited', 'created', 'running', 'killed', 'paused', 'exited', 'stopped', 'created', 'missing'];
const exitCodes = [0, 1, 2, 125, 126, 127, 139];
const projects = [`${ownName}-shop`, `${ownName}-blog`] as const;
const projectFiles = (project: string): string => `/home/developer/${project}/compose.yaml`;

/** Makes `count` containers of the given images. Each image needs a busybox at `/bin/busybox`. */
export async function createLargeContainers(random: Random, images: readonly string[], count: number): Promise<LargeContainers> {
  const volumes = Array.from({ length: 12 }, (_, index) => `${ownName}-volume-${index}`);
  for (const [index, name] of volumes.entries()) {
    const project = index < 4 ? ['--label', `com.docker.compose.project=${projects[index % 2]}`] : [];
    await dockerOutput('volume', 'create', '--label', ownName, ...project, name);
  }
  const networks: string[] = [];
  for (const [index, name] of [...projects, `${ownName}-inside`].entries()) {
    const kind = index < 2 ? ['--label', `com.docker.compose.project=${name}`] : ['--internal'];
    const subnet = `10.213.${index}.0/24`;
    networks.push(await dockerOutput('network', 'create', '--label', ownName, '--subnet', subnet, ...kind, name));
  }
  const ports = await freePorts(count);
  const planned = ports.map((port, index) => planContainer(random, index, images, volumes, port));
  const containers: string[] = [];
  for (const { options, image, command } of planned) containers.push(await dockerOutput('create', '--label', ownName, ...options, image, ...command));
  await meetFates(planned.map(({ fate }) => fate), containers);
  return { containers, volumes, networks };
}

/** Removes containers, then what only they could hold. */
export async function removeLargeContainers({ containers, volumes, networks }: LargeContainers): Promise<void> {
  await docker(['rm', '--force', '--volumes', ...containers]);
  await docker(['volume', 'rm', '--force', ...volumes]);
  await docker(['network', 'rm', ...networks]);
}

/** Ports that nobody listens on now. A daemon's own choice can be another daemon's, too. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer();
    server.listen(0, () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function planContainer(random: Random, index: number, images: readonly string[], volumes: readonly string[], port: number): PlannedContainer {
  const fate = fates[index % fates.length]!;
  const project = index % 4 === 0 ? projects[(index / 4) % 2] : undefined;
  const options = ['--name', `${ownName}-large-${index}`];
  if (project !== undefined) options.push(...composeLabels(project, index), '--network', project);
  else options.push('--network', random.below(3) === 0 ? `${ownName}-inside` : random.below(2) === 0 ? 'none' : 'host');
  if (random.below(3) === 0) options.push('--volume', `${random.pick(volumes)}:/data`);
  if (random.below(8) === 0) options.push('--volume', '/cache');
  if (random.below(8) === 0) options.push('--volume', '/tmp:/host:ro');
  if (project !== undefined) options.push('--publish', `${random.below(2) === 0 ? '127.0.0.1:' : ''}${port}:80`, '--expose', '443');
  if (random.below(3) === 0) options.push('--user', '1000:1000');
  return { fate, options, image: index < 8 ? images[0]! : random.pick(images), command: commandOf(fate, index) };
}

function composeLabels(project: string, index: number): readonly string[] {
  const labels = { project, service: `service-${index % 3}`, 'container-number': String(index), oneoff: 'False', 'project.working_dir': `/home/developer/${project}`, 'project.config_files': projectFiles(project) };
  return Object.entries(labels).flatMap(([name, value]) => ['--label', `com.docker.compose.${name}=${value}`]);
}

function commandOf(fate: Fate, index: number): readonly string[] {
  if (fate === 'missing') return ['/no/such/program'];
  if (fate === 'exited') return ['/bin/busybox', 'sh', '-c', `exit ${exitCodes[index % exitCodes.length]}`];
  if (fate === 'stopped') return ['/bin/busybox', 'sh', '-c', 'trap "exit 143" TERM; while true; do /bin/busybox sleep 1; done'];
  return ['/bin/busybox', 'sleep', '36000'];
}

/** One call of the client for all of a kind: it takes many at once. */
async function meetFates(fates: readonly Fate[], containers: readonly string[]): Promise<void> {
  const having = (...wanted: Fate[]): string[] => containers.filter((_, index) => wanted.includes(fates[index]!));
  const each = async (action: readonly string[], ids: readonly string[]): Promise<void> => {
    if (ids.length > 0) await dockerOutput(...action, ...ids);
  };
  await each(['start'], having('running', 'paused', 'killed', 'stopped', 'exited'));
  // A program that does not exist makes the start fail: that is what it is for.
  const missing = having('missing');
  if (missing.length > 0) await docker(['start', ...missing]);
  await each(['pause'], having('paused'));
  await each(['kill'], having('killed'));
  await each(['kill', '--signal', 'TERM'], having('stopped'));
  await each(['wait'], having('killed', 'stopped', 'exited'));
}
