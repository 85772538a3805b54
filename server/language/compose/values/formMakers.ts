import type { ComposeFault } from '../project/composeFault';
import type { ComposeListNode, ComposeMappingEntry, ComposeMappingNode, ComposeNode, ComposeScalarNode, Place } from '../project/composeNode';
import type { Fix } from '../../rules/rule';
import { listNode, mapEntries, mappingNode, scalarText, textNode } from '../project/nodeEdits';

/**
 * Notes what Compose rejects; a value that a variable decides may be mended from outside.
 * @param meant a text that Compose takes there, where the one that stands there can only be a slip of it
 */
export interface ReportFault {
  (code: string, message: string, at: ComposeNode, meant?: string): void;
  /** Entries that ranges of ports may still be taken apart into: a few lines of them can stand for millions. */
  readonly ports: { left: number };
}

/** No real project publishes half as many. */
const mostPorts = 20_000;

/** Adds to `faults`. What rests on a variable is for the rest of the project to mend; a text `meant` becomes a quick fix where it is safe. */
export function reporter(faults: ComposeFault[]): ReportFault {
  const report = (code: string, message: string, at: ComposeNode, meant?: string): void => {
    const isUncertain = at.kind === 'scalar' && at.isUncertain;
    const isMendable = meant !== undefined && at.kind === 'scalar' && at.uses.length === 0 && !at.written.includes('\n');
    const fixes: Fix[] = isMendable ? [{ title: `Write ${meant}`, edits: [{ span: at.place.span, newText: asYaml(meant) }] }] : [];
    faults.push({ code, message, place: at.place, mendedBy: isUncertain ? 'rest-of-project' : 'nothing', ...(fixes.length > 0 ? { fixes } : {}) });
  };
  return Object.assign(report, { ports: { left: mostPorts } });
}

/** A text as a scalar; without quotes where YAML cannot take it for anything else. */
function asYaml(text: string): string {
  return /^\d+(?:\.\d+)?[a-z]+$/i.test(text) && !/^\d+e/i.test(text) ? text : JSON.stringify(text);
}

/** Reports each key that Compose cannot do without in the long form of an entry. */
export function requireKeys(entry: ComposeNode, keys: readonly string[], report: ReportFault): void {
  if (entry.kind !== 'mapping') return;
  const [first] = entry.entries.values();
  const at = { ...entry, place: first?.keyPlace ?? entry.place };
  for (const key of keys) if (!entry.entries.has(key)) report('key-missing', `\`${key}\` is missing here. Compose rejects it without.`, at);
}

/** An entry whose key the file does not write; `place` is what it comes from. */
export function madeEntry(key: string, value: ComposeNode, place: Place): ComposeMappingEntry {
  return { key, keyPlace: place, value };
}

/** A truth value that the file does not write; `place` is what it comes from. */
export function booleanNode(value: boolean, place: Place): ComposeScalarNode {
  return { ...textNode(String(value), place), value };
}

/** The same for no value. */
export function nullNode(place: Place): ComposeScalarNode {
  return { ...textNode('', place), value: null };
}

/** A single text as a list of one; anything else stays. */
export function asListForm(node: ComposeNode): ComposeNode {
  return node.kind === 'scalar' && typeof node.value === 'string' ? listNode([node], node.place) : node;
}

/** A list of names as a mapping without values; anything else stays. */
export function asNamedForm(node: ComposeNode): ComposeNode {
  return node.kind === 'list' ? namedForm(node, (item) => nullNode(item.place)) : node;
}

/** A list of names as a mapping with a value made of each; items that are no single values are left out. */
export function namedForm(list: ComposeListNode, valueOf: (item: ComposeScalarNode) => ComposeNode): ComposeMappingNode {
  const entries = list.items.flatMap((item) => (item.kind === 'scalar' ? [madeEntry(scalarText(item), valueOf(item), item.place)] : []));
  return mappingNode(entries, list.place);
}

/** A list of `KEY=value` as a mapping, where a later item wins; `KEY` alone has no value. Anything else stays. */
export function asKeyValueForm(node: ComposeNode): ComposeNode {
  if (node.kind !== 'list') return node;
  const entries = node.items.flatMap((item): ComposeMappingEntry[] => {
    if (item.kind !== 'scalar') return [];
    const text = scalarText(item);
    const equals = text.indexOf('=');
    if (equals < 0) return [madeEntry(text, nullNode(item.place), item.place)];
    const value: ComposeScalarNode = { ...item, value: text.slice(equals + 1), written: item.written.slice(item.written.indexOf('=') + 1), isPlain: false };
    return [madeEntry(text.slice(0, equals), value, item.place)];
  });
  return mappingNode(entries, node.place);
}

/** As `asKeyValueForm`, where a name without a value means the empty text: labels do not come from the shell. */
export function asKeyTextForm(node: ComposeNode): ComposeNode {
  const form = asKeyValueForm(node);
  if (form.kind !== 'mapping') return form;
  return mapEntries(form, ({ value }) => (value.kind === 'scalar' && value.value === null ? { ...value, value: '' } : value));
}
