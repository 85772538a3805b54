import type { DaemonFacts } from './language/graph/daemonFacts';
import type { DockerGraph } from './protocol/graph';

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
