import * as vscode from 'vscode';

/**
 * Asks where to save a text and proposes a file of the same name beside `uri`. Gives the written file; undefined where the
 * user chose none or it could not be written, which is then said.
 */
export async function saveBeside(uri: vscode.Uri, kind: string, extension: string, text: string): Promise<vscode.Uri | undefined> {
  const name = (uri.path.split('/').at(-1) ?? 'compose').replace(/\.ya?ml$/i, '');
  const proposed = uri.scheme === 'untitled' ? undefined : vscode.Uri.joinPath(uri, '..', `${name}.${extension}`);
  const file = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { [kind]: [extension] }, title: 'Save the diagram' });
  if (file === undefined) {
    return undefined;
  }
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return file;
  } catch (error) {
    void vscode.window.showErrorMessage(`The diagram could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
