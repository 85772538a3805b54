import type { ComposeMappingEntry, ComposeMappingNode, ComposeNode } from './composeNode';
import { mapEntries, scalarText, textNode } from './nodeEdits';
import { isMapping, scalarAt } from './readNodes';

/** What Compose writes where nobody did. An entry of this kind stands at the mapping that lacks it. */
type Default = (node: ComposeMappingNode) => readonly ComposeMappingEntry[];

const ofService: ReadonlyMap<string, Default> = new Map([['build', (node) => [made(node, 'context', '.')]]]);

const ofItems: ReadonlyMap<string, Default> = new Map(Object.entries<Default>({
  ports: (node) => [made(node, 'protocol', 'tcp'), made(node, 'mode', 'ingress')],
  secrets: (node) => {
    const source = scalarAt(node, 'source');
    return source ? [made(node, 'target', `/run/secrets/${scalarText(source)}`, source.isUncertain)] : [];
  },
}));

/** A model in its long form with the values that Compose takes where a file is silent. Source: compose-go `transform/defaults.go`. */
export function withDefaultValues(model: ComposeMappingNode): ComposeMappingNode {
  return mapEntries(model, ({ key, value }) => (key === 'services' && isMapping(value) ? mapEntries(value, (service) => withServiceDefaults(service.value)) : value));
}

function withServiceDefaults(service: ComposeNode): ComposeNode {
  if (!isMapping(service)) return service;
  return mapEntries(service, ({ key, value }) => {
    const [own, item] = [ofService.get(key), ofItems.get(key)];
    if (own) return withMissing(value, own);
    if (!item || value.kind !== 'list') return value;
    return { ...value, items: value.items.map((node) => withMissing(node, item)) };
  });
}

function withMissing(node: ComposeNode, defaults: Default): ComposeNode {
  if (!isMapping(node)) return node;
  const missing = defaults(node).filter(({ key }) => !node.entries.has(key));
  return missing.length === 0 ? node : { ...node, entries: new Map([...node.entries, ...missing.map((entry) => [entry.key, entry] as const)]) };
}

function made(node: ComposeMappingNode, key: string, text: string, isUncertain = false): ComposeMappingEntry {
  return { key, keyPlace: node.place, value: textNode(text, node.place, isUncertain) };
}
