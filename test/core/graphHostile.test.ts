/** Texts of a daemon that nobody wishes for, in all that is made of the graph. */
import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { graphDiff, isNoDifference } from '../../server/language/graph/graphDiff';
import { summarize } from '../../server/language/graph/describe';
import { toDot } from '../../server/language/graph/toDot';
import { toMermaid } from '../../server/language/graph/toMermaid';
import { applyGraphUpdate, edgeKey } from '../../server/protocol/applyGraphUpdate';
import type { DockerGraph, GraphState } from '../../server/protocol/graph';
import { graphTree, type GraphTreeItem } from '../../server/protocol/graphTree';
import { hostileFacts, oddImages } from './hostileFacts';

/** A line: no control characters, nothing that turns the direction of text, no half of a character. */
const isLine = (text: string): boolean => !/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(text) && !/\p{Surrogate}/u.test(text);

suite('A graph of hostile texts', () => {
  const graph = buildGraph(hostileFacts(), 'daemon');

  test('every label and note is one line of at most 120 characters, and no label is empty', () => {
    for (const { id, label, note } of graph.nodes) {
      assert.ok(isLine(label) && isLine(note), `${id}: ${JSON.stringify([label, note])}`);
      assert.ok([...label].length <= 120 && [...note].length <= 120, `${id}: ${label.length} ${note.length}`);
      assert.notEqual(label.trim(), '', id);
    }
  });

  test('the version is a line: the command line prints it', () => {
    assert.ok(isLine(buildGraph({ ...hostileFacts(), engineVersion: '26\u001b]0;x\u0007' }, 'daemon').engineVersion));
  });

  test('nodes have ids of their own, and every edge has both its ends', () => {
    const ids = new Set(graph.nodes.map(({ id }) => id));
    assert.equal(ids.size, graph.nodes.length);
    assert.equal(new Set(graph.edges.map(edgeKey)).size, graph.edges.length);
    assert.deepEqual(graph.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to)), []);
  });

  test('every number can be sent', () => assert.deepEqual(JSON.parse(JSON.stringify(graph)), withoutUndefined(graph)));

  test('summary and tree are lines, and the tree ends', () => {
    assert.ok(isLine(summarize(graph)));
    let seen = 0;
    const walk = (items: readonly GraphTreeItem[], depth: number): void => {
      assert.ok(depth < 20);
      for (const item of items) {
        seen += 1;
        assert.ok(seen < 100_000);
        assert.ok(isLine(item.label), JSON.stringify(item.label));
        walk(item.children?.() ?? [], depth + 1);
      }
    };
    walk(graphTree(graph), 0);
    assert.ok(seen > graph.nodes.filter(({ kind }) => kind === 'container').length);
  });

  test('mermaid\'s text consists of statements of ours only, each on its line', () => {
    const { mermaid } = toMermaid(graph);
    const quoted = /"(?:[^"\n]*)"/g;
    for (const line of mermaid.split('\n')) {
      const bare = line.replace(quoted, '""');
      assert.match(bare, /^ *(?:flowchart LR|subgraph \w+ \[""\]|end|\w+[[({>\\/]+""[\])}\\/]+(?::::?\w+)?|\w+ [-=.]+>? ?\w+|class [\w,]+ \w+|linkStyle .*|direction \w+|)$/, line);
      assert.ok(isLine(line), line);
    }
    const ids = /\b(?:layer|image|container|volume|network|service|task|machine)_\w+/g;
    assert.doesNotMatch(mermaid.replace(quoted, '').replace(ids, ''), /click|href|%%|script/i);
    const texts = mermaid.match(quoted)!.join('').replaceAll('<br/>', '');
    assert.doesNotMatch(texts, /[<>&]/);
  });

  test('DOT has one statement for each node and edge, and every string is closed on its line', () => {
    const lines = toDot(graph).split('\n').filter((line) => /^ {2}"/.test(line));
    assert.equal(lines.length, graph.nodes.length + graph.edges.length);
    for (const line of lines) assert.match(line, /^ {2}"(?:[^"\\]|\\.)*" (?:\[shape=\w+, label="(?:[^"\\]|\\.)*"\]|-> "(?:[^"\\]|\\.)*"(?: \[[\w=, ]+\])?);$/u);
  });

  test('from nothing to it and back, and to itself, by patches', () => {
    const empty: DockerGraph = { ...graph, nodes: [], edges: [] };
    const state: GraphState = { graph: empty };
    const { nodes, edges, ...rest } = graph;
    const there = applyGraphUpdate(state, { kind: 'patch', number: 2, state: { graph: rest }, ...graphDiff(empty, graph) });
    assert.deepEqual(there.graph?.nodes, nodes);
    assert.deepEqual(there.graph?.edges, edges);
    assert.ok(isNoDifference(graphDiff(graph, buildGraph(hostileFacts(), 'daemon'))));
    const back = applyGraphUpdate(there, { kind: 'patch', number: 3, state: { graph: rest }, ...graphDiff(graph, empty) });
    assert.deepEqual([back.graph?.nodes, back.graph?.edges], [[], []]);
  });
});

suite('Images as no builder makes them', () => {
  const facts = { host: 'unix:///x', engineVersion: '1', images: oddImages(), containers: [], leftOut: [] };
  const graph = buildGraph(facts, 'daemon');
  const image = (number: number) => graph.nodes.find(({ id }) => id.endsWith(`f${number}`) && id.startsWith('image:'))!;

  test('one without layers stands alone, with or without a history, and has nothing of its own', () => {
    for (const number of [1, 2]) {
      const node = image(number);
      assert.ok(node.kind === 'image');
      assert.equal(node.layers, 0);
      assert.deepEqual(graph.edges.filter(({ from }) => from === node.id), []);
    }
  });

  test('without a history, or with one that does not fit, sizes are unknown', () => {
    for (const number of [7, 10]) {
      const node = image(number);
      assert.ok(node.kind === 'image');
      assert.equal(node.ownBytes, undefined);
    }
  });

  test('127 layers are 127, and what lies beyond the bound is said', () => {
    const node = image(6);
    assert.equal(node.kind === 'image' && node.layers, 127);
    assert.match(graph.leftOut ?? '', /512 layers/);
  });

  test('the same layer many times is as many layers', () => {
    const below = new Map(graph.edges.map(({ from, to }) => [from, to]));
    let [count, id] = [0, below.get(image(8).id)];
    for (; id !== undefined; id = below.get(id)) count += graph.nodes.flatMap((node) => (node.id === id && node.kind === 'layer' ? [node.layers] : [])).reduce((sum, layers) => sum + layers, 0);
    assert.equal(count, 20);
  });
});

/** As JSON leaves it. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, withoutUndefined(inner)]])));
}
