import type { KnownContainers } from './language/composeDiagram/daemonSentence';
import { connectToDaemon } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import type { DaemonChoice } from './world/docker/daemonChoice';
import { DaemonWatch, defaultTiming } from './world/docker/watch';

/** The daemon's containers, followed from `start` to `stop` for all who want them. */
export class ServiceContainers {
  private watch: DaemonWatch | undefined;
  private known: KnownContainers = { kind: 'asking' };

  constructor(
    private readonly daemon: () => DaemonChoice,
    private readonly onChange: () => void,
  ) {}

  get now(): KnownContainers {
    return this.known;
  }

  /** Nothing happens where they are followed already. */
  start(): void {
    this.watch ??= new DaemonWatch(
      () => connectToDaemon(findDaemonAddress(this.daemon())),
      {
        onFacts: ({ containers }) => this.set({ kind: 'answers', containers }),
        onFailure: ({ reason }) => this.set({ kind: 'silent', reason }),
      },
      defaultTiming,
      'containers',
    );
  }

  stop(): void {
    this.watch?.dispose();
    this.watch = undefined;
    this.known = { kind: 'asking' };
  }

  /** Another daemon may answer now. */
  restart(): void {
    if (!this.watch) return;
    this.stop();
    this.start();
  }

  private set(known: KnownContainers): void {
    this.known = known;
    this.onChange();
  }
}
