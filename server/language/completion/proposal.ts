/** One thing to insert. */
export interface Proposal {
  readonly label: string;
  /** The label where it is missing. */
  readonly insert?: string;
  readonly kind: 'keyword' | 'flag' | 'value' | 'stage' | 'variable';
  readonly detail?: string;
  /** The hover text that explains it, by id. */
  readonly textId?: string;
  readonly deprecated?: boolean;
}

/** Proposals, and how many characters before the cursor they replace. */
export interface Proposals {
  readonly typed: string;
  readonly proposals: readonly Proposal[];
}

/** Plain values, without explanation. */
export function valueProposals(values: readonly string[]): Proposal[] {
  return values.map((label) => ({ label, kind: 'value' }));
}
