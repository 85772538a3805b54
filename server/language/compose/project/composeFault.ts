import type { Fix } from '../../rules/rule';
import type { Place } from './composeNode';

/** Something for which `docker compose config` rejects the project. */
export interface ComposeFault {
  /** Kebab-case words, stable: what a user switches off and what a page explains. */
  readonly code: string;
  /** What, why, what to do; one to three short sentences. */
  readonly message: string;
  readonly place: Place;
  /**
   * `nothing`: no other file and no variable could mend it. `rest-of-project`: another file, or a variable from outside,
   * could; it is an error only where the whole project is known.
   */
  readonly mendedBy: 'nothing' | 'rest-of-project';
  /** The best first; edits are in the file of `place`. */
  readonly fixes?: readonly Fix[];
}
