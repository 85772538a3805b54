/** How long the graph's own arithmetic takes: from facts to a graph, from two graphs to a patch, from a graph to places. */
import { makeForest } from '../../media/graph/history/forest';
import { layOut } from '../../media/graph/history/layout';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import { graphDiff } from '../../server/language/graph/graphDiff';
import { toMermaid } from '../../server/language/graph/toMermaid';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { DockerGraph, GraphState } from '../../server/protocol/graph';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';
import { changedFacts, randomNumbers, syntheticFacts } from '../core/graphFacts';

export interface GraphTime {
  readonly words: string;
  /** Milliseconds, median. */
  readonly milliseconds: number;
}

export const graphSizes = [
  { images: 20, layers: 60, containers: 12, volumes: 6, networks: 5 },
  { images: 300, layers: 900, containers: 60, volumes: 30, networks: 12 },
  { images: 1_000, layers: 5_000, containers: 200, volumes: 60, networks: 20 },
] as const;

const rounds = 15;

/** A graph of a daemon that never was, as the page gets it, and patches that follow each other. */
export function syntheticUpdates(size: (typeof graphSizes)[number], patches: number): { whole: GraphUpdate; patches: GraphUpdate[]; mermaid: string } {
  let facts = syntheticFacts({ seed: 1, ...size });
  let graph = buildGraph(facts, 'daemon');
  const whole: GraphUpdate = { kind: 'whole', number: 1, state: { graph, summary: '' } };
  const mermaid = toMermaid(graph).mermaid;
  const random = randomNumbers(7);
  const following = Array.from({ length: patches }, (_, index): GraphUpdate => {
    facts = changedFacts(facts, random);
    const after = buildGraph(facts, 'daemon');
    const patch = patchOf(graph, after, index + 2);
    graph = after;
    return patch;
  });
  return { whole, patches: following, mermaid };
}

/** The arithmetic for one size of daemon. */
export function graphTimes(size: (typeof graphSizes)[number]): readonly GraphTime[] {
  const facts = syntheticFacts({ seed: 1, ...size });
  const changed = changedFacts(facts, randomNumbers(3));
  const [before, after] = [buildGraph(facts, 'daemon'), buildGraph(changed, 'daemon')];
  const patch = patchOf(before, after, 2);
  const state: GraphState = { graph: before };
  const forest = makeForest(before, new Set(), () => false);
  const layout = layOut(forest);
  const next = makeForest(after, new Set(), (id) => layout.placed.has(id));
  return [
    timed('facts → graph', () => buildGraph(fresh(facts), 'daemon')),
    timed('… after one change', () => buildGraph(changed, 'daemon')),
    timed('two graphs → patch', () => graphDiff(before, after)),
    timed('patch applied', () => applyGraphUpdate(state, patch)),
    timed('graph → forest', () => makeForest(before, new Set(), () => false)),
    timed('forest → places', () => layOut(forest)),
    timed('… after one change', () => layOut(next, layout)),
    { words: 'whole state, kB', milliseconds: JSON.stringify(before).length / 1_000 },
    { words: 'a patch, kB', milliseconds: JSON.stringify(patch).length / 1_000 },
  ];
}

function patchOf(before: DockerGraph, after: DockerGraph, number: number): GraphUpdate {
  const { nodes: _, edges: __, ...rest } = after;
  return { kind: 'patch', number, state: { graph: rest }, ...graphDiff(before, after) };
}

/** Without what is remembered for the same objects. */
function fresh(facts: DaemonFacts): DaemonFacts {
  return { ...facts, images: facts.images.map((image) => ({ ...image, ...(image.history && { history: [...image.history] }) })) };
}

function timed(words: string, work: () => unknown): GraphTime {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return { words, milliseconds: times.sort((a, b) => a - b)[Math.floor(rounds / 2)]! };
}
