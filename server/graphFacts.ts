import { answeringState, failedState } from './graphState';
import type { Content } from './language/content';
import { buildGraph } from './language/graph/buildGraph';
import type { DaemonFacts } from './language/graph/daemonFacts';
import type { DockerGraph, GraphState } from './protocol/graph';
import { connectToDaemon, type DaemonReader } from './world/docker/connect';
import { findDaemonAddress } from './world/docker/daemonAddress';
import { choiceInWords, type DaemonChoice } from './world/docker/daemonChoice';
import { toDaemonFailure } from './world/docker/daemonFailure';
import { takeSnapshot } from './world/docker/snapshot';

/** Facts of one moment and the graph that is drawn of them. */
export interface KnownGraph {
  readonly facts: DaemonFacts;
  readonly graph: DockerGraph;
  /**
   * `live`: followed now; `read`: read for this question, because nobody watches; `stale`: the last ones before the
   * daemon was lost; `sample`: the recorded sample.
   */
  readonly origin: 'live' | 'read' | 'stale' | 'sample';
}

/** The way to the daemon's facts for whoever answers a question about them. */
export interface GraphFacts {
  /**
   * What is known now, with histories as far as they are read. Where nobody watches the daemon is read once; where it does
   * not answer, the last facts or the sample are given.
   * @returns undefined where there is no sample either
   */
  now(): Promise<KnownGraph | undefined>;
}

/** A state and what it was made of. */
export interface GraphReading {
  readonly state: GraphState;
  readonly known: KnownGraph | undefined;
}

/** Reads a daemon once, histories included. A failure is a state, never an error. */
export async function readGraph(content: Content, daemon: DaemonChoice): Promise<GraphReading> {
  let reader: DaemonReader | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(daemon));
    const facts = await takeSnapshot(reader);
    return { state: answeringState(content, facts), known: knownGraph(facts, 'read') };
  } catch (error) {
    const state = failedState(content, toDaemonFailure(error, reader?.host ?? choiceInWords(daemon)));
    return { state, known: knownSample(content) };
  } finally {
    reader?.close();
  }
}

export function knownSample({ graphSample }: Content): KnownGraph | undefined {
  return graphSample && knownGraph(graphSample, 'sample');
}

export function knownGraph(facts: DaemonFacts, origin: KnownGraph['origin']): KnownGraph {
  return { facts, origin, graph: buildGraph(facts, origin === 'sample' ? 'sample' : 'daemon') };
}
