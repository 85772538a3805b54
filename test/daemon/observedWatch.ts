import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { connectToDaemon } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import type { DaemonFailure } from '../../server/world/docker/daemonFailure';
import { DaemonWatch, defaultTiming, type WatchTiming } from '../../server/world/docker/watch';

/** A watch whose news can be waited for. */
export class ObservedWatch {
  readonly failures: DaemonFailure[] = [];
  readonly told: DaemonFacts[] = [];
  facts: DaemonFacts | undefined;
  readonly watch: DaemonWatch;
  private readonly waiting = new Set<() => void>();

  constructor(host: string, timing: Partial<WatchTiming> = {}) {
    const connect = () => connectToDaemon(parseDaemonHost(host), { pingTimeout: 500, answerTimeout: 20_000 });
    const listener = {
      onFacts: (facts: DaemonFacts) => {
        this.facts = facts;
        this.told.push(facts);
        this.news();
      },
      onFailure: (failure: DaemonFailure) => {
        this.failures.push(failure);
        this.news();
      },
    };
    this.watch = new DaemonWatch(connect, listener, { ...defaultTiming, ...timing });
  }

  /** Resolves when `holds` does; mocha's own time limit is the bound. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (holds()) {
          this.waiting.delete(check);
          resolve();
        }
      };
      this.waiting.add(check);
      check();
    });
  }

  has(container: string): boolean {
    return this.container(container) !== undefined;
  }

  container(id: string): DaemonFacts['containers'][number] | undefined {
    return this.facts?.containers.find((each) => each.id === id);
  }

  private news(): void {
    for (const check of this.waiting) {
      check();
    }
  }
}
