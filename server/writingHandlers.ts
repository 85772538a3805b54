import { MarkupKind } from 'vscode-languageserver-types';
import type { FormattingOptions, MarkupContent, Position, Range, SemanticTokens, SignatureHelp, TextEdit } from 'vscode-languageserver-types';
import type { Content } from './language/content';
import type { Span } from './language/dockerfile/syntax';
import { indentTypedLine } from './language/formatting/continuationTyped';
import { formatCompose } from './language/formatting/formatCompose';
import { formatDockerfile } from './language/formatting/formatDockerfile';
import { encodeTokens } from './language/semanticTokens/encodeTokens';
import { semanticTokens } from './language/semanticTokens/semanticTokens';
import { signatureHelp } from './language/signatureHelp/signatureHelp';
import { TextPositions } from './language/textPosition';
import type { ParsedCompose, ParsedDockerfile } from './openDocuments';

/** UTF-16 units up to which a whole file is coloured; of a larger one, an editor gets what it shows. */
const longestColouredText = 1_000_000;

/** textDocument/semanticTokens/full and /range */
export function semanticTokensOf({ dockerfile }: ParsedDockerfile, range?: Range): SemanticTokens {
  if (!range && dockerfile.text.length > longestColouredText) return { data: [] };
  const part = range && spanOf(new TextPositions(dockerfile.text), range);
  return { data: encodeTokens(dockerfile.text, semanticTokens(dockerfile, part)) };
}

/** textDocument/signatureHelp: forms explained by the hover texts' summaries. */
export function signatureHelpOf({ dockerfile }: ParsedDockerfile, position: Position, { hovers }: Content): SignatureHelp | null {
  const help = signatureHelp(dockerfile, new TextPositions(dockerfile.text).offsetAt(position));
  if (!help) return null;
  const documentation = (textId: string | undefined): { documentation?: MarkupContent } => {
    const summary = textId === undefined ? undefined : hovers[textId]?.summary;
    return summary ? { documentation: { kind: MarkupKind.Markdown, value: summary } } : {};
  };
  const signatures = help.signatures.map(({ label, textId, parameters }) => ({
    label,
    ...documentation(textId),
    parameters: parameters.map(({ start, end, textId: id }) => ({ label: [start, end] as [number, number], ...documentation(id) })),
  }));
  // Where no parameter is meant, a number outside of them says so; a missing one would mean the first.
  const activeParameter = help.activeParameter ?? signatures[help.activeSignature]!.parameters.length;
  return { signatures, activeSignature: help.activeSignature, activeParameter };
}

/** textDocument/formatting and /rangeFormatting */
export function formattingOf({ dockerfile }: ParsedDockerfile, { tabSize, insertSpaces }: FormattingOptions, range?: Range): TextEdit[] {
  const positions = new TextPositions(dockerfile.text);
  const edits = formatDockerfile(dockerfile, { tabSize, insertSpaces }, range && spanOf(positions, range));
  return edits.map(({ span, newText }) => ({ range: positions.rangeOf(span), newText }));
}

/** The same for compose files, where YAML allows spaces only. */
export function composeFormattingOf({ compose }: ParsedCompose, { tabSize }: FormattingOptions, range?: Range): TextEdit[] {
  const positions = new TextPositions(compose.text);
  return formatCompose(compose, tabSize, range && spanOf(positions, range)).map(({ span, newText }) => ({ range: positions.rangeOf(span), newText }));
}

/** textDocument/onTypeFormatting, after Enter */
export function typedLineOf({ dockerfile }: ParsedDockerfile, { line }: Position, { tabSize, insertSpaces }: FormattingOptions): TextEdit[] {
  const positions = new TextPositions(dockerfile.text);
  const edit = indentTypedLine(dockerfile, positions.offsetAt({ line, character: 0 }), { tabSize, insertSpaces });
  return edit ? [{ range: positions.rangeOf(edit.span), newText: edit.newText }] : [];
}

function spanOf(positions: TextPositions, { start, end }: Range): Span {
  return { start: positions.offsetAt(start), end: positions.offsetAt(end) };
}
