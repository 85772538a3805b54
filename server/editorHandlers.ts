import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import { completionsOf } from './completionHandler';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { imageLinks } from './language/documentLinks/imageLinks';
import { foldingRanges } from './language/folding/foldingRanges';
import { documentSymbols } from './language/outline/documentSymbols';
import { TextPositions } from './language/textPosition';
import { definitionOf, highlightsOf, prepareRenameOf, referencesOf, renameOf } from './navigationHandlers';
import type { ParsedDocument } from './openDocuments';

/** What editors expect of any language, beside hover and diagnostics. */
export const editorCapabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: {},
  completionProvider: { triggerCharacters: ['-', '=', ',', '$', '{'] },
};

/** Answers outline, folding, links, completion and everything about names, for Dockerfiles. */
export function registerEditorHandlers(connection: Connection, context: Pick<HandlerContext, 'documents' | 'log' | 'service'>): void {
  const answer = <T>(name: string, fallback: T, uri: string, work: (parsed: ParsedDocument & { readonly kind: 'dockerfile' }) => T): Promise<T> =>
    guard(name, context.log, fallback, () => {
      const parsed = context.documents.get(uri);
      return parsed?.kind === 'dockerfile' ? work(parsed) : fallback;
    });
  connection.onDocumentSymbol(({ textDocument }) => answer('document symbols', [], textDocument.uri, ({ dockerfile }) => documentSymbols(dockerfile)));
  connection.onFoldingRanges(({ textDocument }) => answer('folding ranges', [], textDocument.uri, ({ dockerfile }) => foldingRanges(dockerfile)));
  connection.onDefinition(({ textDocument, position }) => answer('definition', null, textDocument.uri, (parsed) => definitionOf(parsed, position)));
  connection.onReferences(({ textDocument, position, context: { includeDeclaration } }) =>
    answer('references', [], textDocument.uri, (parsed) => referencesOf(parsed, position, includeDeclaration)),
  );
  connection.onDocumentHighlight(({ textDocument, position }) => answer('document highlight', [], textDocument.uri, (parsed) => highlightsOf(parsed, position)));
  connection.onPrepareRename(({ textDocument, position }) => answer('prepare rename', null, textDocument.uri, (parsed) => prepareRenameOf(parsed, position)));
  connection.onRenameRequest(({ textDocument, position, newName }) => answer('rename', null, textDocument.uri, (parsed) => renameOf(parsed, position, newName)));
  connection.onCompletion(({ textDocument, position }) =>
    answer('completion', [], textDocument.uri, ({ dockerfile }) => completionsOf(dockerfile, position, context.service.content)),
  );
  connection.onDocumentLinks(({ textDocument }) =>
    answer('document links', [], textDocument.uri, ({ dockerfile }) => {
      const positions = new TextPositions(dockerfile.text);
      return imageLinks(dockerfile).map(({ span, target, tooltip }) => ({ range: positions.rangeOf(span), target, tooltip }));
    }),
  );
}
