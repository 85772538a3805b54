import { answeringState, failedState } from './graphState';
import type { Content } from './language/content';
import type { DaemonFacts } from './language/graph/daemonFacts';
import type { GraphState } from './protocol/graph';
import { connectToDaemon } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import type { DaemonFailure } from './world/docker/daemonFailure';
import { DaemonWatch } from './world/docker/watch';

/** One graph kept up to date for one view: what the daemon watch tells, in the view's terms, and only when it differs. */
export class LiveGraph {
  private readonly watch: DaemonWatch;
  private lastFacts: DaemonFacts | undefined;
  private failure: DaemonFailure | undefined;
  private sent = '';

  constructor(
    private readonly content: Content,
    dockerHost: () => string,
    private readonly focus: string | undefined,
    private readonly send: (state: GraphState) => void,
  ) {
    this.watch = new DaemonWatch(() => connectToDaemon(findDaemonAddress(dockerHost())), {
      onFacts: (facts) => {
        this.lastFacts = facts;
        this.failure = undefined;
        this.show();
      },
      onFailure: (failure) => {
        this.failure = failure;
        this.show();
      },
    });
  }

  refresh(): void {
    this.sent = '';
    this.watch.refresh();
  }

  dispose(): void {
    this.watch.dispose();
  }

  private show(): void {
    const state =
      this.failure !== undefined
        ? failedState(this.content, this.failure, this.lastFacts, this.focus)
        : answeringState(this.content, this.lastFacts as DaemonFacts, this.focus);
    const text = JSON.stringify(state);
    if (text !== this.sent) {
      this.sent = text;
      this.send(state);
    }
  }
}
