import type { ComposeFile } from '../composeFile';
import type { Variables } from '../interpolation';
import type { ComposeFault } from './composeFault';
import type { ComposeMappingNode, Place } from './composeNode';

/** Something that Compose only logs. */
export interface ComposeNotice {
  readonly code: 'unset-variable' | 'obsolete-version';
  readonly message: string;
  /** The whole value with the variable, or the key. */
  readonly place: Place;
  /** The variable's name. */
  readonly variable?: string;
}

/** A project as `docker compose config` reads it, as far as its files are known. */
export interface ComposeProject {
  /** Services, networks, volumes … after include, extends, merge and the long form of everything. Empty after a fault in the YAML. */
  readonly model: ComposeMappingNode;
  /** Each file that took part, in the order of reading. */
  readonly paths: readonly string[];
  /** Their texts, and those of env files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files that took part, as they were parsed, by path. */
  readonly files: ReadonlyMap<string, ComposeFile>;
  /** The folder that relative paths start at, by compose file: not always the file's own. Absolute, with `/`. */
  readonly folders: ReadonlyMap<string, string>;
  /** Where another file first named one of them, by its path; none for the main files. */
  readonly namedAt: ReadonlyMap<string, Place>;
  /** Files that were asked for and not read yet, and folders that nobody looked at. */
  readonly wanted: readonly string[];
  /** The variables that counted for the main file, with where each came from. */
  readonly variables: Variables;
  readonly faults: readonly ComposeFault[];
  readonly notices: readonly ComposeNotice[];
  /**
   * True where this is all that `docker compose` itself would read: the main file of its folder with its override, every
   * include, extended file, `.env` and env file was looked at. Only then a missing network is certainly missing.
   */
  readonly isWhole: boolean;
  /** Where a bound stopped the reading, in words. */
  readonly leftOut: string | undefined;
}
