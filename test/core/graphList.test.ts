import assert from 'node:assert/strict';
import { visibleRows, wayTo, type TreeSource } from '../../media/graph/list/treeRows';
import type { OutlineItem } from '../../server/protocol/drawing';

const item = (kind: OutlineItem['kind'], label: string, children: readonly OutlineItem[] = []): OutlineItem => ({
  kind, label, children, ...(kind === 'group' ? {} : { node: `${kind}:${label}` }),
});

const shared = item('container', 'web');
const roots = [
  item('group', 'Projects', [item('project', 'shop', [shared])]),
  item('group', 'Images', [item('image', 'base', [shared, item('container', 'other')]), item('image', 'lonely')]),
];
const source: TreeSource = { roots, childrenOf: ({ children }) => children };
const groupsOpen = (_key: string, { kind }: OutlineItem): boolean | undefined => (kind === 'group' ? true : undefined);

suite('the graph page: lines of the list', () => {
  test('only what is open is asked for, and each line knows its place', () => {
    const asked: string[] = [];
    const rows = visibleRows({ roots, childrenOf: (one) => (asked.push(one.label), one.children) }, groupsOpen);
    assert.deepEqual(rows.map(({ item: { label }, level, position, size, open }) => [label, level, position, size, open]), [
      ['Projects', 1, 1, 2, true],
      ['shop', 2, 1, 1, false],
      ['Images', 1, 2, 2, true],
      ['base', 2, 1, 2, false],
      ['lonely', 2, 2, 2, undefined],
    ]);
    assert.ok(!asked.includes('web'));
  });

  test('a node in two places has two keys, and the first way to it is found', () => {
    const keys = visibleRows(source, () => true).filter(({ item: { node } }) => node === 'container:web').map(({ key }) => key);
    assert.deepEqual(keys, ['/0/project:shop/container:web', '/1/image:base/container:web']);
    assert.deepEqual(wayTo(source, 'container:other'), ['/1', '/1/image:base', '/1/image:base/container:other']);
    assert.equal(wayTo(source, 'container:gone'), undefined);
  });

  test('matches stay with what leads to them, opened', () => {
    const rows = visibleRows(source, groupsOpen, new Set(['container:other']));
    assert.deepEqual(rows.map(({ item: { label } }) => label), ['Images', 'base', 'other']);
    assert.deepEqual(visibleRows(source, groupsOpen, new Set()), []);
    const closed = visibleRows(source, (key) => (key === '/1' ? false : undefined), new Set(['container:other']));
    assert.deepEqual(closed.map(({ item: { label } }) => label), ['Images']);
  });

  test('a tree that leads back to itself ends', () => {
    const endless: TreeSource = { roots: [item('group', 'x')], childrenOf: (one) => [one] };
    assert.equal(visibleRows(endless, () => true).length, 12);
    assert.equal(wayTo(endless, 'nothing'), undefined);
  });
});
