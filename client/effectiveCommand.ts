import * as vscode from 'vscode';

/** Runs behind the lens above CMD and ENTRYPOINT: puts the caret on the instruction and opens its explanation. `line` is 1-based. */
export async function showEffectiveCommand(uri: string, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const editor = await vscode.window.showTextDocument(document);
  const position = new vscode.Position(line - 1, document.lineAt(line - 1).firstNonWhitespaceCharacterIndex);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position));
  await vscode.commands.executeCommand('editor.action.showHover');
}
