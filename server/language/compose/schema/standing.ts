import type { Place } from '../project/composeNode';

/** Where a value stands: the keys that lead to it (`[]` for an item) and the place of the last one that is written. */
export interface Standing {
  readonly keys: readonly string[];
  readonly keyPlace: Place;
  /** True where nothing else stands beside it: without it, its parent would be empty. */
  readonly isOnly: boolean;
}
