/** What the editor gets for a Dockerfile from Layerwise, counted feature by feature. */
import * as vscode from 'vscode';

export const untidy = 'FROM node:22 AS build\n  RUN echo a && \\\necho b\nFROM nginx\nCOPY --from=build /a /b\n';

/** Writes a Dockerfile into the opened folder and opens it. */
export async function openDockerfile(name: string, text: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders![0]!;
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks for each feature at a place where Layerwise has something to say about `untidy`; the features that gave something. */
export async function offeredFeatures({ uri }: vscode.TextDocument): Promise<string[]> {
  const stage = new vscode.Position(4, 'COPY --from=bu'.length);
  const ask = async (command: string, ...rest: unknown[]): Promise<unknown[]> => (await vscode.commands.executeCommand<unknown[] | undefined>(command, uri, ...rest)) ?? [];
  const flag = new vscode.Position(4, 'COPY --'.length);
  const items = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, flag);
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens', uri);
  const signature = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>('vscode.executeSignatureHelpProvider', uri, new vscode.Position(4, 5));
  const given: Readonly<Record<string, number>> = {
    completion: items.items.filter(({ label }) => label === '--parents').length,
    definition: (await ask('vscode.executeDefinitionProvider', stage)).length,
    formatting: (await ask('vscode.executeFormatDocumentProvider', { tabSize: 4, insertSpaces: true })).length,
    link: (await ask('vscode.executeLinkProvider')).length,
    outline: (await ask('vscode.executeDocumentSymbolProvider')).length,
    references: (await ask('vscode.executeReferenceProvider', stage)).length,
    semanticTokens: tokens?.data.length ?? 0,
    signature: signature?.signatures.length ?? 0,
  };
  return Object.keys(given).filter((name) => given[name]! > 0);
}

export const allFeatures = ['completion', 'definition', 'formatting', 'link', 'outline', 'references', 'semanticTokens', 'signature'];

/** Those that stay beside others, of `untidy`: a flag that others do not propose, and references. Its links are images of FROM. */
export const additions = ['completion', 'references'];
