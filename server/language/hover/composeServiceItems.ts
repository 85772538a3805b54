import type { ComposeEntry, ComposeValue } from '../compose/composeFile';
import { asList } from '../compose/composeValues';
import { inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';

/** A hover lists no more than this many entries. */
export const mostItems = 10;

/** A key of the service at hand, merge keys resolved. */
export function serviceEntry({ service }: ComposeHoverContext, key: string): ComposeEntry | undefined {
  return service?.entries.find((entry) => entry.key === key);
}

/** The list entry that the place is in, or the first ten at the key itself. */
export function serviceItems(context: ComposeHoverContext, key: string): readonly ComposeValue[] {
  const items = asList(serviceEntry(context, key)?.value) ?? [];
  const index = context.place.path[3];
  return typeof index === 'number' ? items.slice(index, index + 1) : items.slice(0, mostItems);
}

/** Characters of names that fit beside each other in two lines of a hover. */
const mostCharacters = 130;

/** Names as a part of a sentence, as many as two lines hold: `a`, `b` and 12 more. At least one is shown. */
export function nameList(names: readonly string[]): string {
  let room = mostCharacters;
  const first = names.findIndex((name) => (room -= Math.min(name.length, longestName) + 3) < 0);
  return joinWords(names.map((name) => inlineCode(name, longestName)), first < 0 ? names.length : Math.max(1, first));
}

const longestName = 40;
