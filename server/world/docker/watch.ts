import type { DaemonFacts } from '../../language/graph/daemonFacts';
import type { DaemonReader } from './connect';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import { decodeEvent } from './decode';
import { Snapshot, type Refresh, type SnapshotScope } from './snapshot';

export interface WatchListener {
  /** The daemon's objects, after each change and once at the start. */
  onFacts(facts: DaemonFacts): void;
  /** The daemon cannot be read now. The watch goes on trying. */
  onFailure(failure: DaemonFailure): void;
}

/** All in milliseconds. */
export interface WatchTiming {
  /** Quiet time after an event before the daemon is asked: `docker run` sends four events at once. */
  readonly quiet: number;
  /** Longest wait when events never stop. */
  readonly longestWait: number;
  /**
   * The containers are listed again this long after the reading that an event caused, one time each: the daemon sends
   * `die` before its own list says that the container has exited.
   */
  readonly settle: readonly number[];
  readonly heartbeat: number;
  /** BuildKit builds send no event on some Engines, so the images are listed now and then while somebody looks. */
  readonly poll: number;
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Time for reading histories before a graph without some of them is shown. */
  readonly historyBudget: number;
}

/** What the product runs with. */
export const defaultTiming: WatchTiming = {
  quiet: 80,
  longestWait: 400,
  settle: [250, 1_500],
  heartbeat: 10_000,
  poll: 30_000,
  firstRetry: 500,
  longestRetry: 3_000,
  historyBudget: 300,
};

/** Listing must not keep the daemon busy for more than this share of the time. */
const pollFactor = 50;

/** Actions that change nothing in the graph. Health checks send `exec_…` events without end. */
const silentActions = /^(?:exec_|attach|detach|resize|top|copy|archive-path|extract-to-dir|export|save)/;

type TimerName = 'quiet' | 'settle' | 'heartbeat' | 'poll' | 'retry';

/** Follows one daemon until disposed: events only tell that something changed, the facts are always read anew. */
export class DaemonWatch {
  private reader: DaemonReader | undefined;
  private snapshot: Snapshot | undefined;
  private pending: Refresh | undefined;
  private pendingSince = 0;
  private reading = false;
  private retryAfter: number;
  private disposed = false;
  private settling: number[] = [];
  private readonly timers = new Map<TimerName, NodeJS.Timeout>();

  constructor(
    /** Finds the daemon anew for each attempt: the context or the socket may have changed. May throw a DaemonFailure. */
    private readonly connect: () => DaemonReader,
    private readonly listener: WatchListener,
    private readonly timing: WatchTiming = defaultTiming,
    /** What is read; listing images takes seconds on some Engines, so who shows none asks for none. */
    private readonly reads: SnapshotScope = 'everything',
  ) {
    this.retryAfter = timing.firstRetry;
    void this.start();
  }

  /** Reads everything now; while the daemon is lost, tries at once. */
  refresh(): void {
    if (this.snapshot === undefined) {
      this.retryAfter = this.timing.firstRetry;
      void this.start();
    } else {
      this.request({ images: true, containers: true }, 0);
    }
  }

  /** Ends timers and connections. The listener is not called afterwards. */
  dispose(): void {
    this.disposed = true;
    this.disconnect();
  }

  private async start(): Promise<void> {
    this.disconnect();
    let reader: DaemonReader | undefined;
    try {
      reader = this.connect();
      this.reader = reader;
      await reader.ping();
      await reader.events({
        onEvent: (event) => this.onEvent(reader, event),
        onLost: (failure) => this.lose(reader, failure),
      });
      if (this.reader === reader) {
        this.snapshot = new Snapshot(reader, this.reads);
        this.request({ images: true, containers: true }, 0);
        this.beat(reader);
      }
    } catch (error) {
      this.lose(reader, toDaemonFailure(error, reader?.host ?? ''));
    }
  }

  private onEvent(reader: DaemonReader | undefined, event: unknown): void {
    const { type, action } = decodeEvent(event);
    if (this.reader === reader && !silentActions.test(action)) {
      this.settling = [...this.timing.settle];
      this.request({ images: type === 'image', containers: true }, this.timing.quiet);
    }
  }

  /** Asks for a reading after a quiet time. A further request starts the quiet time again, within a bound. */
  private request(what: Refresh, quiet: number): void {
    const now = Date.now();
    if (this.pending === undefined) {
      this.pendingSince = now;
    }
    this.pending = { images: what.images || (this.pending?.images ?? false), containers: true };
    const latest = this.pendingSince + this.timing.longestWait - now;
    this.after('quiet', Math.max(0, Math.min(quiet, latest)), () => void this.read());
  }

  private async read(): Promise<void> {
    const { reader, snapshot, pending } = this;
    if (this.reading || snapshot === undefined || pending === undefined) {
      return;
    }
    this.pending = undefined;
    this.reading = true;
    try {
      await snapshot.refresh(pending);
      await this.readHistories(reader, snapshot);
    } catch (error) {
      this.lose(reader, toDaemonFailure(error, reader?.host ?? ''));
    } finally {
      this.reading = false;
    }
    if (this.pending !== undefined) {
      this.request(this.pending, this.timing.quiet);
    } else if (this.settling.length > 0 && this.snapshot !== undefined) {
      this.after('settle', this.settling.shift() as number, () => this.request({ images: false, containers: true }, 0));
    }
  }

  /** A slow daemon needs seconds for all histories: the graph is shown without some of them, then again with more. */
  private async readHistories(reader: DaemonReader | undefined, snapshot: Snapshot): Promise<void> {
    let more = true;
    for (let budget = this.timing.historyBudget; more && this.reader === reader; budget = this.timing.historyBudget * 10) {
      const deadline = Date.now() + budget;
      more = await snapshot.readHistories(() => Date.now() < deadline && this.pending === undefined);
      this.tell(reader, snapshot);
      if (this.pending !== undefined) {
        return;
      }
    }
  }

  private tell(reader: DaemonReader | undefined, snapshot: Snapshot): void {
    if (this.reader !== reader || this.disposed) {
      return;
    }
    this.retryAfter = this.timing.firstRetry;
    this.listener.onFacts(snapshot.facts());
    this.after('poll', Math.max(this.timing.poll, pollFactor * snapshot.lastListingTime), () =>
      this.request({ images: true, containers: true }, 0),
    );
  }

  /** A killed daemon or a sleeping laptop ends no stream: only an unanswered ping tells. */
  private beat(reader: DaemonReader): void {
    this.after('heartbeat', this.timing.heartbeat, () => {
      reader.ping().then(
        () => this.reader === reader && this.beat(reader),
        (error: unknown) => this.lose(reader, toDaemonFailure(error, reader.host)),
      );
    });
  }

  private lose(reader: DaemonReader | undefined, failure: DaemonFailure): void {
    if (this.disposed || this.reader !== reader) {
      return;
    }
    this.disconnect();
    this.listener.onFailure(failure);
    this.after('retry', this.retryAfter, () => void this.start());
    this.retryAfter = Math.min(this.retryAfter * 2, this.timing.longestRetry);
  }

  private disconnect(): void {
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.reader?.close();
    this.reader = undefined;
    this.snapshot = undefined;
    this.pending = undefined;
    this.settling = [];
  }

  private after(name: TimerName, delay: number, action: () => void): void {
    clearTimeout(this.timers.get(name));
    if (!this.disposed) {
      this.timers.set(name, setTimeout(action, delay));
    }
  }
}
