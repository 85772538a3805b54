import type { Connection } from 'vscode-languageserver';
import { readGraph, type GraphFacts, type GraphReading } from './graphFacts';
import { GraphUpdates } from './graphUpdates';
import type { Content } from './language/content';
import { focusDiagram } from './language/graph/focus/focusDiagram';
import { LiveGraph } from './liveGraph';
import { graphChanged, graphFocusRequest, graphRequest, graphWatch } from './protocol/messages';
import type { LayerwiseSettings } from './protocol/settings';
import { daemonChoice } from './settings';
import type { SnapshotScope } from './world/docker/snapshot';

export interface GraphHandlerOptions {
  readonly content: Content;
  /** The settings as they are now. */
  readonly settings: () => LayerwiseSettings;
}

export interface GraphHandlers {
  /** The facts behind the graph, for whoever answers about its nodes. */
  readonly facts: GraphFacts;
  /** To be called when the settings name another daemon: a live graph then follows the new daemon. */
  daemonChanged(): void;
  /** Ends the live graph and its connection. */
  dispose(): void;
}

/**
 * Answers `graphRequest` and `graphFocusRequest`, and keeps one live graph between `graphWatch` on and off. A failure is a
 * state, never an error.
 */
export function registerGraphHandlers(connection: Connection, { content, settings }: GraphHandlerOptions): GraphHandlers {
  const daemon = (): ReturnType<typeof daemonChoice> => daemonChoice(settings());
  const updates = new GraphUpdates((update) => void connection.sendNotification(graphChanged, update));
  let live: LiveGraph | undefined;
  let watched: SnapshotScope = 'everything';
  const stop = (): void => {
    live?.dispose();
    live = undefined;
  };
  const start = (): void => {
    updates.sendWholeNext();
    live = new LiveGraph(content, daemon, watched, updates);
  };
  const oneReading = new OneReading(() => readGraph(content, daemon()));
  const facts: GraphFacts = { now: async () => live?.known() ?? (await oneReading.result()).known };
  connection.onRequest(graphRequest, async () => (await readGraph(content, daemon())).state);
  connection.onRequest(graphFocusRequest, async ({ node }) => {
    const known = await facts.now();
    return (known && focusDiagram(known.graph, node)) ?? null;
  });
  connection.onNotification(graphWatch, ({ on, scope = 'everything', refresh }) => {
    watched = scope;
    if (!on) {
      stop();
    } else if (live === undefined) {
      start();
    } else {
      live.setScope(scope);
      if (refresh === true) live.refresh();
    }
  });
  return {
    facts,
    daemonChanged: () => {
      oneReading.forget();
      if (live === undefined) return;
      stop();
      // What the client shows is another daemon's: nothing is known of the new one yet.
      updates.sendWholeNext();
      updates.show(watched === 'containers' ? { scope: watched } : {});
      start();
    },
    dispose: stop,
  };
}

/** Questions that come while the daemon is being read wait for the same reading. */
class OneReading {
  private reading: Promise<GraphReading> | undefined;

  constructor(private readonly read: () => Promise<GraphReading>) {}

  result(): Promise<GraphReading> {
    if (this.reading !== undefined) return this.reading;
    const reading = this.read().finally(() => this.reading === reading && this.forget());
    this.reading = reading;
    return reading;
  }

  /** Later questions are about another daemon. */
  forget(): void {
    this.reading = undefined;
  }
}
