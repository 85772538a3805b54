import assert from 'node:assert/strict';
import { GraphUpdates } from '../../server/graphUpdates';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { ContainerFacts, DaemonFacts } from '../../server/language/graph/daemonFacts';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { GraphState } from '../../server/protocol/graph';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';

const container: ContainerFacts = {
  id: 'c1',
  name: 'web',
  imageId: 'sha256:1',
  imageName: 'web:1',
  state: 'running',
  status: 'Up 3 minutes',
  command: 'web',
  created: 1_700_000_000,
};

const facts: DaemonFacts = {
  host: 'unix:///var/run/docker.sock',
  engineVersion: '26.1.5',
  images: [{ id: 'sha256:1', tags: ['web:1'], bytes: 1, created: 1, layers: ['sha256:a'] }],
  containers: [container],
  leftOut: [],
};

const stateOf = (changed: Partial<DaemonFacts> = {}): GraphState => ({ graph: buildGraph({ ...facts, ...changed }, 'daemon') });
const withContainer = (changed: Partial<ContainerFacts>): GraphState => stateOf({ containers: [{ ...container, ...changed }] });

/** What is sent for these states, one after the other. */
function sentFor(...states: readonly GraphState[]): GraphUpdate[] {
  const sent: GraphUpdate[] = [];
  const updates = new GraphUpdates((update) => sent.push(update));
  for (const state of states) updates.show(state);
  return sent;
}

suite('What of a live graph travels', () => {
  test('the whole state first, then only what differs, with numbers that count up', () => {
    const more = { ...container, id: 'c2', name: 'second' };
    const sent = sentFor(stateOf(), stateOf({ containers: [container, more] }), stateOf({ containers: [more] }));
    assert.deepEqual(sent.map(({ kind, number }) => [kind, number]), [['whole', 1], ['patch', 2], ['patch', 3]]);
    assert.ok(sent[1]?.kind === 'patch' && sent[1].nodes.every(({ id }) => id !== 'container:c1'));
    assert.deepEqual(sent[2]?.kind === 'patch' && sent[2].removed, ['container:c1']);
    const drawn = sent.reduce<GraphState | undefined>(applyGraphUpdate, undefined);
    assert.deepEqual(drawn, stateOf({ containers: [more] }));
  });

  test('nothing where nothing differs', () => assert.equal(sentFor(stateOf(), stateOf(), stateOf()).length, 1));

  test('a sentence that has only grown older is no news', () => {
    const ages = ['Up Less than a second', 'Up 1 second', 'Up 59 seconds', 'Up About a minute', 'Up 59 minutes', 'Up About an hour', 'Up 47 hours', 'Up 2 days', 'Up 2 weeks', 'Up 2 months', 'Up 2 years'];
    assert.equal(sentFor(...ages.map((status) => withContainer({ status }))).length, 1);
    assert.equal(sentFor(...['3 seconds', '2 hours'].map((time) => withContainer({ state: 'exited', status: `Exited (1) ${time} ago` }))).length, 1);
  });

  test('a sentence that is younger, or says something else, is news', () => {
    assert.equal(sentFor(withContainer({ status: 'Up 3 minutes' }), withContainer({ status: 'Up 2 seconds' })).length, 2);
    assert.equal(sentFor(withContainer({ status: 'Up 3 minutes' }), withContainer({ status: 'Up 3 minutes (healthy)' })).length, 2);
    assert.equal(sentFor(withContainer({ status: 'Up 3 minutes' }), withContainer({ status: 'Up 4 minutes', name: 'renamed' })).length, 2);
  });

  test('a problem, a notice and what is left out travel without the nodes', () => {
    const notice = { kind: 'stale', title: 't', explanation: 'e', remedy: 'r' } as const;
    const [, lost, back] = sentFor(stateOf(), { ...stateOf(), notice }, stateOf({ leftOut: ['Something is left out.'] }));
    assert.ok(lost?.kind === 'patch' && lost.nodes.length === 0 && lost.state.notice?.kind === 'stale');
    assert.ok(back?.kind === 'patch' && back.state.notice === undefined && back.state.graph.leftOut === 'Something is left out.');
  });

  test('another daemon, another scope and the end of the sample are sent whole', () => {
    const sample: GraphState = { graph: buildGraph(facts, 'sample') };
    const narrow: GraphState = { ...stateOf(), scope: 'containers' };
    const sent = sentFor(sample, stateOf(), stateOf({ host: 'tcp://other:2375' }), narrow, stateOf(), {}, stateOf());
    assert.ok(sent.slice(0, 2).every(({ kind }) => kind === 'whole'));
    assert.deepEqual(sent.map(({ kind }) => kind), Array.from({ length: 7 }, () => 'whole'));
  });

  test('who asks for the whole state gets it, whether it differs or not', () => {
    const sent: GraphUpdate[] = [];
    const updates = new GraphUpdates((update) => sent.push(update));
    updates.show(stateOf());
    updates.sendWholeNext();
    updates.show(stateOf());
    updates.show(stateOf());
    assert.deepEqual(sent.map(({ kind, number }) => [kind, number]), [['whole', 1], ['whole', 2]]);
  });
});
