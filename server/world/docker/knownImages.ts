import type { HistoryRow, ImageFacts } from '../../language/graph/daemonFacts';
import { compareTexts } from './answerFields';
import type { DaemonReader } from './connect';
import { decodeHistory, decodeImageList, decodeInspectedImage, decodeLayers, type ListedImage } from './decode';
import { DaemonFailure } from './daemonFailure';
import { FactsById } from './factsById';

/** A daemon that needs longer than this for its list of images, in milliseconds, is asked for single ones where that is enough. */
const slowListing = 1_000;

/** Images that one inspection each is spent on instead of a listing. */
const mostInspected = 20;

/**
 * A daemon's images. Layers and history belong to an id for ever. The list is read anew, or, where it takes the daemon
 * seconds, only the images that something was heard of: one call each.
 */
export class KnownImages {
  private listed: readonly ListedImage[] = [];
  private gone: ReadonlySet<string> = new Set();
  private wanted: Set<string> | 'all' = 'all';
  private readonly layers: FactsById<readonly string[]>;
  private readonly histories: FactsById<readonly HistoryRow[]>;
  /** Milliseconds that the last listing took, also one without an answer in time; 0 before the first. */
  listingTime = 0;
  /** True once they have been listed. */
  isRead = false;

  constructor(
    private readonly reader: DaemonReader,
    /** How many are kept, newest first. */
    private readonly bound: number,
  ) {
    this.layers = new FactsById(async (id) => decodeLayers(await reader.inspectImage(id)));
    this.histories = new FactsById(async (id) => decodeHistory(await reader.imageHistory(id)));
  }

  get count(): number {
    return this.listed.length;
  }

  /** Says what the next reading is for: all images, or those that a container or an event has named. */
  want(ids: Iterable<string> | 'all'): void {
    if (ids === 'all' || this.wanted === 'all') {
      this.wanted = 'all';
    } else {
      for (const id of ids) this.wanted.add(id);
    }
  }

  /** Images of containers that were never seen, and not looked for in vain either: a build without an event made them. */
  unseen(ids: Iterable<string>): string[] {
    const known = new Set(this.listed.map(({ id }) => id));
    return [...new Set(ids)].filter((id) => id !== '' && !known.has(id) && !this.gone.has(id));
  }

  get isSlow(): boolean {
    return this.listingTime > slowListing;
  }

  /** True where the next reading lists all images, which `listingTime` tells the price of. */
  get willList(): boolean {
    return this.wanted === 'all' || !this.isSlow || this.wanted.size > mostInspected;
  }

  /**
   * Reads what is wanted.
   * @throws DaemonFailure
   */
  async refresh(): Promise<void> {
    const wanted = this.wanted;
    const lists = this.willList;
    this.wanted = new Set();
    try {
      await (lists ? this.list() : this.inspect([...(wanted as Set<string>)]));
    } catch (error) {
      this.want(wanted);
      throw error;
    }
    const known = new Set(this.listed.map(({ id }) => id));
    // An image that is still unknown has been removed: looking for it again at each change would only cost.
    this.gone = new Set([...this.gone, ...(wanted === 'all' ? [] : wanted)].filter((id) => !known.has(id)));
    for (const facts of [this.layers, this.histories]) facts.keepOnly(known);
    await this.layers.readMissing(this.keptIds());
  }

  /** Reads histories that are missing, newest images first. @returns true while some still are. @throws DaemonFailure */
  readHistories(goOn?: () => boolean): Promise<boolean> {
    return this.histories.readMissing(this.keptIds(), goOn);
  }

  /** How many of the listed ones are not in the facts yet. */
  get unread(): number {
    return this.layers.missing(this.keptIds());
  }

  /** An image whose layers the daemon does not tell is left out. */
  facts(): ImageFacts[] {
    return this.listed.slice(0, this.bound).flatMap((image) => {
      const layers = this.layers.get(image.id);
      const history = this.histories.get(image.id);
      return layers === undefined ? [] : [{ ...image, layers, ...(history && { history }) }];
    });
  }

  private async list(): Promise<void> {
    const started = performance.now();
    try {
      this.listed = newestFirst(decodeImageList(await this.reader.listImages()));
      this.isRead = true;
    } finally {
      this.listingTime = performance.now() - started;
    }
    this.layers.askAgain();
  }

  /** A tag belongs to one image: whoever has it now has taken it from the one before, of which no event tells. */
  private async inspect(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const answer = await this.inspected(id);
      const image = decodeInspectedImage(answer);
      const others = this.listed.filter((other) => other.id !== id);
      const taken = new Set(image?.tags);
      const left = others.map((other) => (other.tags.some((tag) => taken.has(tag)) ? { ...other, tags: other.tags.filter((tag) => !taken.has(tag)) } : other));
      this.listed = newestFirst(image === undefined ? left : [...left, image]);
      if (image !== undefined) this.layers.set(image.id, decodeLayers(answer));
    }
  }

  /** Undefined where it has gone, or where the daemon cannot tell what it is. */
  private async inspected(id: string): Promise<unknown> {
    try {
      return await this.reader.inspectImage(id);
    } catch (error) {
      if (error instanceof DaemonFailure && error.status !== undefined) return undefined;
      throw error;
    }
  }

  private keptIds(): string[] {
    return this.listed.slice(0, this.bound).map(({ id }) => id);
  }
}

function newestFirst(images: readonly ListedImage[]): ListedImage[] {
  return [...images].sort((a, b) => b.created - a.created || compareTexts(a.id, b.id));
}
