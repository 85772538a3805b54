import type { KnownContainers } from './language/composeDiagram/daemonSentence';
import { connectToDaemon } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import type { DaemonChoice } from './world/docker/daemonChoice';
import { DaemonWatch, defaultTiming } from './world/docker/watch';

/** The daemon's containers, followed on one connection for all who want them, as long as one does. */
export class ServiceContainers {
  private readonly followers = new Set<() => void>();
  private watch: DaemonWatch | undefined;
  private known: KnownContainers = { kind: 'asking' };

  constructor(private readonly daemon: () => DaemonChoice) {}

  get now(): KnownContainers {
    return this.known;
  }

  /**
   * Calls back after each change, and when the daemon is lost or found.
   * @returns ends it; a second call does nothing
   */
  follow(onChange: () => void): () => void {
    // Who follows twice has two ends.
    const follower = (): void => onChange();
    this.followers.add(follower);
    this.watch ??= this.start();
    return () => {
      if (this.followers.delete(follower) && this.followers.size === 0) this.stop();
    };
  }

  /** Another daemon may answer now. */
  restart(): void {
    if (!this.watch) return;
    this.stop();
    this.watch = this.start();
  }

  dispose(): void {
    this.followers.clear();
    this.stop();
  }

  private start(): DaemonWatch {
    return new DaemonWatch(
      () => connectToDaemon(findDaemonAddress(this.daemon())),
      {
        onFacts: ({ containers }) => this.set({ kind: 'answers', containers }),
        onFailure: ({ reason }) => this.set({ kind: 'silent', reason }),
      },
      defaultTiming,
      'containers',
    );
  }

  private stop(): void {
    this.watch?.dispose();
    this.watch = undefined;
    this.known = { kind: 'asking' };
  }

  private set(known: KnownContainers): void {
    this.known = known;
    for (const follower of this.followers) follower();
  }
}
