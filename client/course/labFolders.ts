import * as vscode from 'vscode';

const stateKey = 'layerwise.course.labFolders';

/** Where this learner's copies of the labs lie. A copy is never overwritten: a fresh one goes into a folder of its own. */
export class LabFolders {
  constructor(private readonly context: vscode.ExtensionContext) {}

  /** The folder of a lab that has been started and is still there. */
  async find(lesson: string): Promise<vscode.Uri | undefined> {
    const stored = this.stored()[lesson];
    const folder = stored === undefined ? undefined : vscode.Uri.parse(stored, true);
    return folder && (await exists(folder)) ? folder : undefined;
  }

  /** The lesson whose lab a file belongs to. */
  lessonOf(file: vscode.Uri | undefined): string | undefined {
    if (!file) return undefined;
    return Object.entries(this.stored()).find(([, folder]) => file.toString().startsWith(`${folder}/`))?.[0];
  }

  /**
   * Copies the start of a lab into a folder of its own below `parent`, or below Layerwise's storage.
   * @param source the folder to copy, in the extension
   * @returns the learner's folder
   */
  async start(lesson: string, source: vscode.Uri, parent?: vscode.Uri): Promise<vscode.Uri> {
    const folder = await freeFolder(parent ?? this.storage, lesson);
    await vscode.workspace.fs.copy(source, folder, { overwrite: false });
    await this.context.globalState.update(stateKey, { ...this.stored(), [lesson]: folder.toString() });
    return folder;
  }

  /** Asks where a fresh copy should lie; undefined where the learner cancels. */
  async chooseParent(): Promise<vscode.Uri | undefined> {
    const own = { label: "In Layerwise's own folder", detail: readable(this.storage) };
    const other = { label: 'In a folder of your choice…', detail: 'A new folder is made in it.' };
    const choice = await vscode.window.showQuickPick([own, other], { title: 'Where should the fresh copy lie?' });
    if (choice !== other) return choice && this.storage;
    const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Put the Lab Here' });
    return chosen?.[0];
  }

  private get storage(): vscode.Uri {
    return vscode.Uri.joinPath(this.context.globalStorageUri, 'labs');
  }

  private stored(): Readonly<Record<string, string>> {
    return this.context.globalState.get<Readonly<Record<string, string>>>(stateKey, {});
  }
}

function readable(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** `<parent>/<lesson>`, or with a number behind it where that exists. */
async function freeFolder(parent: vscode.Uri, lesson: string): Promise<vscode.Uri> {
  for (let number = 1; number < 1000; number += 1) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? lesson : `${lesson}-${number}`);
    if (!(await exists(folder))) return folder;
  }
  throw new Error(`${readable(parent)} holds too many copies of ${lesson}`);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
