import type { GraphNode } from '../../../server/protocol/graph';
import { filterNodes, type Filters } from './filters';
import { searchNodes } from './search';

/** What is sought and filtered: the nodes that are both; undefined where nothing is sought and no filter is set. */
export function matchingNodes(nodes: readonly GraphNode[], sought: string, filters: Filters, now: number): ReadonlySet<string> | undefined {
  const found = searchNodes(nodes, sought);
  const passed = filterNodes(nodes, filters, now);
  if (found === undefined || passed === undefined) {
    return found ?? passed;
  }
  return new Set([...found].filter((id) => passed.has(id)));
}

/** The match after or before `current` in a ring; the first or last one where `current` is none of them. */
export function neighbourMatch(matches: readonly string[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : matches.indexOf(current);
  return at === -1 ? matches.at(step === 1 ? 0 : -1) : matches[(at + step + matches.length) % matches.length];
}

/** `3 of 17`, `17 found`, `nothing found`. */
export function matchWords(matches: readonly string[], current: string | undefined): string {
  const at = current === undefined ? -1 : matches.indexOf(current);
  return matches.length === 0 ? 'nothing found' : at === -1 ? `${matches.length} found` : `${at + 1} of ${matches.length}`;
}
