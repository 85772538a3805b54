import assert from 'node:assert/strict';
import { buildGraph } from '../../server/language/graph/buildGraph';
import type { DockerGraph } from '../../server/protocol/graph';
import { graphTree, type GraphTreeItem } from '../../server/protocol/graphTree';
import { compareNames } from '../../server/protocol/nameOrder';
import { syntheticFacts } from './graphFacts';

const facts = syntheticFacts({ seed: 7, images: 12, layers: 40, containers: 30, volumes: 6, networks: 6, services: 2 });
const compose = { project: 'shop', service: 'web', folder: '', files: [], isOneOff: false };
const plain = { command: '', created: 1, state: 'running', status: 'Up', imageId: '', imageName: 'web:1' };

/** Items by their way from the root: `Images/web:1/…`. */
function ways(items: readonly GraphTreeItem[], depth: number, path = ''): string[] {
  return items.flatMap((item) => [`${path}${item.label}: ${item.note}`, ...(depth > 1 ? ways(item.children(), depth - 1, `${path}${item.label}/`) : [])]);
}

function treeOf(more: Partial<typeof facts>): readonly GraphTreeItem[] {
  return graphTree(buildGraph({ host: '', engineVersion: '', images: [], containers: [], leftOut: [], ...more }, 'daemon'));
}

suite('The tree of a graph', () => {
  test('an empty daemon has no groups; what was left out is said', () => {
    assert.deepEqual(treeOf({}), []);
    assert.deepEqual(ways(treeOf({ leftOut: ['5 of 9 images are left out.'] }), 1), ['5 of 9 images are left out.: ']);
  });

  test('a project holds its containers by service, its volumes and networks', () => {
    const containers = ['web-10', 'web-2', 'db-1'].map((name) => ({ ...plain, id: name, name, compose: { ...compose, service: name.split('-')[0]! } }));
    const volumes = [{ name: 'data', driver: 'local', created: 1, anonymous: false, composeProject: 'shop' }];
    assert.deepEqual(ways(treeOf({ containers: [...containers, { ...plain, id: 'x', name: 'other', state: 'exited' }], volumes }), 4), [
      'Compose projects: 1',
      'Compose projects/shop: 3 of 3 containers running',
      'Compose projects/shop/db-1: running, made from web:1',
      'Compose projects/shop/web: 2',
      'Compose projects/shop/web/web-2: running, made from web:1',
      'Compose projects/shop/web/web-10: running, made from web:1',
      'Compose projects/shop/data: local, no container',
      'Other containers: 1',
      'Other containers/other: exited, made from web:1',
      'Volumes: 1',
      'Volumes/data: local, no container',
    ]);
  });

  test('an image holds its further tags, its containers and its layers, base first', () => {
    const row = (createdBy: string, bytes: number) => ({ createdBy, bytes, created: 1, comment: 'buildkit.dockerfile.v0' });
    const base = { id: 'sha256:a', tags: ['base:1'], bytes: 10, created: 1, layers: ['x'], history: [row('ADD a /', 10)] };
    const web = { id: 'sha256:b', tags: ['web:1', 'web:latest'], bytes: 12, created: 1, layers: ['x', 'y'], history: [row('ADD a /', 10), row('COPY b /', 2)] };
    const [images] = treeOf({ images: [base, web], containers: [{ ...plain, id: 'c', name: 'c', imageId: 'sha256:b' }] });
    assert.deepEqual(ways(images!.children()[1]!.children(), 2), [
      'web:latest: also its tag',
      'c: running',
      '1 layer, 10 bytes: shared with 1 other image',
      '1 layer, 10 bytes/ADD a /: 10 bytes',
      '1 layer, 2 bytes: only in this image',
      '1 layer, 2 bytes/COPY b /: 2 bytes',
    ]);
  });

  test('every node but layers is found, siblings have different keys, and what has children says so', () => {
    const graph = buildGraph(facts, 'daemon');
    const seen = new Set<string>();
    const walk = (items: readonly GraphTreeItem[], depth: number): void => {
      assert.equal(new Set(items.map(({ key }) => key)).size, items.length);
      for (const item of items) {
        assert.equal(item.hasChildren, item.children().length > 0, item.label);
        assert.ok(depth < 6);
        if (item.node !== undefined) seen.add(item.node);
        walk(item.children(), depth + 1);
      }
    };
    walk(graphTree(graph), 0);
    const missing = graph.nodes.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
    assert.deepEqual(missing, []);
    assert.ok(seen.has('project:shop'));
  });

  test('keys stay when something else changes, and an item gives the same children each time', () => {
    const keys = (graph: DockerGraph): string[] => graphTree(graph).flatMap((item) => item.children().map(({ key }) => key));
    const before = keys(buildGraph(facts, 'daemon'));
    const [gone, ...rest] = facts.containers.filter(({ compose: of }) => of === undefined);
    const after = keys(buildGraph({ ...facts, containers: [...facts.containers.filter(({ compose: of }) => of !== undefined), ...rest] }, 'daemon'));
    assert.deepEqual(after, before.filter((key) => key !== `container:${gone!.id}`));
    const [first] = graphTree(buildGraph(facts, 'daemon'));
    assert.equal(first?.children(), first?.children());
  });

  test('a list of thousands is cut and says so', () => {
    const many = Array.from({ length: 1_005 }, (_, index) => ({ ...plain, id: `c${index}`, name: `c${index}` }));
    const [containers] = treeOf({ containers: many });
    assert.deepEqual([containers?.note, containers?.children().length, containers?.children().at(-1)?.label], ['1005', 1_001, 'and 5 more']);
  });

  test('edges that lead in a circle end', () => {
    const graph = buildGraph(facts, 'daemon');
    const layer = graph.nodes.find(({ kind }) => kind === 'layer')!.id;
    const circle = { ...graph, edges: [{ from: 'image:x', to: layer, kind: 'top' as const }, { from: layer, to: layer, kind: 'on' as const }] };
    const image = { ...graph.nodes.find((node) => node.kind === 'image')!, id: 'image:x' };
    assert.ok(ways(graphTree({ ...circle, nodes: [...graph.nodes, image] }), 3).length > 0);
  });

  test('names are sorted by the numbers in them', () => {
    const names = ['web-10', 'web-2', 'web', 'Web', 'web-2b', 'a9', 'web-02', `x${'9'.repeat(30)}`, 'x1'];
    assert.deepEqual([...names].sort(compareNames), ['Web', 'a9', 'web', 'web-02', 'web-2', 'web-2b', 'web-10', 'x1', `x${'9'.repeat(30)}`]);
  });
});
