import * as vscode from 'vscode';
import type { LessonLab } from '../../server/protocol/course';
import type { LayerwiseSettings } from '../../server/protocol/settings';
import { readable } from './labFolders';

type Variant = LessonLab['variants'][number];

// A walkthrough takes the focus back a moment after its button was pressed, which would close the questions.

/** Which of its variants a lab is done in: the one that fits the reader's background stands first. Undefined where none is chosen. */
export async function chooseVariant(variants: readonly Variant[]): Promise<Variant | undefined> {
  const background = vscode.workspace.getConfiguration('layerwise').get<LayerwiseSettings['background']>('background');
  const items = variants.map((variant) => ({ label: variant.title, variant }));
  items.sort((a, b) => Number(b.variant.id === background) - Number(a.variant.id === background));
  return (await vscode.window.showQuickPick(items, { title: 'Start Lab', placeHolder: 'Which language do you want to do it in?', ignoreFocusOut: true }))?.variant;
}

/** Asks where a copy of a lab should lie: the folder that gets a new folder. Undefined where the learner cancels. */
export async function chooseParent(storage: vscode.Uri): Promise<vscode.Uri | undefined> {
  const own = { label: "In Layerwise's own folder", detail: readable(storage), folder: storage };
  // Labs are checked, and built, by programs that read the disk of the machine that the extension runs on.
  const workspace = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ name, uri }) => ({ label: `In the workspace folder ${name}`, detail: readable(uri), folder: uri }));
  const other = { label: 'In a folder of your choice…', detail: 'A new folder is made in it.', folder: undefined };
  const items: { label: string; detail: string; folder: vscode.Uri | undefined }[] = [own, ...workspace, other];
  const choice = await vscode.window.showQuickPick(items, { title: 'Start Lab', placeHolder: 'Where should your copy of the files lie?', ignoreFocusOut: true });
  return choice === other ? chooseFolder() : choice?.folder;
}

/** Any folder, by VS Code's own dialog. */
export async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, canSelectMany: false, openLabel: 'Put the Lab Here' });
  const folder = chosen?.[0];
  if (!folder || folder.scheme === 'file') return folder;
  void vscode.window.showWarningMessage(`A lab can be built and checked only in a folder on a disk, and ${readable(folder)} is none.`);
  return undefined;
}
