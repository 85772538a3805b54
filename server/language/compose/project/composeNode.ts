import type { Span } from '../../dockerfile/syntax';
import type { VariableUse } from '../interpolation';

/** Where something stands: a file of the project, as `ComposeFiles` names it, and UTF-16 offsets in it. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/**
 * A value after aliases, merge keys, tags and variables: what Compose goes on with. Every node knows where it was written,
 * so that after a merge of several files each part still leads to its own line. A node that an alias stands for is shared,
 * never copied; trees have no cycles.
 */
export type ComposeNode = ComposeScalarNode | ComposeListNode | ComposeMappingNode;

export interface ComposeScalarNode {
  readonly kind: 'scalar';
  /** With variables filled in and cast as Compose casts; a variable without a value has given the empty text. */
  readonly value: string | number | boolean | null;
  /** As it stands in the file, quotes and block markers gone, before variables. */
  readonly written: string;
  /** True for a plain scalar, whose YAML type counts; a quoted one is text. */
  readonly isPlain: boolean;
  /** What its variables became; empty where it has none. */
  readonly uses: readonly VariableUse[];
  /** True where a variable took part whose value nobody here knows: `value` is then what Compose makes of an unset one. */
  readonly isUncertain: boolean;
  readonly place: Place;
}

export interface ComposeListNode {
  readonly kind: 'list';
  readonly items: readonly ComposeNode[];
  readonly place: Place;
}

export interface ComposeMappingEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: ComposeNode;
}

export interface ComposeMappingNode {
  readonly kind: 'mapping';
  /** By key, in the order in which Compose first met them. */
  readonly entries: ReadonlyMap<string, ComposeMappingEntry>;
  readonly place: Place;
}
