import type { DockerGraph, GraphState } from '../../protocol/graph';
import { buildGraph } from './buildGraph';
import type { DaemonFacts } from './daemonFacts';
import { outline, summarize } from './describe';
import { selectForPicture } from './selection';
import { toMermaid } from './toMermaid';

/** Everything the graph view shows of one daemon: graph, picture, outline, summary. `focus` is a node id of the graph. */
export function presentGraph(facts: DaemonFacts, source: DockerGraph['source'], focus?: string): GraphState {
  const graph = buildGraph(facts, source);
  const selection = selectForPicture(facts, focus);
  const drawing = toMermaid(buildGraph(selection.facts, source));
  return {
    graph,
    drawing: selection.leftOut === undefined ? drawing : { ...drawing, leftOut: selection.leftOut },
    outline: outline(graph),
    summary: summarize(graph),
  };
}
