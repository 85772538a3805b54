import type { DockerfileFacts } from './language/dockerfileFacts';
import { askDaemon } from './world/docker/askDaemon';
import type { DaemonChoice } from './world/docker/daemonChoice';
import { readImageConfigurations, type KnownImage } from './world/docker/imageConfigurations';

/** Milliseconds before the daemon is asked again for a name, found or not. */
const refreshTime = 30_000;

/** A file may name more images than anybody waits for. */
const mostImages = 100;

/**
 * What the local daemon says about the images that Dockerfiles and services name, remembered for a while. Asking happens in the background; a daemon that
 * does not answer leaves the images unknown, which hovers say.
 */
export class BaseImages {
  /** `missing`: a daemon answered and does not have it. */
  private readonly images = new Map<string, KnownImage | 'missing'>();
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly daemon: () => DaemonChoice) {}

  /** The facts that are known now. */
  facts(): Pick<DockerfileFacts, 'image' | 'baseEnvironment' | 'baseWorkingDirectory' | 'localImage'> {
    const known = (name: string): KnownImage | undefined => {
      const image = this.images.get(name);
      return image === 'missing' ? undefined : image;
    };
    return {
      image: (name) => known(name)?.configuration,
      baseEnvironment: (name) => known(name)?.environment,
      baseWorkingDirectory: (name) => known(name)?.local && (known(name)?.local?.workingDirectory || '/'),
      localImage: (name) => (this.images.get(name) === 'missing' ? 'missing' : known(name)?.local),
    };
  }

  /** Asks for images: those that a Dockerfile starts from or copies from, or that services run. True where something was learnt. */
  async learn(names: readonly string[]): Promise<boolean> {
    const now = Date.now();
    const due = names.slice(0, mostImages).filter((name) => now - (this.askedAt.get(name) ?? 0) > refreshTime);
    if (due.length === 0) return false;
    for (const name of due) this.askedAt.set(name, now);
    const found = await askDaemon(this.daemon(), (reader) => readImageConfigurations(reader, due));
    const before = due.map((name) => JSON.stringify(this.images.get(name)));
    for (const name of due) {
      if (found) this.images.set(name, found.get(name) ?? 'missing');
      else this.images.delete(name);
    }
    return due.some((name, index) => JSON.stringify(this.images.get(name)) !== before[index]);
  }

  /** To be called when another daemon is to be asked. */
  forget(): void {
    this.images.clear();
    this.askedAt.clear();
  }
}
