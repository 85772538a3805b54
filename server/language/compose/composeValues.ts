import type { ComposeAlias, ComposeEntry, ComposeMapping, ComposeText, ComposeValue } from './composeFile';

/** Keys that one merged mapping may have; a file past this is not a compose file. */
const maximumMergedEntries = 2_000;
const maximumMergeDepth = 20;

/** The value behind an alias, or the value itself. Undefined for an alias without a target. */
export function withoutAlias(value: ComposeValue | undefined): Exclude<ComposeValue, ComposeAlias> | undefined {
  return value?.kind === 'alias' ? value.target : value;
}

export function asMapping(value: ComposeValue | undefined): ComposeMapping | undefined {
  const target = withoutAlias(value);
  return target?.kind === 'mapping' ? target : undefined;
}

export function asList(value: ComposeValue | undefined): readonly ComposeValue[] | undefined {
  const target = withoutAlias(value);
  return target?.kind === 'list' ? target.items : undefined;
}

/** Text and place of a single value that is not null. The place is where the reader sees it: the alias's own. */
export function asText(value: ComposeValue | undefined): ComposeText | undefined {
  const target = withoutAlias(value);
  return target?.kind === 'scalar' && !target.isNull ? { text: target.text, span: value!.span } : undefined;
}

/**
 * A mapping's entries with `<<` merged in: own keys win, then the earlier of several merged mappings. Keys with the tag
 * `!reset` are left out. Bounded: at most 2,000 entries and 20 merges deep, so that nested merges cannot multiply.
 */
export function mappingEntries(value: ComposeValue | undefined): readonly ComposeEntry[] {
  const entries = new Map<string, ComposeEntry>();
  collect(asMapping(value), entries, new Set(), 0);
  return [...entries.values()].filter((entry) => withoutAlias(entry.value)?.tag !== '!reset');
}

function collect(mapping: ComposeMapping | undefined, entries: Map<string, ComposeEntry>, seen: Set<ComposeMapping>, depth: number): void {
  // A mapping that was merged once has nothing new to give; this keeps nested merges linear.
  if (!mapping || depth > maximumMergeDepth || seen.has(mapping)) return;
  seen.add(mapping);
  const merges: ComposeEntry[] = [];
  for (const entry of mapping.entries) {
    if (entries.size >= maximumMergedEntries) return;
    if (entry.key === '<<') merges.push(entry);
    else if (!entries.has(entry.key)) entries.set(entry.key, entry);
  }
  for (const merge of merges) {
    const sources = asList(merge.value) ?? [merge.value];
    for (const source of sources.slice(0, 100)) collect(asMapping(source), entries, seen, depth + 1);
  }
}

/** The value of one key, merges included. */
export function valueOf(value: ComposeValue | undefined, key: string): ComposeValue | undefined {
  return mappingEntries(value).find((entry) => entry.key === key)?.value;
}
