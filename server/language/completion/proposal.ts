/** One thing to insert. */
export interface Proposal {
  readonly label: string;
  /** The label where it is missing. */
  readonly insert?: string;
  /** A `name` is a variable's where it is set; a `variable` stands behind `$`. */
  readonly kind: 'keyword' | 'flag' | 'value' | 'stage' | 'variable' | 'name' | 'image' | 'file' | 'folder' | 'user';
  readonly detail?: string;
  /** The hover text that explains it, by id. */
  readonly textId?: string;
  readonly deprecated?: boolean;
}

/** Proposals, and how many characters before the cursor they replace. */
export interface Proposals {
  readonly typed: string;
  readonly proposals: readonly Proposal[];
  /** What they replace behind the cursor; the rest of a plain word where it is missing. Sticky. */
  readonly rest?: RegExp;
}

/** Plain values, explained by one text at most. */
export function valueProposals(values: readonly string[], textId?: string): Proposal[] {
  return values.map((label) => ({ label, kind: 'value', ...(textId ? { textId } : {}) }));
}
