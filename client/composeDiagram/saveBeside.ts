import * as vscode from 'vscode';
import { saveFile } from '../saveFile';

/** As `saveFile`, and proposes a file of the same name beside `uri`. */
export async function saveBeside(uri: vscode.Uri, kind: string, extension: string, text: string): Promise<vscode.Uri | undefined> {
  const name = (uri.path.split('/').at(-1) ?? 'compose').replace(/\.ya?ml$/i, '');
  const proposed = uri.scheme === 'untitled' ? undefined : vscode.Uri.joinPath(uri, '..', `${name}.${extension}`);
  return saveFile(proposed, kind, extension, new TextEncoder().encode(text));
}
