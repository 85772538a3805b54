import * as vscode from 'vscode';

/**
 * Asks where to save something and writes it there. `kind`: what the file is, for the dialog: `SVG`. Gives the written file;
 * undefined where the user chose none or it could not be written, which is then said.
 */
export async function saveFile(proposed: vscode.Uri | undefined, kind: string, extension: string, bytes: Uint8Array): Promise<vscode.Uri | undefined> {
  const file = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { [kind]: [extension] }, title: 'Save the diagram' });
  if (file === undefined) {
    return undefined;
  }
  try {
    await vscode.workspace.fs.writeFile(file, bytes);
    return file;
  } catch (error) {
    void vscode.window.showErrorMessage(`The diagram could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
