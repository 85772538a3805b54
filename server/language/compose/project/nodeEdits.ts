import { goFloatText, isFraction } from '../values/goNumbers';
import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode, Place } from './composeNode';

/** A mapping with an entry put in or replaced. */
export function withEntry(mapping: ComposeMappingNode, entry: ComposeMappingEntry): ComposeMappingNode {
  return { ...mapping, entries: new Map([...mapping.entries, [entry.key, entry]]) };
}

/** A mapping without a key. */
export function withoutKey(mapping: ComposeMappingNode, key: string): ComposeMappingNode {
  if (!mapping.entries.has(key)) return mapping;
  return { ...mapping, entries: new Map([...mapping.entries].filter(([other]) => other !== key)) };
}

/** A mapping whose values are changed; an undefined one is left out. The mapping itself where nothing changes: models are large. */
export function mapEntries(mapping: ComposeMappingNode, change: (entry: ComposeMappingEntry) => ComposeNode | undefined): ComposeMappingNode {
  let entries: Map<string, ComposeMappingEntry> | undefined;
  for (const entry of mapping.entries.values()) {
    const value = change(entry);
    if (value === entry.value) continue;
    entries ??= new Map(mapping.entries);
    if (value) entries.set(entry.key, { key: entry.key, keyPlace: entry.keyPlace, value });
    else entries.delete(entry.key);
  }
  return entries ? { kind: 'mapping', entries, place: mapping.place } : mapping;
}

/** A list whose items are changed; the list itself where nothing changes. */
export function mapItems(list: ComposeListNode, change: (item: ComposeNode) => ComposeNode): ComposeListNode {
  const items = list.items.map(change);
  return items.every((item, index) => item === list.items[index]) ? list : { kind: 'list', items, place: list.place };
}

/** A text that the file does not write itself; `place` is what it comes from. */
export function textNode(text: string, place: Place, isUncertain = false): ComposeScalarNode {
  return { kind: 'scalar', value: text, written: text, isPlain: false, uses: [], isUncertain, place };
}

export function listNode(items: readonly ComposeNode[], place: Place): ComposeListNode {
  return { kind: 'list', items, place };
}

export function mappingNode(entries: readonly ComposeMappingEntry[], place: Place): ComposeMappingNode {
  return { kind: 'mapping', entries: new Map(entries.map((entry) => [entry.key, entry])), place };
}

/** A scalar as text, as Go prints it; empty for null. */
export function scalarText(scalar: ComposeScalarNode): string {
  const { value, written, isPlain } = scalar;
  if (value === null) return '';
  if (typeof value === 'number' && isFraction(scalar)) return goFloatText(value);
  if (typeof value === 'number' && isPlain && /^[-+]?\d+$/.test(written) && !/^[-+]?0\d/.test(written)) return written.replace(/^\+/, '');
  return String(value);
}
