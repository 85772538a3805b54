import * as vscode from 'vscode';
import type { FromGraphView } from '../../server/protocol/graphView';
import { saveFile } from '../saveFile';

/** Asks where to save a picture that the page has drawn, and proposes the first folder of the workspace. */
export async function savePicture({ format, name, data }: FromGraphView & { type: 'save' }): Promise<void> {
  const bytes = format === 'svg' ? new TextEncoder().encode(data) : Buffer.from(data, 'base64');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const saved = await saveFile(folder && vscode.Uri.joinPath(folder, `${fileName(name)}.${format}`), format.toUpperCase(), format, bytes);
  if (saved !== undefined) {
    vscode.window.setStatusBarMessage(`Saved as ${saved.path.split('/').at(-1)}.`, 5000);
  }
}

/** What of a name every file system takes. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '').slice(0, 80) || 'docker-graph';
}
