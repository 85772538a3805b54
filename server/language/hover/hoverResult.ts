import type { Span } from '../dockerfile/syntax';

/** What a hover says before it is worded at the reader's level: a text of `content/` and what holds in this file. */
export interface HoverResult {
  /** Id of the text in `content/hover`; undefined where only computed facts are shown. */
  readonly textId: string | undefined;
  /** Heading; the content's title where it is undefined. */
  readonly title?: string;
  /** What it does here: Markdown, one fact each. */
  readonly computed: readonly string[];
  /** What is highlighted while the hover shows. */
  readonly span: Span;
}
