import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { rulePageRequest, rulePageScheme } from '../server/protocol/messages';

/** Opens the page of a rule where a diagnostic's code is clicked: the server has its text. */
export function registerRulePages(context: vscode.ExtensionContext, client: LanguageClient): void {
  const provideTextDocumentContent = async ({ path }: vscode.Uri): Promise<string> => {
    const rule = path.replace(/^\/+|\.md$/g, '');
    return (await client.sendRequest(rulePageRequest, { rule }))?.text ?? `Layerwise has no page named ${rule}.`;
  };
  context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, { provideTextDocumentContent }));
}
