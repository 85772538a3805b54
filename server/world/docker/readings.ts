import type { DaemonFacts } from '../../language/graph/daemonFacts';
import { decodeEvent } from './decodeEvent';
import { Lane, type LaneTiming } from './lane';
import { factKinds, type FactKind, type Snapshot, type SnapshotScope } from './snapshot';

/** All in milliseconds. */
export interface ReadingTiming extends LaneTiming {
  /**
   * The containers are listed again this long after the reading that an event caused, one time each: the daemon sends
   * `die` before its own list says that the container has exited.
   */
  readonly settle: readonly number[];
  /** BuildKit builds send no event on some Engines, so everything is listed now and then while somebody looks. */
  readonly poll: number;
  /** No event tells of a swarm's tasks. */
  readonly swarmPoll: number;
  /** What is read is told after this time although more is still being read: of a change, and of the first reading. */
  readonly patience: number;
  readonly longPatience: number;
  /** Time for reading histories and users before what there is of them is shown. */
  readonly backgroundBudget: number;
}

export interface ReadingListener {
  onFacts(facts: DaemonFacts): void;
  /** The daemon is lost. Nothing is read afterwards. */
  onFailure(error: unknown): void;
}

/** Listing must not keep the daemon busy for more than this share of the time. */
const pollFactor = 50;

/** But what was never answered within a minute is asked for again after ten minutes, in milliseconds. */
const longestPause = 600_000;

const pauseAfter = (listing: number): number => Math.min(pollFactor * listing, longestPause);

/** A daemon that leaves a swarm takes its networks away one after the other, without an event: in milliseconds. */
const swarmUnrest = 10_000;

type LaneName = FactKind | 'histories' | 'users';

/**
 * Decides when which kind of a daemon's facts is read: after events, and now and then. Each kind goes its own way, so that
 * containers appear at once although the same daemon needs nine seconds for its list of images.
 */
export class Readings {
  private readonly lanes: ReadonlyMap<LaneName, Lane>;
  private readonly polls = new Map<FactKind, NodeJS.Timeout>();
  private settling: number[] = [];
  private settleTimer: NodeJS.Timeout | undefined;
  private tellTimer: NodeJS.Timeout | undefined;
  private tellsAt = 0;
  private hasTold = false;
  private hasContainers = false;
  private ended = false;
  /** Milliseconds that the last reading of a kind took. */
  private readonly durations = new Map<FactKind, number>();
  /** When a kind was last read, in milliseconds of `performance.now()`: somebody may set the clock. */
  private readonly readAt = new Map<FactKind, number>();
  private swarmChangedAt = -Infinity;

  constructor(
    private readonly snapshot: Snapshot,
    private readonly timing: ReadingTiming,
    private scope: SnapshotScope,
    private readonly listener: ReadingListener,
  ) {
    const lane = (work: () => Promise<void>, notBefore?: () => number): Lane => new Lane(timing, () => this.guarded(work), notBefore);
    this.lanes = new Map<LaneName, Lane>([
      ...factKinds.map((kind): [LaneName, Lane] => [kind, lane(() => this.read(kind), () => this.notBefore(kind))]),
      ['histories', lane(() => this.readOn('histories', (goOn) => snapshot.images.readHistories(goOn)))],
      ['users', lane(() => this.readOn('users', (goOn) => snapshot.readUsers(goOn)))],
    ]);
    this.refresh();
  }

  /** Reads everything in scope now. */
  refresh(): void {
    this.snapshot.images.want('all');
    this.demand(factKinds, 0, true);
  }

  onEvent(event: unknown): void {
    const { kinds, image, settles } = decodeEvent(event);
    if (kinds.includes('images')) this.snapshot.images.want(image === undefined ? 'all' : [image]);
    if (settles !== 'at-once') this.settling = settles === 'late' ? [...this.timing.settle] : this.timing.settle.slice(0, Math.max(1, this.settling.length));
    this.demand(kinds, this.timing.quiet);
  }

  /** What is followed from now on. What is known of the rest is not told any more, and read anew when it is wanted again. */
  setScope(scope: SnapshotScope): void {
    if (scope === this.scope) return;
    this.scope = scope;
    if (scope === 'everything') {
      this.refresh();
    } else {
      for (const kind of factKinds) if (kind !== 'containers') this.endPoll(kind);
      this.news();
    }
  }

  /** The listener is not called afterwards. */
  end(): void {
    this.ended = true;
    for (const lane of this.lanes.values()) lane.end();
    for (const kind of factKinds) this.endPoll(kind);
    clearTimeout(this.settleTimer);
    clearTimeout(this.tellTimer);
  }

  private demand(kinds: readonly FactKind[], quiet: number, urgent = false): void {
    for (const kind of kinds) {
      if (this.inScope(kind)) this.lanes.get(kind)?.demand(quiet, urgent);
    }
  }

  /** Nothing is listed again before as long a pause as it took; a list of seconds only as often as it is polled. */
  private notBefore(kind: FactKind): number {
    const { willList, isSlow, listingTime } = this.snapshot.images;
    const pause = kind !== 'images' ? (this.durations.get(kind) ?? 0) : willList ? (isSlow ? pauseAfter(listingTime) : listingTime) : 0;
    return (this.readAt.get(kind) ?? 0) + pause;
  }

  private inScope(kind: LaneName): boolean {
    return this.scope === 'everything' || kind === 'containers';
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.ended) {
        this.end();
        this.listener.onFailure(error);
      }
    }
  }

  private async read(kind: FactKind): Promise<void> {
    const wasInSwarm = this.snapshot.inSwarm;
    const started = performance.now();
    await this.snapshot.refresh(kind);
    if (this.ended) return;
    this.durations.set(kind, performance.now() - started);
    this.readAt.set(kind, performance.now());
    if (kind === 'containers') this.afterContainers();
    if (kind === 'images') this.afterImages();
    if (kind === 'swarm' && wasInSwarm !== this.snapshot.inSwarm && this.hasTold) {
      this.swarmChangedAt = performance.now();
      this.demand(['networks', 'containers'], 0);
    }
    this.startPoll(kind);
    this.news(kind);
  }

  private afterContainers(): void {
    this.hasContainers = true;
    if (this.inScope('users')) this.lanes.get('users')?.demand(0);
    this.lookForImages();
    clearTimeout(this.settleTimer);
    const next = this.settling.shift();
    if (next !== undefined) this.settleTimer = setTimeout(() => this.demand(['containers'], 0), next);
  }

  private afterImages(): void {
    this.lanes.get('histories')?.demand(0);
    this.lookForImages();
  }

  /** A container of an image not yet seen: BuildKit builds send no event on some Engines. */
  private lookForImages(): void {
    const unseen = this.scope === 'everything' && this.snapshot.images.isRead ? this.snapshot.unseenImages() : [];
    if (unseen.length > 0) {
      this.snapshot.images.want(unseen);
      this.demand(['images'], 0);
    }
  }

  /** A slow daemon needs seconds for all histories: they are told in parts, and reading goes on. */
  private async readOn(name: LaneName, read: (goOn: () => boolean) => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + this.timing.backgroundBudget;
    const more = await read(() => performance.now() < deadline && !this.ended && this.inScope(name));
    if (more && this.inScope(name)) this.lanes.get(name)?.demand(0);
    this.news(name);
  }

  /** Something was read: told at once where nothing else is being read, or else when patience ends. */
  private news(from?: LaneName): void {
    if (this.ended) return;
    const moreComes = [...this.lanes].some(([name, lane]) => (name === from ? lane.isWanted : lane.isBusy));
    if (!moreComes) return this.tell();
    // What an event has changed is waited for; what only completes the picture may come together.
    const slow = !this.hasTold || from === 'images' || from === 'histories' || from === 'users';
    const at = performance.now() + (slow ? this.timing.longPatience : this.timing.patience);
    if (this.tellTimer !== undefined && this.tellsAt <= at) return;
    clearTimeout(this.tellTimer);
    this.tellsAt = at;
    this.tellTimer = setTimeout(() => this.tell(), at - performance.now());
  }

  private tell(): void {
    clearTimeout(this.tellTimer);
    this.tellTimer = undefined;
    if (this.ended || !this.hasContainers) return;
    this.hasTold = true;
    this.listener.onFacts(this.snapshot.facts(this.scope));
  }

  private startPoll(kind: FactKind): void {
    this.endPoll(kind);
    // Outside a swarm an event of a node is the sign to ask again.
    if (!this.inScope(kind) || (kind === 'swarm' && !this.snapshot.inSwarm)) return;
    const changesQuietly = kind === 'swarm' || (kind === 'networks' && performance.now() - this.swarmChangedAt < swarmUnrest);
    const least = changesQuietly ? this.timing.swarmPoll : this.timing.poll;
    const listing = kind === 'images' ? this.snapshot.images.listingTime : (this.durations.get(kind) ?? 0);
    this.polls.set(kind, setTimeout(() => this.poll(kind), Math.max(least, pauseAfter(listing))));
  }

  private poll(kind: FactKind): void {
    if (kind === 'images') this.snapshot.images.want('all');
    this.demand([kind], 0);
  }

  private endPoll(kind: FactKind): void {
    clearTimeout(this.polls.get(kind));
    this.polls.delete(kind);
  }
}
