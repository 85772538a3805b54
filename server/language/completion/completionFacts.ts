import type { FilteredContext } from '../context/ignoredEntries';

/** What is known beside the file when something is proposed. All of it may be missing; nothing is waited for. */
export interface CompletionFacts {
  /** What the build sends; files that the ignore file excludes are not in it. */
  readonly context?: Pick<FilteredContext, 'sent'>;
  /** Names of the images on this machine, as FROM would write them. */
  readonly localImages?: readonly string[];
}
