import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts } from '../../language/graph/daemonFacts';
import type { DaemonReader } from './connect';
import { DaemonFailure } from './daemonFailure';
import { decodeContainerList, decodeHistory, decodeImageList, decodeLayers, decodeVersion } from './decode';
import { forEachLimited } from './forEachLimited';

/** More objects than this are not read: nobody can look at them at once, and every answer must stay small. */
const snapshotBounds = { images: 1_000, containers: 1_000 } as const;

/** Four calls at a time took a third less time than one; sixteen were no faster. */
const concurrency = 4;

export interface Refresh {
  readonly images: boolean;
  readonly containers: boolean;
}

/** `containers`: no image is listed, whatever is asked for. */
export type SnapshotScope = 'everything' | 'containers';

/**
 * Reads one daemon's facts and remembers what cannot change: layers and history belong to an image id for ever.
 * So after the first reading a change costs one call for each kind that changed, and two for each new image.
 */
export class Snapshot {
  private readonly layersById = new Map<string, readonly string[]>();
  private readonly historyById = new Map<string, readonly HistoryRow[]>();
  private readonly withoutHistory = new Set<string>();
  private goneImages: ReadonlySet<string> = new Set();
  private engineVersion: string | undefined;
  private images: readonly Omit<ImageFacts, 'layers' | 'history'>[] = [];
  private containers: readonly ContainerFacts[] = [];
  private leftOut: string[] = [];
  /** Milliseconds that the last listing of images took; a poll must not be more frequent than a multiple of it. */
  lastListingTime = 0;

  constructor(
    private readonly reader: DaemonReader,
    private readonly scope: SnapshotScope = 'everything',
  ) {}

  /**
   * Lists the named kinds anew. A container of an image not yet seen makes the images be listed, too: BuildKit builds
   * send no event on some Engines.
   * @throws DaemonFailure
   */
  async refresh(what: Refresh): Promise<void> {
    this.engineVersion ??= decodeVersion(await this.reader.version());
    if (what.containers) {
      this.containers = decodeContainerList(await this.reader.listContainers());
    }
    if (this.scope === 'containers') {
      return;
    }
    const known = new Set(this.images.map(({ id }) => id));
    const unknown = this.containers.map(({ imageId }) => imageId).filter((id) => !known.has(id));
    if (what.images || unknown.some((id) => !this.goneImages.has(id))) {
      await this.refreshImages();
      // An image that is still unknown has been removed: looking for it again at each change would only cost.
      this.goneImages = new Set(unknown);
    }
  }

  /**
   * Reads histories that are still missing, newest images first, as long as `goOn` says so.
   * @returns true while some are still missing.
   */
  async readHistories(goOn: () => boolean): Promise<boolean> {
    const missing = this.kept().filter(({ id }) => !this.historyById.has(id) && !this.withoutHistory.has(id));
    let left = missing.length;
    await forEachLimited(missing, concurrency, async ({ id }) => {
      if (goOn()) {
        const history = await orUndefined(this.reader.imageHistory(id));
        if (history === undefined) {
          this.withoutHistory.add(id);
        } else {
          this.historyById.set(id, decodeHistory(history));
        }
        left -= 1;
      }
    });
    return left > 0;
  }

  facts(): DaemonFacts {
    const containers = this.containers.slice(0, snapshotBounds.containers);
    const images = this.kept().flatMap((image) => {
      const layers = this.layersById.get(image.id);
      return layers === undefined ? [] : [{ ...image, layers, history: this.historyById.get(image.id) }];
    });
    return { host: this.reader.host, engineVersion: this.engineVersion ?? '', images, containers, leftOut: this.leftOut };
  }

  private async refreshImages(): Promise<void> {
    const started = Date.now();
    this.images = decodeImageList(await this.reader.listImages()).sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
    this.lastListingTime = Date.now() - started;
    this.leftOut = leftOutWords(this.images.length, this.containers.length);
    this.forgetRemoved();
    const unseen = this.kept().filter(({ id }) => !this.layersById.has(id));
    await forEachLimited(unseen, concurrency, async ({ id }) => {
      const answer = await orUndefined(this.reader.inspectImage(id));
      if (answer !== undefined) {
        this.layersById.set(id, decodeLayers(answer));
      }
    });
  }

  private kept(): readonly Omit<ImageFacts, 'layers' | 'history'>[] {
    return this.images.slice(0, snapshotBounds.images);
  }

  private forgetRemoved(): void {
    const alive = new Set(this.images.map(({ id }) => id));
    for (const store of [this.layersById, this.historyById, this.withoutHistory]) {
      for (const id of [...store.keys()]) {
        if (!alive.has(id)) {
          store.delete(id);
        }
      }
    }
  }
}

/** Reads everything once, histories included. @throws DaemonFailure */
export async function takeSnapshot(reader: DaemonReader): Promise<DaemonFacts> {
  await reader.ping();
  const snapshot = new Snapshot(reader);
  await snapshot.refresh({ images: true, containers: true });
  await snapshot.readHistories(() => true);
  return snapshot.facts();
}

/** An image can go between listing and inspecting, and an Engine may not know the history of one: not a failure of the whole. */
async function orUndefined(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DaemonFailure && error.reason === 'unknown') {
      return undefined;
    }
    throw error;
  }
}

function leftOutWords(images: number, containers: number): string[] {
  const words = (count: number, bound: number, kind: string): string[] =>
    count > bound ? [`${count - bound} of ${count} ${kind} are left out: the graph reads the newest ${bound}.`] : [];
  return [...words(images, snapshotBounds.images, 'images'), ...words(containers, snapshotBounds.containers, 'containers')];
}
