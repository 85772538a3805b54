import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CachePreview } from '../server/protocol/cachePreview';
import { dockerfiles } from '../server/protocol/documentSelector';
import { commands } from '../server/protocol/messages';
import { isComparison, pickComparison } from './cachePreview/comparisons';
import { StepDecorations } from './cachePreview/decorations';
import { ShownPreviews } from './cachePreview/shownPreviews';
import { SummaryLine } from './cachePreview/summaryLine';
import type { ChosenBuilds } from './chosenBuilds';
import { chosenDockerfile } from './chosenDockerfile';

/** What the next build takes from the cache, shown beside the lines of a Dockerfile until the reader stops it. */
export function registerCachePreview(context: vscode.ExtensionContext, client: LanguageClient, builds: ChosenBuilds): void {
  const previews = new ShownPreviews(client);
  const decorations = new StepDecorations(context.extensionUri);
  const summary = new SummaryLine(previews);
  const draw = (editors: readonly vscode.TextEditor[]): void => {
    for (const editor of editors) {
      const last = previews.get(editor.document.uri)?.last;
      // An answer for older text has its lines elsewhere; VS Code moves what is shown with the text until the next answer.
      if (!last || last.version === editor.document.version) decorations.show(editor, last);
    }
  };
  context.subscriptions.push(
    previews,
    decorations,
    summary,
    previews.onDidChange((uri) => {
      draw(vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString()));
      summary.update();
    }),
    vscode.window.onDidChangeVisibleTextEditors(draw),
    vscode.window.onDidChangeActiveTextEditor(() => summary.update()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('layerwise.codeLens')) summary.update();
    }),
    vscode.languages.registerCodeLensProvider(dockerfiles, summary),
    vscode.commands.registerCommand(commands.previewCache, (place?: unknown, comparison?: unknown) => choose(previews, builds, place, comparison)),
    vscode.commands.registerCommand(commands.stopCachePreview, (place?: unknown) => {
      const uri = chosenDockerfile(place);
      if (uri) previews.stop(uri);
    }),
  );
}

/** Asks for what the caller left open; gives the first answer. */
async function choose(previews: ShownPreviews, builds: ChosenBuilds, place: unknown, comparison: unknown): Promise<CachePreview | undefined> {
  const uri = chosenDockerfile(place);
  if (!uri) {
    void vscode.window.showInformationMessage('Open a Dockerfile to preview what its next build takes from the cache.');
    return undefined;
  }
  if (isComparison(comparison)) return previews.start(uri, comparison, builds.of(uri));
  const choice = await pickComparison(previews.get(uri)?.comparison);
  if (choice === 'stop') previews.stop(uri);
  if (choice === undefined || choice === 'stop' || !(await builds.pick(uri))) return undefined;
  return previews.start(uri, choice, builds.of(uri));
}
