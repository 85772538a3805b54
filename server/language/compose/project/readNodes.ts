import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode } from './composeNode';

/** The node at a path of keys; undefined where a key is missing or what holds it is no mapping. */
export function nodeAt(node: ComposeNode | undefined, ...keys: readonly string[]): ComposeNode | undefined {
  let current = node;
  for (const key of keys) current = current?.kind === 'mapping' ? current.entries.get(key)?.value : undefined;
  return current;
}

/** The entries of the mapping at a path, in order; none where there is no mapping. */
export function entriesAt(node: ComposeNode | undefined, ...keys: readonly string[]): readonly ComposeMappingEntry[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'mapping' ? [...found.entries.values()] : [];
}

/** The items of the list at a path; none where there is no list. */
export function itemsAt(node: ComposeNode | undefined, ...keys: readonly string[]): readonly ComposeNode[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** The scalar at a path that is not null. */
export function scalarAt(node: ComposeNode | undefined, ...keys: readonly string[]): ComposeScalarNode | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'scalar' && found.value !== null ? found : undefined;
}

/** The text of the scalar at a path; undefined where there is none, where it is null, or where nobody here knows a variable in it. */
export function certainTextAt(node: ComposeNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = scalarAt(node, ...keys);
  return found && !found.isUncertain ? String(found.value) : undefined;
}

/** True for a mapping; false where there is nothing. */
export function isMapping(node: ComposeNode | undefined): node is ComposeMappingNode {
  return node?.kind === 'mapping';
}

/** True for a list; false where there is nothing. */
export function isList(node: ComposeNode | undefined): node is ComposeListNode {
  return node?.kind === 'list';
}
