import type { Content } from './language/content';
import type { DaemonFacts } from './language/graph/daemonFacts';
import { presentGraph } from './language/graph/presentGraph';
import type { DaemonProblem, GraphNotice, GraphState } from './protocol/graph';
import type { DaemonFailure } from './world/docker/daemonFailure';

/** The state of a daemon that answers. `focus` is a node id of the graph. */
export function answeringState(content: Content, facts: DaemonFacts, focus?: string): GraphState {
  const state = presentGraph(facts, 'daemon', focus);
  return state.graph?.nodes.length === 0 ? { ...state, ...notice(content, 'empty') } : state;
}

/** The state of a daemon that does not answer: with the last facts known of it, or else with the recorded sample. */
export function failedState(content: Content, failure: DaemonFailure, last?: DaemonFacts, focus?: string): GraphState {
  const problem = { problem: daemonProblem(content, failure) };
  if (last !== undefined) {
    return { ...presentGraph(last, 'daemon', focus), ...notice(content, 'stale'), ...problem };
  }
  const sample = content.graphSample;
  return sample === undefined ? problem : { ...presentGraph(sample, 'sample', focus), ...notice(content, 'sample'), ...problem };
}

/** A failure in the words of `content/daemon.yaml`. */
export function daemonProblem(content: Content, failure: DaemonFailure): DaemonProblem {
  const text = content.daemonProblems[failure.reason] ?? content.daemonProblems['unknown'];
  return {
    reason: failure.reason,
    host: failure.host,
    title: text?.title ?? failure.reason,
    explanation: text?.explanation ?? '',
    remedy: text?.remedy ?? '',
    detail: failure.detail,
  };
}

function notice(content: Content, kind: GraphNotice['kind']): { readonly notice?: GraphNotice } {
  const text = content.daemonProblems[kind];
  return text === undefined ? {} : { notice: { kind, ...text } };
}
