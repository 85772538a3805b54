import type { DockerfileFacts } from './language/dockerfileFacts';
import { askDaemon } from './world/docker/askDaemon';
import { isSameChoice, usualDaemon, type DaemonChoice } from './world/docker/daemonChoice';
import { ImageHistories } from './world/docker/imageHistories';

/** Milliseconds before the daemon is asked for the first time: what an opened file shows at once goes first. */
const firstWait = 300;
/** Milliseconds between two readings. BuildKit sends no event on some Engines, so the images are listed now and then. */
const pollTime = 30_000;
/** Listing must not keep a slow daemon busy for more than this share of the time. */
const pollFactor = 50;

/** A workspace may name more images than anybody compares. */
const mostNames = 200;

/**
 * The images on this machine with their histories, for the sizes of layers. They are read in the background from the first
 * question on, and again while somebody wants them; a question is answered at once with what is known. Where no daemon
 * answers, nothing is known.
 */
export class BuiltImages {
  private histories = new ImageHistories();
  private asked: DaemonChoice | undefined;
  private known = false;
  private reading = false;
  /** When the daemon may be asked again, in milliseconds since 1970. */
  private due = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private readonly names = new Set<string>();

  /**
   * @param isWanted whether the images should still be looked at, now that nobody has asked for a while
   * @param onChange called when a reading found something new
   */
  constructor(
    private readonly daemon: () => DaemonChoice,
    private readonly isWanted: () => boolean,
    private readonly onChange: () => void,
  ) {}

  /** What is known now. */
  facts(): Pick<DockerfileFacts, 'machineImages'> {
    this.forgetOtherDaemon();
    if (Date.now() >= this.due) this.readIn(firstWait);
    if (!this.known) return {};
    return { machineImages: { images: this.histories.images(), historyOf: (name) => this.historyOf(name), now: Date.now() } };
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private historyOf(name: string): ReturnType<ImageHistories['historyOf']> {
    const history = this.histories.historyOf(name);
    if (history === 'reading' && this.names.size < mostNames && !this.names.has(name)) {
      this.names.add(name);
      this.readIn(0);
    }
    return history;
  }

  private forgetOtherDaemon(): void {
    const daemon = this.daemon();
    if (isSameChoice(this.asked, daemon)) return;
    this.dispose();
    [this.asked, this.histories, this.known, this.due] = [daemon, new ImageHistories(), false, -Infinity];
  }

  private readIn(milliseconds: number): void {
    if (this.reading) return;
    this.due = Infinity;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), milliseconds).unref();
  }

  private async read(): Promise<void> {
    const { histories, asked, known } = this;
    this.reading = true;
    const changed = await askDaemon(asked ?? usualDaemon, (reader) => histories.refresh(reader, this.names));
    this.reading = false;
    if (this.histories !== histories) return;
    this.known = changed !== undefined;
    const wait = Math.max(pollTime, pollFactor * histories.lastListingTime);
    this.due = Date.now() + wait;
    this.timer = setTimeout(() => void (this.isWanted() && this.read()), wait).unref();
    if (changed || known !== this.known) this.onChange();
  }
}
