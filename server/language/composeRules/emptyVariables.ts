import type { ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';

/** Keys whose values are texts for somebody else: an empty one is as good as any. */
const takesEmptyText: ReadonlySet<string> = new Set(['environment', 'labels', 'annotations', 'args']);

/**
 * Values that may be an empty text: those of variables of a container, build arguments and labels, as `placeKey` writes their
 * places. Images, ports, paths and commands are read by Compose or the Engine: empty, they are a fault, or something else than
 * was meant.
 */
export function valuesThatMayBeEmpty({ model }: ComposeProject): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<ComposeNode>();
  const walk = (node: ComposeNode, isText: boolean): void => {
    // An alias brings one node to many places; trees have no cycles.
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'list') for (const item of node.items) walk(item, isText);
    if (node.kind === 'scalar' && isText) found.add(placeKey(node.place));
    if (node.kind !== 'mapping') return;
    for (const { key, keyPlace, value } of node.entries.values()) {
      // An item `NAME=VALUE` of a list is one value, and the place of its name is where it begins.
      if (isText) found.add(placeKey(keyPlace));
      walk(value, isText || takesEmptyText.has(key));
    }
  };
  walk(model, false);
  return found;
}

/** The same for equal starts. */
export function placeKey({ path, span }: Place): string {
  return `${path}\n${span.start}`;
}
