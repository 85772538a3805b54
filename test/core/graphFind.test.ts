import assert from 'node:assert/strict';
import { filterNodes, noFilters, projectChoices, readFilters, setFilters, type Filters } from '../../media/graph/find/filters';
import { matchingNodes, matchWords, neighbourMatch } from '../../media/graph/find/matches';
import { searchNodes } from '../../media/graph/find/search';
import type { ContainerNode, GraphNode, ImageNode, LayerNode, NetworkNode, VolumeNode } from '../../server/protocol/graph';

const now = 1_800_000_000;
const day = 86_400;

const image = (id: string, more: Partial<ImageNode> = {}): ImageNode => ({
  kind: 'image', id: `image:sha256:${id}`, label: more.tags?.[0] ?? 'untagged', note: '', tags: [], digests: [], bytes: 0, layers: 1, containers: 0, created: now, ...more,
});
const container = (id: string, more: Partial<ContainerNode> = {}): ContainerNode => ({
  kind: 'container', id: `container:${id}`, label: more.name ?? id, note: '', name: id, imageName: 'web:1', state: 'running', status: '', command: '', ports: [], created: now, ...more,
});
const layer: LayerNode = {
  kind: 'layer', id: 'layer:77aa', label: '2 layers', note: '', layers: 2, images: 1, bytes: 5_000_000, steps: [{ instruction: 'RUN npm ci', bytes: 5_000_000, created: now }],
};
const volume = (name: string, more: Partial<VolumeNode> = {}): VolumeNode => ({
  kind: 'volume', id: `volume:${name}`, label: name, note: '', name, driver: 'local', anonymous: false, containers: 0, created: 0, ...more,
});
const network = (name: string, more: Partial<NetworkNode> = {}): NetworkNode => ({
  kind: 'network', id: `network:${name}`, label: name, note: '', name, driver: 'bridge', scope: 'local', internal: false, predefined: false, containers: 0, created: now, ...more,
});

const nodes: readonly GraphNode[] = [
  layer,
  image('abcdef01', { tags: ['shop/web:1', 'shop/web:latest'], digests: ['registry/web@sha256:0123456789'], bytes: 139_000_000, containers: 2 }),
  image('80808080', { bytes: 900, created: now - 40 * day }),
  container('1111', { name: 'shop-web-1', project: 'shop', service: 'web', ports: ['0.0.0.0:8080 → 80/tcp'] }),
  container('2222', { name: 'shop-db-1', project: 'shop', state: 'exited', exitCode: 137 }),
  container('3333', { name: 'lonely', state: 'exited', exitCode: 0 }),
  container('4444', { name: 'ill', health: 'unhealthy' }),
  volume('shop_data', { project: 'shop', containers: 1 }),
  volume('left'),
  network('bridge', { predefined: true }),
  network('shop_default', { project: 'shop' }),
];

const found = (sought: string): string[] => [...(searchNodes(nodes, sought) ?? ['all'])];
const passed = (filters: Partial<Filters>): string[] => [...(filterNodes(nodes, { ...noFilters, ...filters }, now) ?? ['all'])];

suite('the graph page: search', () => {
  test('nothing sought is not the same as nothing found', () => {
    assert.deepEqual(found('  '), ['all']);
    assert.deepEqual(found('nowhere'), []);
  });

  test('name, tag, instruction, project and port are found in any case', () => {
    assert.deepEqual(found('WEB:LATEST'), ['image:sha256:abcdef01']);
    assert.deepEqual(found('npm CI'), ['layer:77aa']);
    assert.deepEqual(found('8080'), ['image:sha256:80808080', 'container:1111']);
    assert.deepEqual(found('shop db'), ['container:2222']);
  });

  test('a hash is found by how it begins, not by a part of it', () => {
    assert.deepEqual(found('abcd'), ['image:sha256:abcdef01']);
    assert.deepEqual(found('sha256:abcdef'), ['image:sha256:abcdef01']);
    assert.deepEqual(found('0123456'), ['image:sha256:abcdef01']);
    assert.deepEqual(found('cdef01'), []);
    assert.deepEqual(found('abc'), []);
  });
});

suite('the graph page: filters', () => {
  test('none set filters nothing, and what was remembered is read with care', () => {
    assert.deepEqual(passed({}), ['all']);
    assert.deepEqual(readFilters({ kind: 'image', unknown: 'x' }), { ...noFilters, kind: 'image' });
    assert.equal(setFilters(readFilters({ kind: 'image', size: '10' })), 2);
  });

  test('by state', () => {
    assert.deepEqual(passed({ state: 'running' }), ['container:1111', 'container:4444']);
    assert.deepEqual(passed({ state: 'stopped' }), ['container:2222', 'container:3333']);
    assert.deepEqual(passed({ state: 'failed' }), ['container:2222']);
    assert.deepEqual(passed({ state: 'unhealthy' }), ['container:4444']);
  });

  test('by project, size, age and kind', () => {
    assert.deepEqual(passed({ project: 'shop' }), ['container:1111', 'container:2222', 'volume:shop_data', 'network:shop_default']);
    assert.deepEqual(passed({ size: '1000000' }), ['layer:77aa', 'image:sha256:abcdef01']);
    assert.deepEqual(passed({ age: `>${30 * day}` }), ['image:sha256:80808080']);
    assert.deepEqual(passed({ age: `<${day}`, kind: 'image' }), ['image:sha256:abcdef01']);
    assert.deepEqual(projectChoices(nodes).map(([value]) => value), ['', 'shop']);
  });

  test('unused: no container, and networks that every Engine has do not count', () => {
    assert.deepEqual(passed({ use: 'unused' }), ['image:sha256:80808080', 'volume:left', 'network:shop_default']);
    assert.deepEqual(passed({ use: 'used' }), ['image:sha256:abcdef01', 'volume:shop_data']);
    assert.deepEqual([...(filterNodes([image('a', { cues: ['unused-image'] }), image('b')], { ...noFilters, use: 'cue' }, now) ?? [])], ['image:sha256:a']);
    assert.deepEqual(passed({ use: 'dangling' }), ['image:sha256:80808080']);
  });
});

suite('the graph page: matches', () => {
  test('what is sought and what passes the filters', () => {
    assert.deepEqual([...(matchingNodes(nodes, 'shop', { ...noFilters, kind: 'volume' }, now) ?? [])], ['volume:shop_data']);
    assert.equal(matchingNodes(nodes, '', noFilters, now), undefined);
  });

  test('they follow one another in a ring', () => {
    assert.equal(neighbourMatch(['a', 'b', 'c'], undefined, 1), 'a');
    assert.equal(neighbourMatch(['a', 'b', 'c'], 'elsewhere', -1), 'c');
    assert.equal(neighbourMatch(['a', 'b', 'c'], 'c', 1), 'a');
    assert.equal(neighbourMatch(['a', 'b', 'c'], 'a', -1), 'c');
    assert.equal(neighbourMatch([], 'a', 1), undefined);
    assert.deepEqual(['b', 'z', undefined].map((one) => matchWords(['a', 'b'], one)), ['2 of 2', '2 found', '2 found']);
    assert.equal(matchWords([], 'a'), 'nothing found');
  });
});
