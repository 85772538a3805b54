import type { Content, DaemonPlatform } from './language/content';
import type { DaemonFacts } from './language/graph/daemonFacts';
import { buildGraph } from './language/graph/buildGraph';
import { summarize } from './language/graph/describe';
import { maskSecrets } from './language/maskSecrets';
import type { DaemonProblem, DockerGraph, GraphNotice, GraphState } from './protocol/graph';
import type { DaemonFailure } from './world/docker/daemonFailure';

/** `bridge`, `host` and `none`. */
const predefinedNetworks = 3;

/** The state of a daemon that answers. */
export function answeringState(content: Content, facts: DaemonFacts): GraphState {
  const state = summarized(facts, 'daemon');
  return isEmpty(facts) ? { ...state, ...notice(content, 'empty') } : state;
}

/** The state for who follows containers only: their nodes, or why there are none. Nobody is shown the sample there. */
export function containersState(content: Content, failure: DaemonFailure | undefined, facts: DaemonFacts | undefined): GraphState {
  const graph = facts && { graph: buildGraph(facts, 'daemon') };
  const stale = facts && notice(content, 'stale');
  return { ...graph, ...(failure && { ...stale, problem: daemonProblem(content, failure) }), scope: 'containers' };
}

function summarized(facts: DaemonFacts, source: DockerGraph['source']): GraphState {
  const graph = buildGraph(facts, source);
  return { graph, summary: summarize(graph) };
}

/** The three networks that every Engine has are nothing that anybody made. */
function isEmpty({ images, containers, volumes = [], networks = [], leftOut }: DaemonFacts): boolean {
  return images.length + containers.length + volumes.length + leftOut.length === 0 && networks.length <= predefinedNetworks;
}

/** The state of a daemon that does not answer: with the last facts known of it, or else with the recorded sample. */
export function failedState(content: Content, failure: DaemonFailure, last?: DaemonFacts): GraphState {
  const problem = { problem: daemonProblem(content, failure) };
  if (last !== undefined) {
    return { ...summarized(last, 'daemon'), ...notice(content, 'stale'), ...problem };
  }
  const sample = content.graphSample;
  return sample === undefined ? problem : { ...summarized(sample, 'sample'), ...notice(content, 'sample'), ...problem };
}

/** Where the server runs, which is where the daemon is looked for: in a remote window not the machine with the screen. */
const platform: DaemonPlatform = process.platform === 'darwin' ? 'macos' : process.platform === 'win32' ? 'windows' : 'linux';

/** A failure in the words of `content/daemon.yaml`. */
export function daemonProblem(content: Content, failure: DaemonFailure): DaemonProblem {
  const text = content.daemonProblems[failure.reason] ?? content.daemonProblems['unknown'];
  return {
    reason: failure.reason,
    // An address that cannot be read may hold a password all the same.
    host: maskSecrets(failure.host),
    title: text?.title ?? failure.reason,
    explanation: text?.explanation ?? '',
    remedy: text?.remedies?.[platform] ?? text?.remedy ?? '',
    detail: failure.detail,
  };
}

function notice(content: Content, kind: GraphNotice['kind']): { readonly notice?: GraphNotice } {
  const text = content.daemonProblems[kind];
  return text === undefined ? {} : { notice: { kind, ...text } };
}
