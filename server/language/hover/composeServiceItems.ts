import type { ComposeEntry, ComposeValue } from '../compose/composeFile';
import { asList } from '../compose/composeValues';
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
