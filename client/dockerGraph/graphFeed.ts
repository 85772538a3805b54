import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { GraphState } from '../../server/protocol/graph';
import type { GraphUpdate, WholeGraph } from '../../server/protocol/graphUpdate';
import { graphChanged, graphWatch, type GraphWatchParams } from '../../server/protocol/messages';
import { FollowedGraph, isComplete, widestScope, type GraphScope } from './followedGraph';

/** A change of the live graph: what the state is now, and the update that led to it. */
export interface GraphChange {
  readonly state: GraphState;
  readonly update: GraphUpdate;
}

/**
 * The live graph for all that show it: one watch on the server, as wide as the widest wish, and none while nobody looks.
 * What was shown last stays known, so that a view that comes back has something to show at once.
 */
export class GraphFeed implements vscode.Disposable {
  private readonly graph = new FollowedGraph();
  private readonly wishes = new Map<object, GraphScope>();
  private readonly changed = new vscode.EventEmitter<GraphChange>();
  private readonly subscriptions: vscode.Disposable[];
  /** What the server was asked for. */
  private asked: GraphScope | undefined;
  /** Whether the state that was asked for has come: what was known before may be old. */
  private hasCome = false;
  private sending: Promise<void> = Promise.resolve();
  private readonly completeChanged = new vscode.EventEmitter<GraphChange>();

  /** After each update that is part of the state. */
  readonly onDidChange = this.changed.event;
  /** As `onDidChange`, and silent while only containers are followed. */
  readonly onDidChangeComplete = this.completeChanged.event;

  constructor(private readonly client: BaseLanguageClient) {
    this.subscriptions = [
      this.changed,
      this.completeChanged,
      client.onNotification(graphChanged, (update) => this.take(update)),
      client.onDidChangeState(({ newState }) => newState === State.Running && this.askAgain()),
    ];
  }

  /** The state as it is known now, with containers at least; undefined before the first update. */
  get whole(): WholeGraph | undefined {
    return this.graph.whole;
  }

  /** The last state with everything; older than `whole` where only containers are followed. */
  get complete(): WholeGraph | undefined {
    return this.graph.complete;
  }

  /** True while everything is kept up to date. */
  get followsEverything(): boolean {
    return this.hasCome && this.asked === 'everything' && this.graph.complete !== undefined && this.graph.complete === this.graph.whole;
  }

  /** Says what a viewer shows now; undefined where it shows nothing. A viewer that is gone must say so, too. */
  wish(viewer: object, scope: GraphScope | undefined): void {
    if (scope === undefined) {
      this.wishes.delete(viewer);
    } else {
      this.wishes.set(viewer, scope);
    }
    this.ask();
  }

  /** Lets the server read the daemon now. Where nobody looks there is nothing that could be out of date. */
  refresh(): void {
    if (this.asked !== undefined) {
      this.send({ on: true, scope: this.asked, refresh: true });
    }
  }

  dispose(): void {
    this.wishes.clear();
    this.ask();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private ask(): void {
    const wanted = widestScope(this.wishes.values());
    if (wanted !== this.asked) {
      this.asked = wanted;
      this.hasCome = false;
      this.send(wanted === undefined ? { on: false } : { on: true, scope: wanted });
    }
  }

  /** A language server that was started again has forgotten what it was asked, and counts from the beginning. */
  private askAgain(): void {
    this.graph.serverStarted();
    this.asked = undefined;
    this.ask();
  }

  private send(params: GraphWatchParams): void {
    // One after the other: a notification that waits for a document to be opened first is overtaken by the next one. A server
    // that is not running needs no telling: `onDidChangeState` asks it again when it runs.
    this.sending = this.sending.then(() => this.client.sendNotification(graphWatch, params)).catch(() => undefined);
  }

  private take(update: GraphUpdate): void {
    const outcome = this.graph.take(update);
    if (outcome === 'changed') {
      this.hasCome ||= update.kind === 'whole';
      const { state } = this.graph.whole!;
      this.changed.fire({ state, update });
      if (isComplete(state)) this.completeChanged.fire({ state, update });
    } else if (outcome === 'gap') {
      this.refresh();
    }
  }
}
