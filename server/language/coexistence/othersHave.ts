/**
 * What the other extensions for Dockerfiles have: one table for all features. Source: dockerfile-language-service 0.16.1
 * as it answers, place by place; Container Tools 2.5 runs it, and Docker DX 0.18 its version 0.14, which has the same
 * of what is listed here. Container Tools also searches Docker Hub for images behind FROM; nobody proposes local ones.
 */

/** How much of a feature they have: all that is worth having once, a part, or nothing. */
export type ShareOfOthers = 'all' | 'part' | 'none';

/** The editor takes one provider's answer, or shows both: what they have in full would be there twice. */
export const shareOfOthers = {
  'textDocument/documentSymbol': 'all',
  'textDocument/definition': 'all',
  'textDocument/documentHighlight': 'all',
  'textDocument/rename': 'all',
  'textDocument/signatureHelp': 'all',
  'textDocument/semanticTokens': 'all',
  'textDocument/formatting': 'all',
  'textDocument/rangeFormatting': 'all',
  'textDocument/onTypeFormatting': 'all',
  'textDocument/completion': 'part',
  'textDocument/foldingRange': 'part',
  'textDocument/documentLink': 'part',
  'textDocument/references': 'none',
} as const satisfies Readonly<Record<string, ShareOfOthers>>;

export type EditorMethod = keyof typeof shareOfOthers;

/** The flags that they propose and explain. None of RUN's, no mount and no mount's options. */
export const flagsOfOthers: ReadonlySet<string> = new Set([
  'FROM--platform', 'COPY--from', 'COPY--chown', 'ADD--chown',
  'HEALTHCHECK--interval', 'HEALTHCHECK--timeout', 'HEALTHCHECK--start-period', 'HEALTHCHECK--start-interval', 'HEALTHCHECK--retries',
]);

/** The directives that they propose and explain. */
export const directivesOfOthers: ReadonlySet<string> = new Set(['directive-escape', 'directive-syntax']);

/** What they fold: an instruction with all its heredocs, and blocks of comments. Stages do not fold with them. */
export const foldedByOthers: ReadonlySet<string> = new Set(['instruction', 'comment']);
