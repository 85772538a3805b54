/** How the items of a tree are read. */
export interface TreeSource<T> {
  /** What tells an item from its siblings, the same after each change. */
  readonly keyOf: (item: T) => string;
  /** All that is shown of the item itself; where it differs, the item is drawn anew. */
  readonly appearanceOf: (item: T) => string;
  readonly childrenOf: (item: T) => readonly T[];
}

/** An item that a view has asked for. It stays the same object as long as its key does. */
export interface ShownItem<T> {
  /** Names it in the whole tree. */
  readonly key: string;
  item: T;
  /** Undefined until the view asks for them. */
  children?: readonly ShownItem<T>[] | undefined;
}

/** The part of a tree that a view has asked for; an update tells which items of it are to be drawn anew. */
export class ShownTree<T> {
  private readonly root: ShownItem<T | undefined> = { key: '', item: undefined };

  constructor(
    private readonly source: TreeSource<T>,
    private items: readonly T[] = [],
  ) {}

  /** The children of an item, or of the tree itself. They stay the same until an update names their parent. */
  childrenOf(parent: ShownItem<T> | undefined): readonly ShownItem<T>[] {
    const shown = parent ?? (this.root as ShownItem<T>);
    shown.children ??= this.made(shown.key, parent === undefined ? this.items : this.source.childrenOf(parent.item));
    return shown.children;
  }

  /**
   * Goes over to other items. Gives those that are to be drawn anew, with all below them, and nothing below each other;
   * `undefined` in the list stands for the whole tree.
   */
  update(items: readonly T[]): (ShownItem<T> | undefined)[] {
    this.items = items;
    const changed: (ShownItem<T> | undefined)[] = [];
    this.compare(undefined, items, changed);
    return changed;
  }

  private compare(parent: ShownItem<T> | undefined, items: readonly T[], changed: (ShownItem<T> | undefined)[]): void {
    const shown = parent ?? (this.root as ShownItem<T>);
    if (shown.children === undefined) {
      return;
    }
    const keys = this.keysOf(shown.key, items);
    if (keys.length !== shown.children.length || shown.children.some(({ key }, index) => key !== keys[index])) {
      shown.children = undefined;
      changed.push(parent);
      return;
    }
    shown.children.forEach((child, index) => this.compareItem(child, items[index]!, changed));
  }

  private compareItem(child: ShownItem<T>, item: T, changed: (ShownItem<T> | undefined)[]): void {
    const differs = this.source.appearanceOf(child.item) !== this.source.appearanceOf(item);
    child.item = item;
    if (differs) {
      child.children = undefined;
      changed.push(child);
    } else if (child.children !== undefined) {
      this.compare(child, this.source.childrenOf(item), changed);
    }
  }

  private made(parentKey: string, items: readonly T[]): ShownItem<T>[] {
    const keys = this.keysOf(parentKey, items);
    return items.map((item, index) => ({ key: keys[index]!, item }));
  }

  /** Siblings of one name are told apart by their number. */
  private keysOf(parentKey: string, items: readonly T[]): string[] {
    const seen = new Map<string, number>();
    return items.map((item) => {
      const key = `${parentKey}/${this.source.keyOf(item)}`;
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return times === 1 ? key : `${key}#${times}`;
    });
  }
}
