import type { Connection } from 'vscode-languageserver';
import { answeringState, failedState } from './graphState';
import type { Content } from './language/content';
import { LiveGraph } from './liveGraph';
import type { GraphState } from './protocol/graph';
import { graphChanged, graphRequest, graphWatch } from './protocol/messages';
import type { LayerwiseSettings } from './protocol/settings';
import { connectToDaemon, type DaemonReader } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import { toDaemonFailure } from './world/docker/daemonFailure';
import { takeSnapshot } from './world/docker/snapshot';

export interface GraphHandlerOptions {
  readonly content: Content;
  /** The settings as they are now. */
  readonly settings: () => LayerwiseSettings;
}

export interface GraphHandlers {
  /** To be called when `layerwise.dockerHost` has changed: a live graph then follows the new daemon. */
  dockerHostChanged(): void;
  /** Ends the live graph and its connection. */
  dispose(): void;
}

/** Answers `graphRequest`, and keeps one live graph between `graphWatch` on and off. A failure is a state, never an error. */
export function registerGraphHandlers(connection: Connection, { content, settings }: GraphHandlerOptions): GraphHandlers {
  let live: LiveGraph | undefined;
  const stop = (): void => {
    live?.dispose();
    live = undefined;
  };
  const start = (): void => {
    let number = 0;
    const send = (state: GraphState): void => void connection.sendNotification(graphChanged, { kind: 'whole', number: (number += 1), state });
    live = new LiveGraph(content, () => settings().dockerHost, undefined, send);
  };
  connection.onRequest(graphRequest, () => readGraphState(content, settings().dockerHost));
  connection.onNotification(graphWatch, ({ on, refresh }) => {
    if (!on) {
      stop();
    } else if (live === undefined) {
      start();
    } else if (refresh === true) {
      live.refresh();
    }
  });
  return {
    dockerHostChanged: () => {
      if (live !== undefined) {
        stop();
        start();
      }
    },
    dispose: stop,
  };
}

/** Reads a daemon once. `dockerHost` is the setting; empty means the usual search. */
async function readGraphState(content: Content, dockerHost: string): Promise<GraphState> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(dockerHost));
    return answeringState(content, await takeSnapshot(reader));
  } catch (error) {
    return failedState(content, toDaemonFailure(error, reader?.host ?? dockerHost));
  } finally {
    reader?.close();
  }
}
