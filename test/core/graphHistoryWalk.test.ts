import assert from 'node:assert/strict';
import { makeForest } from '../../media/graph/history/forest';
import { ancestors } from '../../media/graph/history/items';
import { conditionOf, wordsOf } from '../../media/graph/history/itemWords';
import { itemHeight, layOut, rowHeight, type Layout } from '../../media/graph/history/layout';
import { chainPath, linkPath } from '../../media/graph/history/lines';
import { foundIn, linesOf } from '../../media/graph/history/marks';
import { inReadingOrder, itemAt, neighbour } from '../../media/graph/history/navigation';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DockerGraph } from '../../server/protocol/graph';
import { syntheticFacts } from './graphFacts';

function draw(graph: DockerGraph, opened: readonly string[] = []): Layout {
  return layOut(makeForest(graph, new Set(opened), () => false));
}

const none: ReadonlyMap<string, string> = new Map();
const graph = buildGraph(syntheticFacts({ seed: 11, images: 40, layers: 140, containers: 30, volumes: 6, networks: 5, services: 2 }), 'daemon');
const layout = draw(graph);

suite('Walking over the layer history with keys', () => {
  test('right goes to what lies on an item, left comes back, and the way that was taken is taken again', () => {
    for (const { item } of layout.placed.values()) {
      const right = neighbour(layout, item.id, 'ArrowRight', none);
      if (item.kind !== 'shelf') assert.equal(right, item.children[0]?.id);
      if (right !== undefined) assert.equal(neighbour(layout, right, 'ArrowLeft', none), item.id);
      const last = item.children.at(-1);
      if (last !== undefined) assert.equal(neighbour(layout, item.id, 'ArrowRight', new Map([[item.id, last.id]])), last.id);
    }
  });

  test('down and up come to every row, and stop at the ends', () => {
    const rows = [...layout.rows.keys()].sort((a, b) => a - b);
    let id = neighbour(layout, [...layout.placed.keys()][0]!, 'Home', none);
    const seen: number[] = [];
    for (; id !== undefined && seen.length <= rows.length; id = neighbour(layout, id, 'ArrowDown', none)) seen.push(layout.placed.get(id)!.row);
    assert.deepEqual(seen, rows);
    const end = neighbour(layout, [...layout.placed.keys()][0]!, 'End', none)!;
    assert.equal(layout.placed.get(end)?.row, rows.at(-1));
    assert.equal(neighbour(layout, end, 'ArrowDown', none), undefined);
    assert.equal(layout.placed.get(neighbour(layout, end, 'PageUp', none)!)?.row, rows.at(-11));
  });

  test('other keys and items that are gone lead nowhere', () => {
    assert.equal(neighbour(layout, 'image:gone', 'ArrowDown', none), undefined);
    assert.equal(neighbour(layout, [...layout.placed.keys()][0]!, 'a', none), undefined);
  });

  test('a point belongs to the item below it, and to none beside it', () => {
    for (const placed of layout.placed.values()) {
      assert.equal(itemAt(layout, placed.x + 1, placed.y + itemHeight / 2 - 1, rowHeight, itemHeight), placed);
      assert.equal(itemAt(layout, placed.x + 1, placed.y + rowHeight / 2, rowHeight, itemHeight), undefined);
    }
    assert.equal(inReadingOrder(layout).length, layout.placed.size);
  });
});

suite('What stands out in the layer history', () => {
  test('of a search: the matches and everything that they lie on', () => {
    const matches = new Set(graph.nodes.filter(({ kind, label }) => kind === 'image' && label.includes('web')).map(({ id }) => id));
    const { way } = foundIn(layout, graph, matches);
    const wanted = [...matches].flatMap((id) => layout.placed.get(id)?.item ?? []).flatMap((item) => [item, ...ancestors(item)]);
    assert.ok(wanted.length > 5);
    assert.deepEqual([...way].sort(), [...new Set(wanted.map(({ id }) => id))].sort());
  });

  test('a match that is hidden makes the drawer stand out that holds it', () => {
    const volume = graph.nodes.find(({ kind }) => kind === 'volume')!;
    const task = graph.nodes.find(({ kind }) => kind === 'task')!;
    assert.deepEqual([...foundIn(layout, graph, new Set([volume.id])).way], ['shelf:volume']);
    assert.deepEqual([...foundIn(layout, graph, new Set([task.id])).way], ['shelf:service']);
    const open = draw(graph, ['shelf:volume']);
    assert.deepEqual([...foundIn(open, graph, new Set([volume.id])).way].sort(), ['shelf:volume', volume.id].sort());
  });

  test('a match among the hidden containers of an image makes the rest of them stand out', () => {
    const facts = syntheticFacts({ seed: 6, images: 1, layers: 2, containers: 40 });
    const crowd = buildGraph({ ...facts, containers: facts.containers.map((container) => ({ ...container, imageId: facts.images[0]!.id })) }, 'daemon');
    const drawn = draw(crowd);
    const hidden = crowd.nodes.find(({ id, kind }) => kind === 'container' && !drawn.placed.has(id))!;
    const more = `more:image:${facts.images[0]!.id}`;
    assert.ok(foundIn(drawn, crowd, new Set([hidden.id])).way.has(more));
    assert.equal(foundIn(draw(crowd, [more]), crowd, new Set([hidden.id])).way.has(more), false);
  });

  test('of the selected container: its way to the root, its volumes and networks, and of a closed drawer one line only', () => {
    const { from } = graph.edges.find(({ kind }) => kind === 'mounts')!;
    const needed = graph.edges.filter((edge) => edge.from === from && (edge.kind === 'mounts' || edge.kind === 'joins'));
    assert.deepEqual(linesOf(layout, graph, from).map(({ name }) => name), ['chain', ...new Set(needed.map(() => 'relation'))].flatMap((name) =>
      name === 'relation' ? [...new Set(needed.map(({ kind }) => kind))].map(() => name) : [name]));
    const open = draw(graph, ['shelf:volume', 'shelf:network']);
    assert.equal(linesOf(open, graph, from).filter(({ name }) => name === 'relation').length, needed.length);
    assert.deepEqual(linesOf(layout, graph, undefined), []);
  });

  test('a line ends where the next item begins', () => {
    for (const placed of layout.placed.values()) {
      const below = placed.item.parent && layout.placed.get(placed.item.parent.id);
      if (below === undefined || below.item.kind === 'shelf') continue;
      assert.ok(linkPath(below, placed).endsWith(`H${placed.x}`));
      assert.ok(chainPath([below, placed]).startsWith(`M${below.x + below.width} ${below.y}`));
    }
  });
});

suite('The words of the layer history', () => {
  const wordsFor = (id: string) => wordsOf(layout.placed.get(id)!.item);

  test('labels and notes are those of the graph, and a screen reader hears them with the kind', () => {
    for (const node of graph.nodes) {
      if (!layout.placed.has(node.id)) continue;
      const { first, second, spoken, whole } = wordsFor(node.id);
      assert.equal(first, node.label);
      assert.ok(second.startsWith(node.note));
      assert.ok(spoken.startsWith(node.label) && spoken.includes(node.note), spoken);
      assert.ok(whole.includes(node.kind === 'image' ? (node.tags.at(-1) ?? node.label) : node.label));
      assert.ok(!/\n/.test(spoken));
    }
  });

  test('a state has a sign and a word, never a colour alone', () => {
    const containers = graph.nodes.filter((node) => node.kind === 'container');
    assert.ok(containers.length > 5);
    for (const node of containers) {
      if (!layout.placed.has(node.id)) continue;
      const { sign, second } = wordsFor(node.id);
      assert.match(sign, /^[●◐○]$/);
      assert.ok(second.includes(node.state), second);
    }
  });

  test('what a container is doing', () => {
    assert.equal(conditionOf({ state: 'running' }), 'running');
    assert.equal(conditionOf({ state: 'running', health: 'starting' }), 'running');
    assert.equal(conditionOf({ state: 'running', health: 'unhealthy' }), 'unhealthy');
    assert.equal(conditionOf({ state: 'restarting' }), 'paused');
    assert.equal(conditionOf({ state: 'exited', exitCode: 0 }), 'stopped');
    assert.equal(conditionOf({ state: 'exited', exitCode: 137 }), 'failed');
    assert.equal(conditionOf({ state: 'dead' }), 'failed');
    assert.equal(conditionOf({ state: 'a word of the future' }), 'stopped');
  });

  test('drawers say how much they hold', () => {
    assert.deepEqual(['shelf:volume', 'shelf:network'].map((id) => wordsFor(id).spoken), ['Volumes, 6', 'Networks, 5']);
    const empty = draw(buildGraph(syntheticFacts({ seed: 1, images: 1, layers: 1, containers: 0 }), 'daemon'));
    assert.equal(wordsOf(empty.placed.get('shelf:volume')!.item).spoken, 'Volumes, none');
    assert.equal(empty.placed.has('shelf:service'), false);
  });
});
