import assert from 'node:assert/strict';
import { FollowedGraph, widestScope } from '../../client/dockerGraph/followedGraph';
import { containerCounts } from '../../client/dockerGraph/containerCounts';
import type { ContainerNode, DockerGraph, GraphNode, GraphState } from '../../server/protocol/graph';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';

const header = { source: 'daemon', host: 'unix:///var/run/docker.sock', engineVersion: '26.1.5' } as const;

const container = (id: string, words: Partial<ContainerNode> = {}): ContainerNode => ({
  kind: 'container', id, label: id, note: '', name: id, imageName: 'web:1', state: 'running', status: 'Up', command: '', ports: [], created: 0, ...words,
});

const stateOf = (nodes: readonly GraphNode[], more: Partial<DockerGraph> = {}): GraphState => ({ graph: { ...header, nodes, edges: [], ...more } });

const whole = (number: number, nodes: readonly GraphNode[]): GraphUpdate => ({ kind: 'whole', number, state: stateOf(nodes) });

const patch = (number: number, nodes: readonly GraphNode[]): GraphUpdate => ({
  kind: 'patch', number, state: { graph: header }, nodes, removed: [], edges: [], removedEdges: [],
});

const idsOf = (graph: FollowedGraph): string[] | undefined => graph.whole?.state.graph?.nodes.map(({ id }) => id);

suite('the graph as the client follows it', () => {
  test('patches that follow each other add up', () => {
    const graph = new FollowedGraph();
    assert.equal(graph.take(whole(7, [container('a')])), 'changed');
    assert.equal(graph.take(patch(8, [container('b')])), 'changed');
    assert.equal(graph.take(patch(9, [container('c')])), 'changed');
    assert.deepEqual(idsOf(graph), ['a', 'b', 'c']);
    assert.equal(graph.whole?.number, 9);
  });

  test('a missing patch is noticed once, nothing is made of what follows, and the whole state mends it', () => {
    const graph = new FollowedGraph();
    graph.take(whole(1, [container('a')]));
    assert.deepEqual([3, 4, 2].map((number) => graph.take(patch(number, [container('x')]))), ['gap', 'waiting', 'waiting']);
    assert.deepEqual(idsOf(graph), ['a']);
    assert.equal(graph.take(whole(5, [container('b')])), 'changed');
    assert.equal(graph.take(patch(6, [container('c')])), 'changed');
    assert.deepEqual(idsOf(graph), ['b', 'c']);
  });

  test('a patch before any whole state is a gap', () => {
    const graph = new FollowedGraph();
    assert.equal(graph.take(patch(1, [container('a')])), 'gap');
    assert.equal(graph.whole, undefined);
  });

  test('a server that was started again keeps what was known, and its patches do not continue the old state', () => {
    const graph = new FollowedGraph();
    graph.take(whole(1, [container('a')]));
    graph.serverStarted();
    assert.deepEqual(idsOf(graph), ['a']);
    assert.equal(graph.take(patch(2, [container('b')])), 'gap');
    assert.equal(graph.take(whole(1, [container('c')])), 'changed');
    assert.deepEqual(idsOf(graph), ['c']);
  });

  test('the server is asked for the widest wish', () => {
    assert.equal(widestScope([]), undefined);
    assert.equal(widestScope(['containers']), 'containers');
    assert.equal(widestScope(['containers', 'everything', 'containers']), 'everything');
  });
});

suite('how many containers run', () => {
  test('states and health are counted in words', () => {
    const counts = containerCounts(
      stateOf([
        container('a', { health: 'healthy' }),
        container('b', { health: 'unhealthy' }),
        container('c', { state: 'exited', exitCode: 1 }),
        container('d', { state: 'paused' }),
        container('e', { state: 'exited', exitCode: 0 }),
      ]),
    );
    assert.deepEqual(counts, { short: '2 running, 1 unhealthy', long: '2 containers running, 1 unhealthy, 2 exited, 1 paused' });
  });

  test('a daemon without containers has a number, too', () => {
    assert.equal(containerCounts(stateOf([]))?.long, '0 containers running');
  });

  test('the sample and a daemon that is gone have none', () => {
    const problem = { reason: 'connection-lost', host: '', title: '', explanation: '', remedy: '' } as const;
    assert.equal(containerCounts(stateOf([container('a')], { source: 'sample' })), undefined);
    assert.equal(containerCounts({ ...stateOf([container('a')]), problem }), undefined);
    assert.equal(containerCounts({ problem }), undefined);
  });
});
