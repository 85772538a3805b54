import type { DaemonFacts } from '../../language/graph/daemonFacts';
import type { DaemonReader } from './connect';
import { type DaemonFailure, toDaemonFailure } from './daemonFailure';
import { Readings, type ReadingTiming } from './readings';
import { Snapshot, type SnapshotScope } from './snapshot';

export interface WatchListener {
  /** The daemon's objects, after each change and once at the start. */
  onFacts(facts: DaemonFacts): void;
  /** The daemon cannot be read now. The watch goes on trying. */
  onFailure(failure: DaemonFailure): void;
}

/** All in milliseconds. */
export interface WatchTiming extends ReadingTiming {
  readonly heartbeat: number;
  readonly firstRetry: number;
  readonly longestRetry: number;
}

/** What the product runs with. */
export const defaultTiming: WatchTiming = {
  quiet: 60,
  longestWait: 250,
  settle: [250, 1_500],
  heartbeat: 10_000,
  poll: 30_000,
  swarmPoll: 5_000,
  patience: 120,
  longPatience: 800,
  backgroundBudget: 3_000,
  firstRetry: 500,
  longestRetry: 3_000,
};

/** Follows one daemon until disposed: events only tell that something changed, the facts are always read anew. */
export class DaemonWatch {
  private reader: DaemonReader | undefined;
  private readings: Readings | undefined;
  private retryAfter: number;
  private disposed = false;
  private heartbeat: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    /** Finds the daemon anew for each attempt: the context or the socket may have changed. May throw a DaemonFailure. */
    private readonly connect: () => DaemonReader,
    private readonly listener: WatchListener,
    private readonly timing: WatchTiming = defaultTiming,
    /** What is read; listing images takes seconds on some Engines, so who shows none asks for none. */
    private scope: SnapshotScope = 'everything',
  ) {
    this.retryAfter = timing.firstRetry;
    void this.start();
  }

  /** Reads everything now; while the daemon is lost, tries at once. */
  refresh(): void {
    if (this.readings === undefined) {
      this.retryAfter = this.timing.firstRetry;
      void this.start();
    } else {
      this.readings.refresh();
    }
  }

  /** Reads more or less from now on, over the same connection. */
  setScope(scope: SnapshotScope): void {
    this.scope = scope;
    this.readings?.setScope(scope);
  }

  /** Ends timers and connections. The listener is not called afterwards. */
  dispose(): void {
    this.disposed = true;
    this.disconnect();
  }

  private async start(): Promise<void> {
    this.disconnect();
    if (this.disposed) return;
    let reader: DaemonReader | undefined;
    try {
      reader = this.connect();
      this.reader = reader;
      await reader.ping();
      await reader.events({
        onEvent: (event) => this.reader === reader && this.readings?.onEvent(event),
        onLost: (failure) => this.lose(reader, failure),
      });
      if (this.reader === reader) {
        this.readings = this.readingsOf(reader);
        this.beat(reader);
      }
    } catch (error) {
      this.lose(reader, toDaemonFailure(error, reader?.host ?? ''));
    }
  }

  private readingsOf(reader: DaemonReader): Readings {
    return new Readings(new Snapshot(reader), this.timing, this.scope, {
      onFacts: (facts) => {
        if (this.reader !== reader) return;
        this.retryAfter = this.timing.firstRetry;
        this.listener.onFacts(facts);
      },
      onFailure: (error) => this.lose(reader, toDaemonFailure(error, reader.host)),
    });
  }

  /** A killed daemon or a sleeping laptop ends no stream: only an unanswered ping tells. */
  private beat(reader: DaemonReader): void {
    this.heartbeat = setTimeout(() => {
      reader.ping().then(
        () => this.reader === reader && this.beat(reader),
        (error: unknown) => this.lose(reader, toDaemonFailure(error, reader.host)),
      );
    }, this.timing.heartbeat);
  }

  private lose(reader: DaemonReader | undefined, failure: DaemonFailure): void {
    if (this.disposed || this.reader !== reader) {
      return;
    }
    this.disconnect();
    this.listener.onFailure(failure);
    if (this.disposed) return;
    this.retry = setTimeout(() => void this.start(), this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, this.timing.longestRetry);
  }

  private disconnect(): void {
    clearTimeout(this.heartbeat);
    clearTimeout(this.retry);
    this.readings?.end();
    this.reader?.close();
    this.reader = undefined;
    this.readings = undefined;
  }
}
