/** Things that a person does with Docker, in a random order that a seed decides, on objects that the test itself has made. */
import type { Random } from '../core/random';
import { busyboxImage } from './baseImages';
import { createFolder, docker, ownName, removeFolder, type CommandResult } from './engine';

export interface DoneOperation {
  /** The command as it was run. */
  readonly command: string;
  readonly ok: boolean;
}

type Operation = (operations: RandomOperations) => Promise<DoneOperation | undefined>;

const prefix = `${ownName}-random`;

/** Each as often as it stands here, among those that have something to act on. */
const operations: readonly Operation[] = [
  (all) => all.createContainer('create'),
  (all) => all.createContainer('run'),
  (all) => all.createContainer('run'),
  (all) => all.onContainer('start'),
  (all) => all.onContainer('stop', '--time', '0'),
  (all) => all.onContainer('restart', '--time', '0'),
  (all) => all.onContainer('kill'),
  (all) => all.onContainer('pause'),
  (all) => all.onContainer('unpause'),
  (all) => all.rename(),
  (all) => all.removeContainer(),
  (all) => all.commit(),
  (all) => all.tag(),
  (all) => all.tag(),
  (all) => all.untag(),
  (all) => all.build('1'),
  (all) => all.build('0'),
  (all) => all.createVolume(),
  (all) => all.removeVolume(),
  (all) => all.createNetwork(),
  (all) => all.removeNetwork(),
  (all) => all.connect('connect'),
  (all) => all.connect('disconnect'),
];

export class RandomOperations {
  private readonly containers: string[] = [];
  private readonly volumes: string[] = [];
  private readonly networks: string[] = [];
  private readonly tags: string[] = [];
  private made = 0;

  constructor(private readonly random: Random) {}

  /** Does one that is possible now. A command may fail: Docker refuses to kill what does not run. */
  async next(): Promise<DoneOperation> {
    for (;;) {
      const done = await this.random.pick(operations)(this);
      if (done !== undefined) return done;
    }
  }

  /** Removes what is left. */
  async end(): Promise<void> {
    if (this.containers.length > 0) await docker(['rm', '--force', '--volumes', ...this.containers]);
    if (this.tags.length > 0) await docker(['rmi', '--force', ...this.tags]);
    for (const name of this.networks) await docker(['network', 'rm', name]);
    for (const name of this.volumes) await docker(['volume', 'rm', '--force', name]);
  }

  async createContainer(command: 'create' | 'run'): Promise<DoneOperation> {
    const name = this.newName(this.containers);
    const volume = this.some(this.volumes);
    const network = this.some(this.networks);
    const options = [
      ...(command === 'run' ? ['--detach'] : []),
      ...(volume && this.chance(50) ? ['--volume', `${volume}:/data`] : []),
      ...(network && this.chance(50) ? ['--network', network] : []),
      ...(this.chance(30) ? ['--publish', '127.0.0.1::80'] : []),
      ...(this.chance(30) ? ['--user', '1000'] : []),
      ...(this.chance(20) ? ['--volume', '/anonymous'] : []),
    ];
    const program = this.chance(70) ? ['sleep', '600'] : ['sh', '-c', `exit ${this.random.below(3)}`];
    const done = await this.run([command, '--name', name, '--label', ownName, ...options, this.some(this.tags) ?? busyboxImage, ...program]);
    // A container that could not be started is there nevertheless.
    if (!done.ok && command === 'create') forget(this.containers, name);
    return done;
  }

  async onContainer(...command: readonly string[]): Promise<DoneOperation | undefined> {
    const name = this.some(this.containers);
    return name === undefined ? undefined : this.run([...command, name]);
  }

  async rename(): Promise<DoneOperation | undefined> {
    const name = this.some(this.containers);
    if (!name) return undefined;
    const renamed = this.newName(this.containers);
    const done = await this.run(['rename', name, renamed]);
    forget(this.containers, done.ok ? name : renamed);
    return done;
  }

  async removeContainer(): Promise<DoneOperation | undefined> {
    const name = this.some(this.containers);
    return name === undefined ? undefined : this.removing(this.containers, name, ['rm', '--force', '--volumes', name]);
  }

  async commit(): Promise<DoneOperation | undefined> {
    const name = this.some(this.containers);
    return name === undefined ? undefined : this.run(['commit', name, this.newTag()]);
  }

  async tag(): Promise<DoneOperation> {
    const source = this.some(this.tags) ?? busyboxImage;
    // A name that is there already moves to another image.
    const target = this.chance(30) ? this.some(this.tags) : undefined;
    return this.run(['tag', source, target ?? this.newTag()]);
  }

  async untag(): Promise<DoneOperation | undefined> {
    const tag = this.some(this.tags);
    return tag === undefined ? undefined : this.removing(this.tags, tag, ['rmi', ...(this.chance(50) ? ['--force'] : []), tag]);
  }

  async build(buildKit: '0' | '1'): Promise<DoneOperation> {
    this.made += 1;
    const steps = [`LABEL made=${this.made}`, `COPY file /${this.made}`, ...(this.chance(50) ? ['WORKDIR /app', `RUN echo ${this.made} >made`] : [])];
    const folder = createFolder({ Dockerfile: `FROM ${this.some(this.tags) ?? busyboxImage}\n${steps.join('\n')}\n`, file: `${this.made}\n` });
    const again = this.chance(30) ? this.some(this.tags) : undefined;
    const done = await this.run(['build', '--tag', again ?? this.newTag(), folder], { DOCKER_BUILDKIT: buildKit });
    removeFolder(folder);
    return done;
  }

  async createVolume(): Promise<DoneOperation> {
    return this.run(['volume', 'create', this.newName(this.volumes)]);
  }

  async removeVolume(): Promise<DoneOperation | undefined> {
    const name = this.some(this.volumes);
    return name === undefined ? undefined : this.removing(this.volumes, name, ['volume', 'rm', name]);
  }

  async createNetwork(): Promise<DoneOperation | undefined> {
    if (this.networks.length > 3) return undefined;
    // Address ranges are few on a machine with many daemons: each network names its own.
    const subnet = `10.213.${this.made % 250}.0/28`;
    return this.run(['network', 'create', '--subnet', subnet, this.newName(this.networks)]);
  }

  async removeNetwork(): Promise<DoneOperation | undefined> {
    const name = this.some(this.networks);
    return name === undefined ? undefined : this.removing(this.networks, name, ['network', 'rm', name]);
  }

  async connect(command: 'connect' | 'disconnect'): Promise<DoneOperation | undefined> {
    const [network, container] = [this.some(this.networks), this.some(this.containers)];
    return network && container ? this.run(['network', command, network, container]) : undefined;
  }

  private async removing(names: string[], name: string, command: readonly string[]): Promise<DoneOperation> {
    const done = await this.run(command);
    if (done.ok) forget(names, name);
    return done;
  }

  private async run(command: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<DoneOperation> {
    const { code }: CommandResult = await docker(command, environment);
    const builder = environment['DOCKER_BUILDKIT'] ? `DOCKER_BUILDKIT=${environment['DOCKER_BUILDKIT']} ` : '';
    return { command: `${builder}docker ${command.join(' ')}`, ok: code === 0 };
  }

  private newName(names: string[]): string {
    this.made += 1;
    const name = `${prefix}-${this.made}`;
    names.push(name);
    return name;
  }

  private newTag(): string {
    this.made += 1;
    const tag = `${ownName}/random:${this.made}`;
    this.tags.push(tag);
    return tag;
  }

  private chance(percent: number): boolean {
    return this.random.below(100) < percent;
  }

  private some(names: readonly string[]): string | undefined {
    return names.length === 0 ? undefined : this.random.pick(names);
  }
}

function forget(names: string[], name: string): void {
  const at = names.indexOf(name);
  if (at >= 0) names.splice(at, 1);
}
