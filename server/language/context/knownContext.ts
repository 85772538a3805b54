import type { FilteredContext } from './ignoredEntries';

/** The build's files, as far as they are known to an analysis. */
export interface KnownContext {
  readonly files: FilteredContext;
  /** Name of the ignore file that holds; undefined where there is none. */
  readonly ignoreFile?: string;
  /** Text of a file in the context, or undefined where it is missing or was not read. */
  readonly text: (path: string) => string | undefined;
}
