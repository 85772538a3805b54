import type { ImageConfiguration, ImageLookup } from '../language/process/imageConfiguration';
import { connectToDaemon, type DaemonReader } from '../world/docker/connect';
import { findDaemonAddress } from '../world/docker/daemonAddress';
import { usualDaemon } from '../world/docker/daemonChoice';
import { DaemonFailure } from '../world/docker/daemonFailure';
import { normalizedImageName, readImageConfigurations, type KnownImage } from '../world/docker/imageConfigurations';

export interface FoundImages {
  readonly lookup: ImageLookup;
  readonly environment: (name: string) => readonly string[] | undefined;
  /** One sentence for each image that nobody knows. */
  readonly notes: readonly string[];
}

/** Finds image configurations: first those given on the command line, then the local daemon where one answers. */
export class ImageFinder {
  private readonly given: ReadonlyMap<string, ImageConfiguration>;

  constructor(given: ReadonlyMap<string, ImageConfiguration>) {
    this.given = new Map([...given].map(([name, configuration]) => [normalizedImageName(name) ?? name, configuration]));
  }

  /** The daemon is only asked where a name is left, and that it does not answer is no error. */
  async find(names: readonly string[]): Promise<FoundImages> {
    const given = (name: string): ImageConfiguration | undefined => this.given.get(normalizedImageName(name) ?? name);
    const missing = names.filter((name) => given(name) === undefined);
    const { images, reason } = missing.length === 0 ? { images: new Map<string, KnownImage>(), reason: '' } : await askDaemon(missing);
    return {
      lookup: (name) => given(name) ?? images.get(name)?.configuration,
      environment: (name) => images.get(name)?.environment,
      notes: missing.filter((name) => !images.has(name)).map((name) => `Image ${name} is not known: ${reason}, and no --base ${name}=FILE gives it.`),
    };
  }
}

async function askDaemon(names: readonly string[]): Promise<{ images: ReadonlyMap<string, KnownImage>; reason: string }> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(usualDaemon));
    await reader.ping();
    return { images: await readImageConfigurations(reader, names), reason: 'the local Docker daemon does not have it' };
  } catch (error) {
    if (!(error instanceof DaemonFailure)) throw error;
    return { images: new Map(), reason: 'no Docker daemon answers here' };
  } finally {
    reader?.close();
  }
}
