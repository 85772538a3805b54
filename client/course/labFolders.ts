import * as vscode from 'vscode';

/** The first versions had one list for all machines. */
const stateKey = 'layerwise.course.labFolders';

/** Where one lab's copy lies on this machine. The first versions stored the folder alone. */
interface StoredLab {
  readonly folder: string;
  readonly variant?: string;
  /** When it was last started or continued, ISO 8601. */
  readonly used?: string;
}

/** By lesson. */
type StoredLabs = Readonly<Record<string, StoredLab | string>>;

/** Where this learner's copies of the labs lie. A copy is never overwritten: a fresh one goes into a folder of its own. */
export class LabFolders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** A lab has been started or continued, or all were forgotten. */
  readonly onDidChange = this.changed.event;

  /** VS Code gives windows on other machines the same state, and their folders are not here: the storage's place tells them apart. */
  private readonly key: string;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.key = `${stateKey} ${context.globalStorageUri.toString()}`;
  }

  /** The folder of a lab that has been started and is still there. */
  async find(lesson: string): Promise<vscode.Uri | undefined> {
    const folder = this.known(lesson);
    return folder && (await exists(folder)) ? folder : undefined;
  }

  /** The folder of a lab that has been started; it may be gone. */
  known(lesson: string): vscode.Uri | undefined {
    const stored = this.stored().get(lesson);
    return stored && vscode.Uri.parse(stored.folder, true);
  }

  variantOf(lesson: string): string | undefined {
    return this.stored().get(lesson)?.variant;
  }

  /** The lesson whose lab a file belongs to; the innermost, where one copy lies in another. */
  lessonOf(file: vscode.Uri | undefined): string | undefined {
    if (!file) return undefined;
    const around = [...this.stored()].filter(([, { folder }]) => file.toString().startsWith(`${folder}/`));
    return around.sort(([, a], [, b]) => b.folder.length - a.folder.length)[0]?.[0];
  }

  /** Lessons whose labs have been started, the one that was used last first. */
  lastUsed(): string[] {
    return [...this.stored()].sort(([, a], [, b]) => (b.used ?? '').localeCompare(a.used ?? '')).map(([lesson]) => lesson);
  }

  /**
   * Copies the start of a lab into a folder of its own.
   * @param source the folder to copy, in the extension
   * @returns the learner's folder
   * @throws vscode.FileSystemError where `parent` cannot be written
   */
  async start(lesson: string, source: vscode.Uri, parent: vscode.Uri, variant: string | undefined): Promise<vscode.Uri> {
    const folder = await freeFolder(parent, lesson);
    await vscode.workspace.fs.copy(source, folder, { overwrite: false });
    await this.remember(lesson, folder, variant);
    return folder;
  }

  /** Notes that the learner works on a copy now. */
  async remember(lesson: string, folder: vscode.Uri, variant: string | undefined): Promise<void> {
    const entry: StoredLab = { folder: folder.toString(), ...(variant !== undefined && { variant }), used: new Date().toISOString() };
    await this.context.globalState.update(this.key, { ...Object.fromEntries(this.stored()), [lesson]: entry });
    this.changed.fire();
  }

  /** Forgets where the copies lie. The copies stay. */
  async forgetAll(): Promise<void> {
    await this.context.globalState.update(this.key, {});
    this.changed.fire();
  }

  /** Layerwise's own folder for labs. */
  get storage(): vscode.Uri {
    return vscode.Uri.joinPath(this.context.globalStorageUri, 'labs');
  }

  dispose(): void {
    this.changed.dispose();
  }

  private stored(): ReadonlyMap<string, StoredLab> {
    const { globalState } = this.context;
    const entries = Object.entries(globalState.get<StoredLabs>(this.key) ?? globalState.get<StoredLabs>(stateKey, {}));
    return new Map(entries.map(([lesson, value]) => [lesson, typeof value === 'string' ? { folder: value } : value]));
  }
}

/** An address as a person reads it. */
export function readable(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
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
