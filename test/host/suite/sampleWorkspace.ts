/** The sample project that is open in the host, and what the language server says about its files. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

export const extensionId = 'layerwise.layerwise';

/** Uri of a file below the opened folder. */
export function sampleFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file in an editor, as a user does. */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Position of the first character of the first line that a pattern matches. */
export function lineStart(document: vscode.TextDocument, pattern: RegExp): vscode.Position {
  const line = document.getText().split(/\r?\n/).findIndex((text) => pattern.test(text));
  assert.notEqual(line, -1, `${document.uri.path} has a line like ${pattern}`);
  return new vscode.Position(line, 0);
}

/** Markdown of all hovers at a position; empty when there is none. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Layerwise's own diagnostics of a file with a given rule, once there is at least one. */
export function findings(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic[]> {
  return eventually(`a finding of ${rule}`, () => {
    const found = currentFindings(uri, rule);
    return found.length > 0 ? found : undefined;
  });
}

/** Layerwise's own diagnostics of a file with a given rule, as they are now. */
export function currentFindings(uri: vscode.Uri, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'layerwise' && ruleOf(diagnostic) === rule);
}

function ruleOf(diagnostic: vscode.Diagnostic): string | number | undefined {
  return typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
}
