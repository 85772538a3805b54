import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { graphDiff, isNoDifference } from '../../server/language/graph/graphDiff';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { DockerGraph, GraphState } from '../../server/protocol/graph';
import { changedFacts, randomNumbers, syntheticFacts } from './graphFacts';

/** The state that a client has after it was sent only what differs. The patch travels as text, as between processes. */
function patched(state: GraphState, after: DockerGraph): GraphState {
  const { nodes: _nodes, edges: _edges, ...graph } = after;
  const patch = { kind: 'patch', number: 1, state: { graph }, ...graphDiff(state.graph!, after) } as const;
  return applyGraphUpdate(state, JSON.parse(JSON.stringify(patch)));
}

suite('What differs between two graphs', () => {
  test('two readings of the same facts differ in nothing', () => {
    const facts = syntheticFacts({ seed: 1, images: 20, layers: 60, containers: 10, volumes: 5, networks: 5, services: 3 });
    assert.ok(isNoDifference(graphDiff(buildGraph(facts, 'daemon'), buildGraph(structuredClone(facts), 'daemon'))));
  });

  test('a container that stops is one node, and no edge', () => {
    const facts = syntheticFacts({ seed: 2, images: 5, layers: 20, containers: 4 });
    const containers = facts.containers.map((container, index) => (index === 0 ? { ...container, state: 'exited', status: 'Exited (9) 1 second ago' } : container));
    const { nodes, ...rest } = graphDiff(buildGraph(facts, 'daemon'), buildGraph({ ...facts, containers }, 'daemon'));
    assert.deepEqual(nodes.map(({ id, note }) => [id, note]), [[`container:${facts.containers[0]!.id}`, 'exited with code 9']]);
    assert.deepEqual(rest, { removed: [], edges: [], removedEdges: [] });
  });

  test('a cue that comes and one that goes are seen', () => {
    const graph = buildGraph(syntheticFacts({ seed: 3, images: 1, layers: 1, containers: 0 }), 'daemon');
    const plain = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, cues: undefined })) };
    const cued = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, cues: ['unused-image'] })) };
    assert.equal(graphDiff(plain, cued).nodes.length, graph.nodes.length);
    assert.equal(graphDiff(cued, plain).nodes.length, graph.nodes.length);
  });

  for (let seed = 1; seed <= 12; seed += 1) {
    test(`many changes in a row arrive whole (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      let facts = syntheticFacts({ seed, images: 12, layers: 40, containers: 10, volumes: 4, networks: 5, services: 2 });
      let state: GraphState = { graph: buildGraph(facts, 'daemon') };
      for (let change = 0; change < 40; change += 1) {
        facts = changedFacts(facts, random);
        const after = buildGraph(facts, 'daemon');
        state = patched(state, after);
        assert.deepEqual(state.graph, JSON.parse(JSON.stringify(after)));
      }
    });
  }

  test('one graph becomes a quite different one', () => {
    const [one, other] = [4, 5].map((seed) => buildGraph(syntheticFacts({ seed, images: 10, layers: 30, containers: 5, volumes: 3, networks: 4 }), 'daemon'));
    assert.deepEqual(patched({ graph: one! }, other!).graph, JSON.parse(JSON.stringify(other)));
  });
});
