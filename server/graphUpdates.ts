import { graphDiff, isNoDifference } from './language/graph/graphDiff';
import { keepAges } from './language/graph/statusAges';
import type { DockerGraph, GraphState } from './protocol/graph';
import type { GraphPatch, GraphUpdate } from './protocol/graphUpdate';

/** Makes of a graph's states what travels: the whole state first, then what differs, and nothing where nothing does. */
export class GraphUpdates {
  private number = 0;
  private sent: GraphState | undefined;
  private wholeIsDue = true;

  constructor(private readonly send: (update: GraphUpdate) => void) {}

  /** The next state is sent whole, whether it differs or not. */
  sendWholeNext(): void {
    this.wholeIsDue = true;
  }

  show(state: GraphState): void {
    const before = this.sent;
    const kept = before?.graph && state.graph ? { ...state, graph: keepAges(before.graph, state.graph) } : state;
    const update = this.wholeIsDue || before === undefined ? this.whole(kept) : this.difference(before, kept);
    if (update === undefined) return;
    this.number = update.number;
    this.sent = kept;
    this.wholeIsDue = false;
    this.send(update);
  }

  private whole(state: GraphState): GraphUpdate {
    return { kind: 'whole', number: this.number + 1, state };
  }

  private difference(before: GraphState, after: GraphState): GraphUpdate | undefined {
    if (!before.graph || !after.graph || !isSameDaemon(before.graph, after.graph) || before.scope !== after.scope) {
      return JSON.stringify(before) === JSON.stringify(after) ? undefined : this.whole(after);
    }
    const difference = graphDiff(before.graph, after.graph);
    const state = aroundGraph(after, after.graph);
    if (isNoDifference(difference) && JSON.stringify(aroundGraph(before, before.graph)) === JSON.stringify(state)) return undefined;
    return { kind: 'patch', number: this.number + 1, state, ...difference };
  }
}

/** What a patch changes is one daemon's graph: another daemon's is another graph. */
function isSameDaemon(one: DockerGraph, other: DockerGraph): boolean {
  return one.source === other.source && one.host === other.host;
}

function aroundGraph(state: GraphState, { nodes: _nodes, edges: _edges, ...graph }: DockerGraph): GraphPatch['state'] {
  return { ...state, graph };
}
