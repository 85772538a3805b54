import { knownGraph, knownSample, type KnownGraph } from './graphFacts';
import { answeringState, containersState, failedState } from './graphState';
import { GraphUpdates } from './graphUpdates';
import type { Content } from './language/content';
import type { DaemonFacts } from './language/graph/daemonFacts';
import type { GraphState } from './protocol/graph';
import { connectToDaemon } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import type { DaemonChoice } from './world/docker/daemonChoice';
import type { DaemonFailure } from './world/docker/daemonFailure';
import type { SnapshotScope } from './world/docker/snapshot';
import { DaemonWatch } from './world/docker/watch';

/** One graph kept up to date: what the daemon watch tells, in the protocol's terms. */
export class LiveGraph {
  private readonly watch: DaemonWatch;
  /** Facts of another scope than the present one are of no use. */
  private facts: DaemonFacts | undefined;
  private failure: DaemonFailure | undefined;

  constructor(
    private readonly content: Content,
    daemon: () => DaemonChoice,
    private scope: SnapshotScope,
    private readonly updates: GraphUpdates,
  ) {
    const listener = {
      onFacts: (facts: DaemonFacts) => this.take(facts, undefined),
      onFailure: (failure: DaemonFailure) => this.take(this.facts, failure),
    };
    this.watch = new DaemonWatch(() => connectToDaemon(findDaemonAddress(daemon())), listener, undefined, scope);
  }

  /** Reads the daemon now; the whole state is sent afterwards. */
  refresh(): void {
    this.updates.sendWholeNext();
    this.watch.refresh();
  }

  /** Follows more or less from now on, over the same connection. The whole state of the new scope is sent. */
  setScope(scope: SnapshotScope): void {
    if (scope === this.scope) return;
    this.scope = scope;
    this.facts = undefined;
    this.updates.sendWholeNext();
    this.watch.setScope(scope);
    if (this.failure !== undefined) this.show();
  }

  /** What is known of everything; undefined while nothing is, or where only containers are followed. */
  known(): KnownGraph | undefined {
    if (this.scope === 'containers') return undefined;
    if (this.facts === undefined) return this.failure && knownSample(this.content);
    return knownGraph(this.facts, this.failure === undefined ? 'live' : 'stale');
  }

  dispose(): void {
    this.watch.dispose();
  }

  private take(facts: DaemonFacts | undefined, failure: DaemonFailure | undefined): void {
    this.facts = facts;
    this.failure = failure;
    this.show();
  }

  private show(): void {
    this.updates.show(this.state());
  }

  private state(): GraphState {
    const { content, facts, failure } = this;
    if (this.scope === 'containers') return containersState(content, failure, facts);
    return failure === undefined && facts !== undefined ? answeringState(content, facts) : failedState(content, failure as DaemonFailure, facts);
  }
}
