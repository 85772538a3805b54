/**
 * Makes a function remember what it found in a tree, as long as somebody holds the tree. Only for what follows from the tree
 * alone: rules, hovers and lenses ask for the same things.
 */
export function foundOnce<Tree extends object, Found>(find: (tree: Tree) => Found): (tree: Tree) => Found {
  const known = new WeakMap<Tree, Found>();
  return (tree) => {
    const before = known.get(tree);
    if (before !== undefined) return before;
    const found = find(tree);
    known.set(tree, found);
    return found;
  };
}
