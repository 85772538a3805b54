import type { ComposeNode } from '../project/composeNode';

/**
 * A value as data, as the compiled validator takes it. Every object has keys such as `__proto__` and `constructor` already, so
 * those get another name: the schema has none of them, and every pattern takes both.
 */
export function plainData(node: ComposeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainData);
  const data: Record<string, unknown> = {};
  for (const { key, value } of node.entries.values()) data[key in Object.prototype ? `${key}_` : key] = plainData(value);
  return data;
}

/** A text that two values share where they are the same data. */
export function dataKey(node: ComposeNode): string {
  if (node.kind === 'scalar') return JSON.stringify(node.value);
  if (node.kind === 'list') return `[${node.items.map(dataKey).join()}]`;
  return `{${[...node.entries].map(([key, { value }]) => `${JSON.stringify(key)}:${dataKey(value)}`).sort().join()}}`;
}

/** The value at a JSON pointer, or the deepest one on the way. */
export function nodeAtPointer(root: ComposeNode, pointer: string): ComposeNode {
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = node.kind === 'mapping' ? node.entries.get(key)?.value : node.kind === 'list' ? node.items[Number(key)] : undefined;
    if (!next) return node;
    node = next;
  }
  return node;
}
