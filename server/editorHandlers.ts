import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import type { HandlerContext } from './handlers';
import { guard } from './guard';
import type { Dockerfile } from './language/dockerfile/syntax';
import { foldingRanges } from './language/folding/foldingRanges';
import { documentSymbols } from './language/outline/documentSymbols';

/** What editors expect of any language, beside hover and diagnostics. */
export const editorCapabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
};

/** Answers outline and folding for Dockerfiles. */
export function registerEditorHandlers(connection: Connection, context: Pick<HandlerContext, 'documents' | 'log'>): void {
  const answer = <T>(name: string, fallback: T, uri: string, work: (dockerfile: Dockerfile) => T): Promise<T> =>
    guard(name, context.log, fallback, () => {
      const parsed = context.documents.get(uri);
      return parsed?.kind === 'dockerfile' ? work(parsed.dockerfile) : fallback;
    });
  connection.onDocumentSymbol(({ textDocument }) => answer('document symbols', [], textDocument.uri, documentSymbols));
  connection.onFoldingRanges(({ textDocument }) => answer('folding ranges', [], textDocument.uri, foldingRanges));
}
