import assert from 'node:assert/strict';
import { makeForest } from '../../media/graph/history/forest';
import { mostContainersShown, type HistoryItem } from '../../media/graph/history/items';
import { layOut, type Layout, type Placed } from '../../media/graph/history/layout';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DaemonFacts } from '../../server/language/graph/daemonFacts';
import type { DockerGraph } from '../../server/protocol/graph';
import { changedFacts, randomNumbers, syntheticFacts } from './graphFacts';

const graphOf = (facts: DaemonFacts): DockerGraph => buildGraph(facts, 'daemon');

function draw(graph: DockerGraph, opened: readonly string[] = [], before?: Layout): Layout {
  return layOut(makeForest(graph, new Set(opened), (id) => before?.placed.has(id) ?? false), before);
}

/** Ids of an item and of all that it lies on. */
function chainOf({ item }: Placed): string {
  const ids: string[] = [];
  for (let below: HistoryItem | undefined = item; below !== undefined; below = below.parent) ids.push(below.id);
  return ids.join(' ');
}

function overlaps(layout: Layout): string[] {
  const found: string[] = [];
  for (const row of layout.rows.values()) {
    row.forEach((placed, index) => {
      const next = row[index + 1];
      if (next !== undefined && next.x < placed.x + placed.width) found.push(`${placed.item.id} and ${next.item.id} in row ${placed.row}`);
    });
  }
  return found;
}

/** Everything that lies on the same as before and has moved nevertheless. */
function movedWithoutReason(before: Layout, after: Layout): string[] {
  return [...before.placed].flatMap(([id, old]) => {
    const now = after.placed.get(id);
    return now === undefined || chainOf(old) !== chainOf(now) || (now.x === old.x && now.y === old.y) ? [] : [id];
  });
}

suite('Where the layer history puts things', () => {
  test('each leaf has a row, and what it lies on stands left of it in the row of its first leaf', () => {
    const layout = draw(graphOf(syntheticFacts({ seed: 1, images: 60, layers: 200, containers: 30, volumes: 5, networks: 4 })));
    assert.deepEqual(overlaps(layout), []);
    for (const placed of layout.placed.values()) {
      const { parent, children } = placed.item;
      const below = parent && layout.placed.get(parent.id);
      if (below !== undefined && parent?.kind !== 'shelf') assert.ok(below.x + below.width < placed.x, placed.item.id);
      const first = children[0] && placed.item.kind !== 'shelf' ? layout.placed.get(children[0].id) : undefined;
      if (first !== undefined) assert.equal(first.row, placed.row);
    }
  });

  test('each item knows its place among those that lie on the same, drawers and roots of trees among themselves', () => {
    const { placed } = draw(graphOf(syntheticFacts({ seed: 3, images: 30, layers: 80, containers: 20, volumes: 3 })), ['shelf:volume']);
    const roots = [...placed.values()].filter(({ item }) => item.parent === undefined).map(({ item }) => item);
    assert.ok(roots.length > 3);
    for (const { item } of placed.values()) {
      assert.deepEqual(new Set(item.siblings), new Set(item.parent?.children ?? roots));
      assert.equal(item.siblings.filter((other) => other === item).length, 1);
    }
  });

  test('every image and layer of the daemon is drawn once', () => {
    const graph = graphOf(syntheticFacts({ seed: 2, images: 300, layers: 900, containers: 60 }));
    const { placed } = draw(graph);
    const wanted = graph.nodes.filter(({ kind }) => kind === 'image' || kind === 'layer').map(({ id }) => id);
    assert.deepEqual(wanted.filter((id) => !placed.has(id)), []);
  });

  test('random updates move nothing that lies on the same as before, and nothing ever overlaps', () => {
    for (let seed = 0; seed < 6; seed += 1) {
      const random = randomNumbers(1_000 + seed);
      let facts = syntheticFacts({ seed, images: 40, layers: 140, containers: 30, volumes: 8, networks: 6, services: 3 });
      let graph = graphOf(facts);
      const opened = new Set(['shelf:volume', 'shelf:service']);
      let layout = draw(graph, [...opened]);
      for (let step = 0; step < 40; step += 1) {
        if (random() < 0.3) {
          const layers = graph.nodes.filter(({ kind }) => kind === 'layer');
          const { id } = layers[Math.floor(random() * layers.length)] ?? { id: 'shelf:network' };
          if (!opened.delete(id)) opened.add(id);
        } else {
          facts = changedFacts(facts, random);
          graph = graphOf(facts);
        }
        const next = draw(graph, [...opened], layout);
        assert.deepEqual(overlaps(next), [], `seed ${seed}, step ${step}`);
        assert.deepEqual(movedWithoutReason(layout, next), [], `seed ${seed}, step ${step}`);
        layout = next;
      }
    }
  });

  test('an open segment moves what lies on it to the right, keeps its rows, and closing takes all of it back', () => {
    const graph = graphOf(syntheticFacts({ seed: 5, images: 30, layers: 120, containers: 10 }));
    const closed = draw(graph);
    const segment = graph.nodes.find((node) => node.kind === 'layer' && node.layers > 2 && (closed.placed.get(node.id)?.item.children.length ?? 0) > 1);
    assert.ok(segment?.kind === 'layer' && segment.steps);
    const open = draw(graph, [segment.id], closed);
    for (const [id, old] of closed.placed) {
      const now = open.placed.get(id);
      assert.equal(now?.row, old.row, id);
      assert.equal((now?.x ?? 0) > old.x, chainOf(old).includes(` ${segment.id}`), id);
    }
    assert.equal([...open.placed.values()].filter(({ item }) => item.kind === 'step').length, segment.layers);
    const again = draw(graph, [], open);
    assert.deepEqual([...again.placed.values()].map(({ x, y }) => [x, y]).sort(), [...closed.placed.values()].map(({ x, y }) => [x, y]).sort());
  });

  test('a crowd of containers is cut, keeps those that were drawn, and opens', () => {
    const facts = syntheticFacts({ seed: 6, images: 1, layers: 2, containers: 40 });
    const imageId = facts.images[0]!.id;
    const graph = graphOf({ ...facts, containers: facts.containers.map((container) => ({ ...container, imageId })) });
    const layout = draw(graph);
    const drawn = (one: Layout): string[] => [...one.placed.keys()].filter((id) => id.startsWith('container:')).sort();
    assert.equal(drawn(layout).length, mostContainersShown);
    const more = layout.placed.get(`more:image:${imageId}`);
    assert.equal(more?.item.count, 40 - mostContainersShown);
    const open = draw(graph, [`more:image:${imageId}`], layout);
    assert.equal(drawn(open).length, 40);
    assert.deepEqual(overlaps(open), []);
    assert.deepEqual(drawn(draw(graph, [], layout)), drawn(layout));
  });

  test('another daemon is laid out afresh', () => {
    const before = draw(graphOf(syntheticFacts({ seed: 7, images: 50, layers: 100, containers: 0 })));
    const graph = graphOf(syntheticFacts({ seed: 8, images: 5, layers: 10, containers: 0 }));
    const placesOf = ({ placed }: Layout): unknown => [...placed.values()].map(({ item, x, y }) => [item.id, x, y]);
    assert.deepEqual(placesOf(draw(graph, [], before)), placesOf(draw(graph)));
  });

  test('edges that go in a ring or lead nowhere leave their nodes out or alone, and nothing hangs', () => {
    const layer = (id: string) => ({ kind: 'layer' as const, id, label: id, note: '', layers: 1, images: 0 });
    const on = (from: string, to: string) => ({ from, to, kind: 'on' as const });
    const graph: DockerGraph = {
      ...{ source: 'daemon', host: 'unix:///x', engineVersion: '1' },
      nodes: ['layer:a', 'layer:b', 'layer:c', 'layer:d'].map(layer),
      edges: [on('layer:a', 'layer:b'), on('layer:b', 'layer:a'), on('layer:c', 'layer:gone'), on('layer:d', 'layer:d')],
    };
    assert.deepEqual([...draw(graph).placed.keys()].filter((id) => id.startsWith('layer:')), ['layer:c']);
  });
});
