import type { ContainerFacts, DaemonFacts, NetworkFacts, SwarmFacts, VolumeFacts } from '../../language/graph/daemonFacts';
import type { DaemonReader } from './connect';
import { DaemonFailure } from './daemonFailure';
import { decodeVersion } from './decode';
import { decodeContainerList, decodeContainerUser } from './decodeContainers';
import { decodeMachineList, decodeServiceList, decodeTaskList } from './decodeSwarm';
import { decodeNetworkList, decodeVolumeList } from './decodeVolumesAndNetworks';
import { FactsById } from './factsById';
import { KnownImages } from './knownImages';

/** More objects of a kind than this are not read: nobody can look at them at once, and every answer must stay small. */
const mostOfAKind = 1_000;

/** What a daemon has, listed by one call each; of a swarm by three. */
export type FactKind = 'images' | 'containers' | 'volumes' | 'networks' | 'swarm';

export const factKinds: readonly FactKind[] = ['containers', 'networks', 'volumes', 'swarm', 'images'];

/** `containers`: nothing else is listed or told. */
export type SnapshotScope = 'everything' | 'containers';

/**
 * Reads one daemon's facts, each kind for itself, and remembers what cannot change: layers and history of an image, the
 * user of a container. So after the first reading a change costs one call for each kind that changed, and two for each
 * new image or one for each new container.
 */
export class Snapshot {
  private version: ReturnType<typeof decodeVersion> | undefined;
  readonly images: KnownImages;
  private containers: readonly ContainerFacts[] = [];
  private readonly users: FactsById<string>;
  private volumes: readonly VolumeFacts[] | undefined;
  private networks: readonly NetworkFacts[] | undefined;
  private swarm: SwarmFacts | undefined;
  /** Kinds that the daemon does not tell, and why not, in its words. */
  private readonly untold = new Map<FactKind, string>();

  constructor(private readonly reader: DaemonReader) {
    this.images = new KnownImages(reader, mostOfAKind);
    this.users = new FactsById(async (id) => decodeContainerUser(await reader.inspectContainer(id)));
  }

  /** True while the daemon manages a swarm. */
  get inSwarm(): boolean {
    return this.swarm !== undefined;
  }

  /**
   * Lists one kind anew. That a daemon cannot tell volumes, networks or a swarm is no failure.
   * @throws DaemonFailure
   */
  async refresh(kind: FactKind): Promise<void> {
    switch (kind) {
      case 'images':
        return this.refreshImages();
      case 'containers':
        this.version ??= decodeVersion(await this.reader.version());
        this.containers = decodeContainerList(await this.reader.listContainers());
        return this.users.keepOnly(new Set(this.containers.map(({ id }) => id)));
      case 'volumes':
        this.volumes = await this.told(kind, async () => decodeVolumeList(await this.reader.listVolumes()));
        return;
      case 'networks':
        this.networks = await this.told(kind, async () => decodeNetworkList(await this.reader.listNetworks()));
        return;
      case 'swarm':
        this.swarm = await this.told(kind, () => this.readSwarm());
    }
  }

  /** A daemon that needs longer for its list than anybody waits still tells of its containers. */
  private async refreshImages(): Promise<void> {
    try {
      await this.images.refresh();
      this.untold.delete('images');
    } catch (error) {
      if (!(error instanceof DaemonFailure && error.reason === 'timeout')) throw error;
      this.untold.set('images', error.detail);
    }
  }

  /** Images of containers that no listing has named. */
  unseenImages(): string[] {
    return this.images.unseen(this.keptContainers().map(({ imageId }) => imageId));
  }

  /** Reads users that are missing, of the newest containers first. @returns true while some still are. @throws DaemonFailure */
  readUsers(goOn?: () => boolean): Promise<boolean> {
    return this.users.readMissing(this.keptContainers().map(({ id }) => id), goOn);
  }

  facts(scope: SnapshotScope = 'everything'): DaemonFacts {
    const { engineVersion = '', operatingSystem = '' } = this.version ?? {};
    const daemon = { host: this.reader.host, engineVersion, ...(operatingSystem === '' ? {} : { operatingSystem }) };
    const containers = this.keptContainers().map((container) => {
      const user = this.users.get(container.id);
      return user === undefined ? container : { ...container, user };
    });
    if (scope === 'containers') {
      return { ...daemon, images: [], containers, leftOut: tooMany('containers', this.containers.length) };
    }
    const incomplete = this.incomplete();
    return {
      ...daemon,
      images: this.images.facts(),
      containers,
      ...(this.volumes && { volumes: this.volumes.slice(0, mostOfAKind) }),
      ...(this.networks && { networks: this.networks.slice(0, mostOfAKind) }),
      ...(this.swarm && { swarm: boundedSwarm(this.swarm) }),
      leftOut: this.leftOut(),
      ...(incomplete.length > 0 && { incomplete }),
    };
  }

  private incomplete(): NonNullable<DaemonFacts['incomplete']> {
    const { isRead, unread, count } = this.images;
    const areAllImages = isRead && unread === 0 && count <= mostOfAKind && !this.untold.has('images');
    return [...(areAllImages ? [] : ['images' as const]), ...(this.containers.length > mostOfAKind ? ['containers' as const] : [])];
  }

  private keptContainers(): readonly ContainerFacts[] {
    return this.containers.slice(0, mostOfAKind);
  }

  /** One daemon without a swarm answers 503, another that knows no swarms 404: the first call tells for all three. */
  private async readSwarm(): Promise<SwarmFacts> {
    const services = decodeServiceList(await this.reader.listServices());
    const [tasks, machines] = await Promise.all([this.reader.listTasks(), this.reader.listNodes()]);
    return { services, tasks: decodeTaskList(tasks), machines: decodeMachineList(machines) };
  }

  /** An answer with another status, or none in time, as of a volume driver that hangs, leaves this one kind out. */
  private async told<Fact>(kind: FactKind, read: () => Promise<Fact>): Promise<Fact | undefined> {
    try {
      const fact = await read();
      this.untold.delete(kind);
      return fact;
    } catch (error) {
      if (!(error instanceof DaemonFailure && (error.status !== undefined || error.reason === 'timeout'))) throw error;
      this.untold.set(kind, error.detail);
      return undefined;
    }
  }

  private leftOut(): string[] {
    const unread = this.images.unread === 0 ? [] : [`${this.images.unread} of ${this.images.count} images are still being read.`];
    const waiting = this.images.isRead || this.untold.has('images') ? unread : ['The images are not there yet: the daemon is still listing them.'];
    const untold = (['images', 'volumes', 'networks'] as const).filter((kind) => this.untold.has(kind));
    return [
      ...waiting,
      ...tooMany('images', this.images.count),
      ...tooMany('containers', this.containers.length),
      ...tooMany('volumes', this.volumes?.length),
      ...tooMany('networks', this.networks?.length),
      ...tooMany('tasks', this.swarm?.tasks.length),
      ...tooMany('services', this.swarm?.services.length),
      ...untold.map((kind) => `The daemon does not tell its ${kind}: ${this.untold.get(kind)}.`),
    ];
  }
}

/** Reads everything once, histories included. @throws DaemonFailure */
export async function takeSnapshot(reader: DaemonReader): Promise<DaemonFacts> {
  await reader.ping();
  const snapshot = new Snapshot(reader);
  await Promise.all(factKinds.map((kind) => snapshot.refresh(kind)));
  await Promise.all([snapshot.images.readHistories(), snapshot.readUsers()]);
  return snapshot.facts();
}

function boundedSwarm({ services, tasks, machines }: SwarmFacts): SwarmFacts {
  return { services: services.slice(0, mostOfAKind), tasks: tasks.slice(0, mostOfAKind), machines: machines.slice(0, mostOfAKind) };
}

function tooMany(noun: string, count = 0): string[] {
  return count > mostOfAKind ? [`${count - mostOfAKind} of ${count} ${noun} are left out: the graph reads ${mostOfAKind} of them.`] : [];
}
