import type { BuiltImage } from '../../language/cache/imageSteps/machineImages';
import type { HistoryRow } from '../../language/graph/daemonFacts';
import type { DaemonReader } from './connect';
import { DaemonFailure } from './daemonFailure';
import { decodeHistory, decodeImageList } from './decode';
import { forEachLimited } from './forEachLimited';
import { normalizedImageName } from './imageConfigurations';

/** Older images are not compared with Dockerfiles: the newest is what a person has just built. */
const mostComparedImages = 50;

/** As for the graph: more calls at a time are no faster. */
const concurrency = 4;

/** One daemon's images and their histories. An image never changes, so each history is read once. */
export class ImageHistories {
  private readonly byId = new Map<string, readonly HistoryRow[]>();
  private listed: ReturnType<typeof decodeImageList> = [];
  private ids = new Map<string, string>();
  /** Milliseconds that the last listing took. */
  lastListingTime = 0;

  /**
   * Lists the images, and reads the histories of the newest and of those named, as far as they are not known.
   * @param names as FROM writes them
   * @returns true where anything differs from before.
   * @throws DaemonFailure
   */
  async refresh(reader: DaemonReader, names: Iterable<string>): Promise<boolean> {
    const before = this.state();
    const started = Date.now();
    this.listed = decodeImageList(await reader.listImages()).sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
    this.lastListingTime = Date.now() - started;
    this.ids = new Map(this.listed.flatMap(({ id, tags }) => tags.map((tag) => [normalizedImageName(tag) ?? tag, id] as const)));
    const alive = new Set(this.listed.map(({ id }) => id));
    for (const id of this.byId.keys()) if (!alive.has(id)) this.byId.delete(id);
    const named = [...names].flatMap((name) => this.idOf(name) ?? []);
    const wanted = new Set([...this.listed.slice(0, mostComparedImages).map(({ id }) => id), ...named]);
    await forEachLimited([...wanted].filter((id) => !this.byId.has(id)), concurrency, (id) => this.readHistory(reader, id));
    return this.state() !== before;
  }

  /** Newest first. */
  images(): readonly BuiltImage[] {
    return this.listed.slice(0, mostComparedImages).flatMap((image) => {
      const history = this.byId.get(image.id);
      return history ? [{ ...image, history }] : [];
    });
  }

  /** `reading`: the image is there, its history was not asked for yet. Undefined: the image is not there. */
  historyOf(name: string): readonly HistoryRow[] | 'reading' | undefined {
    const id = this.idOf(name);
    return id === undefined ? undefined : (this.byId.get(id) ?? 'reading');
  }

  private idOf(name: string): string | undefined {
    return this.ids.get(normalizedImageName(name) ?? name);
  }

  /** An image that goes meanwhile, or whose history the Engine does not know, has none. */
  private async readHistory(reader: DaemonReader, id: string): Promise<void> {
    try {
      this.byId.set(id, decodeHistory(await reader.imageHistory(id)));
    } catch (error) {
      if (!(error instanceof DaemonFailure && error.reason === 'unknown')) throw error;
      this.byId.set(id, []);
    }
  }

  private state(): string {
    return JSON.stringify(this.listed.map(({ id, tags }) => [id, tags, this.byId.has(id)]));
  }
}
