import type { BuildCacheRecord, HistoryRow } from '../daemonFacts';
import { historyInstruction } from '../historyInstruction';

/**
 * Tells which layers the build cache holds, too. BuildKit keeps what it has built: removing the image then frees nothing
 * until the cache is pruned. The daemon does not say which record is which layer. A record that an image shares has the
 * layer's very size with the overlay2 store; with the containerd store its size is another, but it names the same step.
 */
export class HeldByBuildCache {
  private readonly sizes: ReadonlySet<number>;
  private readonly steps: ReadonlySet<string>;

  constructor(records: readonly BuildCacheRecord[]) {
    const shared = records.filter((record) => record.shared && record.bytes > 0);
    this.sizes = new Set(shared.map(({ bytes }) => bytes));
    this.steps = new Set(shared.map(({ description }) => stepWords(description.replace(/^\[[^\]]*\]\s*/, ''))));
  }

  holds({ bytes, createdBy }: HistoryRow): boolean {
    if (bytes === 0) {
      return false;
    }
    const { keyword, argument } = historyInstruction(createdBy);
    return this.sizes.has(bytes) || this.steps.has(stepWords(`${keyword} ${argument}`));
  }
}

function stepWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
