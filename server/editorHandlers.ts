import type { CompletionList, Connection } from 'vscode-languageserver';
import { completionsOf } from './completionHandler';
import { composeCompletionsOf } from './composeCompletionHandler';
import { composeLinksOf } from './composeLinkHandler';
import { composeDefinitionOf, composeHighlightsOf, composeReferencesOf } from './composeNavigationHandlers';
import { composeRenameOf, prepareComposeRename } from './composeRenameHandlers';
import type { Coexistence } from './coexistence';
import { environmentReferencesOf, environmentRenameOf, prepareEnvironmentRename } from './environmentNavigationHandlers';
import { filePathOf } from './fileUri';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { LocalImages } from './localImages';
import { foldedByOthers } from './language/coexistence/othersHave';
import { composeFolds } from './language/folding/composeFolds';
import { foldingRanges } from './language/folding/foldingRanges';
import { composeSymbols } from './language/outline/composeSymbols';
import { documentSymbols } from './language/outline/documentSymbols';
import { documentLinksOf } from './linkHandler';
import { definitionOf, highlightsOf, prepareRenameOf, referencesOf, renameOf } from './navigationHandlers';
import type { ParsedCompose, ParsedDockerfile } from './openDocuments';
import { daemonChoice } from './settings';
import { composeFormattingOf, formattingOf, semanticTokensOf, signatureHelpOf, typedLineOf } from './writingHandlers';
import { NearbyFolders } from './world/nearbyFolders';

type EditorContext = Pick<HandlerContext, 'documents' | 'facts' | 'log' | 'service' | 'settings' | 'commandLinks' | 'builds' | 'canAskBeforeEdits'>;

/** Answers what editors expect of any language beside hover and diagnostics; beside others without what they have. */
export function registerEditorHandlers(connection: Connection, context: EditorContext, coexistence: Pick<Coexistence, 'additionsOnly' | 'present' | 'share'>): void {
  const localImages = new LocalImages(() => daemonChoice(context.settings()));
  const answer = <T>(name: string, fallback: T, uri: string, work: (parsed: ParsedDockerfile) => T, composeWork?: (parsed: ParsedCompose) => T | Promise<T>, otherWork?: () => Promise<T>): Promise<T> =>
    guard(name, context.log, fallback, () => {
      const parsed = context.documents.get(uri);
      if (parsed?.kind === 'dockerfile') return work(parsed);
      if (!parsed) return otherWork ? otherWork() : fallback;
      return composeWork ? composeWork(parsed) : fallback;
    });
  connection.onDocumentSymbol(({ textDocument }) => answer('document symbols', [], textDocument.uri, ({ dockerfile }) => documentSymbols(dockerfile), ({ compose }) => composeSymbols(compose)));
  connection.onFoldingRanges(({ textDocument }) =>
    answer('folding ranges', [], textDocument.uri, ({ dockerfile }) => foldingRanges(dockerfile, coexistence.additionsOnly ? foldedByOthers : undefined), ({ compose }) => composeFolds(compose)),
  );
  connection.onDefinition(({ textDocument, position }) => answer('definition', null, textDocument.uri, (parsed) => definitionOf(parsed, position), (parsed) => composeDefinitionOf(context, parsed, position)));
  connection.onReferences(({ textDocument, position, context: { includeDeclaration } }) =>
    answer('references', [], textDocument.uri, (parsed) => referencesOf(parsed, position, includeDeclaration), (parsed) => composeReferencesOf(context, parsed, position, includeDeclaration), () => environmentReferencesOf(context, textDocument.uri, position, includeDeclaration)),
  );
  connection.onDocumentHighlight(({ textDocument, position }) => answer('document highlight', [], textDocument.uri, (parsed) => highlightsOf(parsed, position), (parsed) => composeHighlightsOf(context, parsed, position)));
  connection.onPrepareRename(({ textDocument, position }) => answer('prepare rename', null, textDocument.uri, (parsed) => prepareRenameOf(parsed, position), (parsed) => prepareComposeRename(context, parsed, position), () => prepareEnvironmentRename(context, textDocument.uri, position)));
  connection.onRenameRequest(({ textDocument, position, newName }) => answer('rename', null, textDocument.uri, (parsed) => renameOf(parsed, position, newName), (parsed) => composeRenameOf(context, parsed, position, newName), () => environmentRenameOf(context, textDocument.uri, position, newName)));
  connection.onCompletion(({ textDocument, position }) =>
    answer(
      'completion', { isIncomplete: false, items: [] }, textDocument.uri,
      ({ dockerfile }) => completionsOf(dockerfile, position, { content: context.service.content, facts: context.facts.now(textDocument.uri), localImages, additionsOnly: coexistence.additionsOnly }),
      async (parsed) => {
        const leftTo = coexistence.share('compose', 'textDocument/completion') === 'none' ? undefined : coexistence.present;
        const folders = await nearbyFolders(context, textDocument.uri);
        const ask = async (): Promise<CompletionList> =>
          composeCompletionsOf(parsed, position, { content: context.service.content, facts: await context.facts.completeCompose(parsed), localImages, folders, leftTo, commandLinks: context.commandLinks });
        const found = await ask();
        // A Dockerfile and a folder that nobody had asked for are read by now.
        const isMore = await folders.read();
        return context.facts.projects.isComplete(parsed) && !isMore ? found : ask();
      },
    ),
  );
  connection.onDocumentLinks(({ textDocument }) =>
    answer(
      'document links', [], textDocument.uri,
      (parsed) => documentLinksOf(parsed, context.facts.now(textDocument.uri), coexistence.additionsOnly),
      async (parsed) => composeLinksOf(parsed, await context.facts.completeCompose(parsed), coexistence.share('compose', 'textDocument/documentLink')),
    ),
  );
  connection.languages.semanticTokens.on(({ textDocument }) => answer('semantic tokens', { data: [] }, textDocument.uri, (parsed) => semanticTokensOf(parsed)));
  connection.languages.semanticTokens.onRange(({ textDocument, range }) =>
    answer('semantic tokens', { data: [] }, textDocument.uri, (parsed) => semanticTokensOf(parsed, range)),
  );
  connection.onSignatureHelp(({ textDocument, position }) =>
    answer('signature help', null, textDocument.uri, (parsed) => signatureHelpOf(parsed, position, context.service.content)),
  );
  connection.onDocumentFormatting(({ textDocument, options }) => answer('formatting', [], textDocument.uri, (parsed) => formattingOf(parsed, options), (parsed) => composeFormattingOf(parsed, options)));
  connection.onDocumentRangeFormatting(({ textDocument, options, range }) =>
    answer('range formatting', [], textDocument.uri, (parsed) => formattingOf(parsed, options, range), (parsed) => composeFormattingOf(parsed, options, range)),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument, position, options }) =>
    answer('formatting while typing', [], textDocument.uri, (parsed) => typedLineOf(parsed, position, options)),
  );
}

/** Paths are proposed in the workspace folder or repository of a file, and nowhere else. */
async function nearbyFolders({ builds, documents }: EditorContext, uri: string): Promise<NearbyFolders> {
  const path = filePathOf(uri);
  return new NearbyFolders(path === undefined ? undefined : (await builds.rootOf(path)).folder, (file) => documents.fileText(file));
}
