import type { DockerfileFacts } from './language/dockerfileFacts';
import { baseImageName } from './language/process/baseImage';
import { globalEnvironment } from './language/dockerfile/variables';
import type { Dockerfile } from './language/dockerfile/syntax';
import { connectToDaemon, type DaemonReader } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import { readImageConfigurations, type KnownImage } from './world/docker/imageConfigurations';

/** Milliseconds before the daemon is asked again for a name, found or not. */
const refreshTime = 30_000;

/**
 * What the local daemon says about base images, remembered for a while. Asking happens in the background; a daemon that
 * does not answer leaves the images unknown, which hovers say.
 */
export class BaseImages {
  private readonly images = new Map<string, KnownImage>();
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly dockerHost: () => string) {}

  /** The facts that are known now. */
  facts(): Pick<DockerfileFacts, 'image' | 'baseEnvironment'> {
    return {
      image: (name) => this.images.get(name)?.configuration,
      baseEnvironment: (name) => this.images.get(name)?.environment,
    };
  }

  /** Asks for the images that a Dockerfile starts from. True where something was learnt. */
  async learn(dockerfile: Dockerfile): Promise<boolean> {
    const now = Date.now();
    const globals = globalEnvironment(dockerfile, {});
    const names = dockerfile.stages.flatMap((stage) => baseImageName(dockerfile, stage, globals) ?? []);
    const due = [...new Set(names)].filter((name) => name !== 'scratch' && now - (this.askedAt.get(name) ?? 0) > refreshTime);
    if (due.length === 0) return false;
    for (const name of due) this.askedAt.set(name, now);
    const found = await this.ask(due);
    const learnt = due.some((name) => JSON.stringify(found.get(name)) !== JSON.stringify(this.images.get(name)));
    for (const name of due) {
      const image = found.get(name);
      if (image) this.images.set(name, image);
      else this.images.delete(name);
    }
    return learnt;
  }

  /** To be called when another daemon is to be asked. */
  forget(): void {
    this.images.clear();
    this.askedAt.clear();
  }

  private async ask(names: readonly string[]): Promise<ReadonlyMap<string, KnownImage>> {
    let reader: DaemonReader | undefined;
    try {
      reader = connectToDaemon(findDaemonAddress(this.dockerHost()));
      await reader.ping();
      return await readImageConfigurations(reader, names);
    } catch {
      return new Map();
    } finally {
      reader?.close();
    }
  }
}
