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
   * Continues a lab or copies its start.
   * @param source the folder to copy, in the extension
   * @returns the learner's folder; undefined where the learner has cancelled
   */
  async start(lesson: string, source: vscode.Uri): Promise<vscode.Uri | undefined> {
    const started = await this.find(lesson);
    if (started) {
      const choice = await pick('You have started this lab before', [
        { label: 'Continue', detail: readable(started) },
        { label: 'Start afresh', detail: 'In a new folder. Your earlier work stays where it is.' },
      ]);
      if (choice === undefined) return undefined;
      if (choice === 'Continue') return started;
    }
    const parent = await this.chooseParent();
    if (!parent) return undefined;
    const folder = await freeFolder(parent, lesson);
    await vscode.workspace.fs.copy(source, folder, { overwrite: false });
    await this.context.globalState.update(stateKey, { ...this.stored(), [lesson]: folder.toString() });
    return folder;
  }

  private stored(): Readonly<Record<string, string>> {
    return this.context.globalState.get<Readonly<Record<string, string>>>(stateKey, {});
  }

  private async chooseParent(): Promise<vscode.Uri | undefined> {
    const storage = vscode.Uri.joinPath(this.context.globalStorageUri, 'labs');
    const choice = await pick('Where should the lab lie?', [
      { label: "In Layerwise's own folder", detail: readable(storage) },
      { label: 'In a folder of your choice…', detail: 'A new folder is made in it.' },
    ]);
    if (choice === undefined) return undefined;
    if (choice === "In Layerwise's own folder") return storage;
    const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Put the Lab Here' });
    return chosen?.[0];
  }
}

async function pick(title: string, items: vscode.QuickPickItem[]): Promise<string | undefined> {
  return (await vscode.window.showQuickPick(items, { title }))?.label;
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
