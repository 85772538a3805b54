/** Times in milliseconds. */
export interface LaneTiming {
  /** Quiet time after news before the daemon is asked: `docker run` sends four events at once. */
  readonly quiet: number;
  /** Longest wait when news never stop. */
  readonly longestWait: number;
}

/** A round that starts later than this, in milliseconds, is nothing to wait for. */
const soon = 500;

/** Does one thing again and again on demand, never twice at once. A demand during the work leads to one more round. */
export class Lane {
  private wantedSince: number | undefined;
  private startsAt = 0;
  private running = false;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly timing: LaneTiming,
    /** Must not reject. */
    private readonly work: () => Promise<void>,
    /** When the next round may start that is not urgent, in milliseconds of `performance.now()`: a clock that is set back must not stop it. */
    private readonly notBefore: () => number = () => 0,
  ) {}

  /** True where a further round is demanded and comes soon. */
  get isWanted(): boolean {
    return this.wantedSince !== undefined && this.startsAt <= performance.now() + soon;
  }

  /** True from the demand to the end of the work. */
  get isBusy(): boolean {
    return this.running || this.isWanted;
  }

  /** Asks for a round after a quiet time. A further demand starts the quiet time again, within a bound. */
  demand(quiet = this.timing.quiet, urgent = false): void {
    if (this.ended) return;
    const now = performance.now();
    this.wantedSince ??= now;
    if (this.running) return;
    const latest = this.wantedSince + this.timing.longestWait;
    this.startsAt = Math.max(Math.min(now + quiet, latest), urgent ? 0 : this.notBefore());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), Math.max(0, this.startsAt - now));
  }

  /** No work starts afterwards. */
  end(): void {
    this.ended = true;
    this.wantedSince = undefined;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.wantedSince = undefined;
    this.running = true;
    await this.work();
    this.running = false;
    if (this.wantedSince !== undefined) this.demand();
  }
}
