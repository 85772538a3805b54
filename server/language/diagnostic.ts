import type { Span } from './dockerfile/syntax';

/**
 * error: Docker rejects it; warning: it does something else than it looks like, loses data, leaks or wastes a lot;
 * information: a better way exists; hint: style.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Replaces a span of the file; an empty span inserts. */
export interface SpanEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A change that mends a diagnostic. Edits do not overlap and are in file order. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly SpanEdit[];
}

/** One thing to tell about a file. */
export interface FileDiagnostic {
  /** The rule's id, or a syntax problem's code. */
  readonly rule: string;
  /** What, why, what to do. */
  readonly message: string;
  readonly span: Span;
  readonly severity: Severity;
  /** Ids of other tools' checks that mean the same. */
  readonly alsoKnownAs: readonly string[];
  readonly fixes: readonly Fix[];
}

/** Applies edits to a text. */
export function applyEdits(text: string, edits: readonly SpanEdit[]): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start || other.span.end - one.span.end)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}
