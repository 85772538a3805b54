import assert from 'node:assert/strict';
import { ShownTree, type ShownItem } from '../../client/dockerGraph/shownTree';
import { Random } from './random';

interface Item {
  readonly name: string;
  readonly words: string;
  readonly children: readonly Item[];
}

const item = (name: string, children: readonly Item[] = [], words = ''): Item => ({ name, words, children });
const source = {
  keyOf: ({ name }: Item) => name,
  appearanceOf: ({ words, children }: Item) => `${words} ${children.length > 0}`,
  childrenOf: ({ children }: Item) => children,
};

/** Asks for all of it, as a view does where everything is open. */
function open(tree: ShownTree<Item>, parent?: ShownItem<Item>): readonly ShownItem<Item>[] {
  return tree.childrenOf(parent).flatMap((child) => [child, ...open(tree, child)]);
}

const keysOf = (items: readonly (ShownItem<Item> | undefined)[]): (string | undefined)[] => items.map((one) => one?.key);

suite('the tree of the side bar: what an update draws anew', () => {
  const before = [item('images', [item('web', [item('web-1'), item('web-2')]), item('db')]), item('volumes', [item('data')])];

  test('nothing where nothing differs, and items stay the same', () => {
    const tree = new ShownTree(source, before);
    const shown = open(tree);
    assert.deepEqual(tree.update(structuredClone(before)), []);
    assert.deepEqual(open(tree).map((one, index) => one === shown[index]), shown.map(() => true));
  });

  test('one item whose words differ', () => {
    const tree = new ShownTree(source, before);
    open(tree);
    const after = [item('images', [item('web', [item('web-1', [], 'exited'), item('web-2')]), item('db')]), before[1]!];
    assert.deepEqual(keysOf(tree.update(after)), ['/images/web/web-1']);
  });

  test('the parent of an item that comes or goes, and nothing below it', () => {
    const tree = new ShownTree(source, before);
    open(tree);
    const after = [item('images', [item('web', [item('web-1', [], 'exited')]), item('db')]), before[1]!];
    assert.deepEqual(keysOf(tree.update(after)), ['/images/web']);
    assert.deepEqual(keysOf(tree.update([...after, item('networks')])), [undefined]);
  });

  test('what the view has not asked for is not drawn', () => {
    const tree = new ShownTree(source, before);
    tree.childrenOf(undefined);
    assert.deepEqual(tree.update([item('images', [item('web', [], 'other')]), before[1]!]), []);
  });

  test('an item that gets its first child is drawn anew', () => {
    const tree = new ShownTree(source, before);
    open(tree);
    assert.deepEqual(keysOf(tree.update([item('images', [before[0]!.children[0]!, item('db', [item('db-1')])]), before[1]!])), ['/images/db']);
  });

  test('siblings of one name have keys of their own', () => {
    const tree = new ShownTree(source, [item('a'), item('a'), item('b')]);
    assert.deepEqual(keysOf(tree.childrenOf(undefined)), ['/a', '/a#2', '/b']);
  });

  test('a view that draws only what an update names shows what a new tree has', () => {
    const random = new Random(7);
    const some = (names: readonly string[]): string[] => names.filter(() => random.below(10) < 8);
    const leaves = (): Item[] => some(['a', 'b', 'c']).map((name) => item(name, [], random.pick(['x', 'y'])));
    const made = (): Item[] => some(['p', 'q']).map((name) => item(name, some(['m', 'n']).map((inner) => item(inner, leaves()))));
    const tree = new ShownTree(source, made());
    const view = new View(tree);
    for (let round = 0; round < 500; round += 1) {
      const items = made();
      view.draw(tree.update(items));
      assert.deepEqual(view.lines(), new View(new ShownTree(source, items)).lines());
    }
  });
});

/** What is on the screen: it changes only where it is told to draw. */
class View {
  private readonly children = new Map<string, readonly string[]>();
  private readonly words = new Map<string, string>();
  private readonly items = new Map<string, ShownItem<Item>>();

  constructor(private readonly tree: ShownTree<Item>) {
    this.draw([undefined]);
  }

  draw(changed: readonly (ShownItem<Item> | undefined)[]): void {
    for (const one of changed) {
      assert.equal(one === undefined || this.items.get(one.key) === one, true, 'only what the view has got is named');
      const children = this.tree.childrenOf(one);
      if (one !== undefined) this.words.set(one.key, source.appearanceOf(one.item));
      this.children.set(one?.key ?? '', children.map(({ key }) => key));
      children.forEach((child) => this.items.set(child.key, child));
      this.draw(children);
    }
  }

  lines(parent = ''): string[] {
    return (this.children.get(parent) ?? []).flatMap((key) => [`${key} ${this.words.get(key)}`, ...this.lines(key)]);
  }
}
