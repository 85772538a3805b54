import assert from 'node:assert/strict';
import { visibleRows, wayTo } from '../../media/graph/list/treeRows';
import type { GraphTreeItem } from '../../server/protocol/graphTree';

const asked: string[] = [];

const item = (kind: GraphTreeItem['kind'], label: string, children: readonly GraphTreeItem[] = []): GraphTreeItem => {
  const node = kind === 'group' ? undefined : `${kind}:${label}`;
  return { key: node ?? label, node, kind, label, note: '', hasChildren: children.length > 0, children: () => (asked.push(label), children) };
};

const shared = item('container', 'web');
const roots = [
  item('group', 'Projects', [item('project', 'shop', [shared])]),
  item('group', 'Images', [item('image', 'base', [shared, item('container', 'other')]), item('image', 'lonely')]),
];
const groupsOpen = (_key: string, { kind }: GraphTreeItem): boolean | undefined => (kind === 'group' ? true : undefined);

suite('the graph page: lines of the list', () => {
  test('only what is open is asked for, and each line knows its place', () => {
    asked.length = 0;
    const rows = visibleRows(roots, groupsOpen);
    assert.deepEqual(rows.map(({ item: { label }, level, position, size, open }) => [label, level, position, size, open]), [
      ['Projects', 1, 1, 2, true],
      ['shop', 2, 1, 1, false],
      ['Images', 1, 2, 2, true],
      ['base', 2, 1, 2, false],
      ['lonely', 2, 2, 2, undefined],
    ]);
    assert.deepEqual(asked, ['Projects', 'Images']);
  });

  test('a node in two places has two keys, and the first way to it is found', () => {
    const keys = visibleRows(roots, () => true).filter(({ item: { node } }) => node === 'container:web').map(({ key }) => key);
    assert.deepEqual(keys, ['/Projects/project:shop/container:web', '/Images/image:base/container:web']);
    assert.deepEqual(wayTo(roots, 'container:other'), ['/Images', '/Images/image:base', '/Images/image:base/container:other']);
    assert.equal(wayTo(roots, 'container:gone'), undefined);
  });

  test('matches stay with what leads to them, opened', () => {
    const rows = visibleRows(roots, groupsOpen, new Set(['container:other']));
    assert.deepEqual(rows.map(({ item: { label } }) => label), ['Images', 'base', 'other']);
    assert.deepEqual(visibleRows(roots, groupsOpen, new Set()), []);
    const closed = visibleRows(roots, (key) => (key === '/Images' ? false : undefined), new Set(['container:other']));
    assert.deepEqual(closed.map(({ item: { label } }) => label), ['Images']);
  });

  test('a tree that leads back to itself ends', () => {
    const endless: GraphTreeItem = { ...item('group', 'x'), hasChildren: true, children: () => [endless] };
    assert.equal(visibleRows([endless], () => true).length, 12);
    assert.equal(wayTo([endless], 'nothing'), undefined);
  });
});
