import * as vscode from 'vscode';

/** Puts the cursor where something is written, in a column that shows the file already if there is one, never in `avoided`. */
export async function showPlace({ uri, range }: vscode.Location, avoided: vscode.ViewColumn | undefined): Promise<void> {
  const cursor = new vscode.Range(range.start, range.start);
  await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri, avoided), selection: cursor });
}

function columnFor(uri: vscode.Uri, avoided: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const editors = vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn !== undefined && viewColumn !== avoided);
  const groups = vscode.window.tabGroups.all.filter(({ viewColumn }) => viewColumn !== avoided);
  const holdsFile = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return (
    editors.find(({ document }) => document.uri.toString() === uri.toString())?.viewColumn ??
    groups.find(({ tabs }) => tabs.some(holdsFile))?.viewColumn ??
    editors[0]?.viewColumn ??
    groups[0]?.viewColumn ??
    (avoided === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One)
  );
}
