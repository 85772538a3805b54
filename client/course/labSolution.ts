import * as vscode from 'vscode';
import type { LessonLab, LessonResult } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import type { LabFolders } from './labFolders';

/** Scheme of the solution's side of a comparison: the extension's files, which nobody can edit there. */
const scheme = 'layerwise-solution';

const mostFiles = 200;

interface DifferingFile {
  /** Relative to the lab's folder, with forward slashes. */
  readonly path: string;
  /** Undefined where it is missing on that side. */
  readonly own: vscode.Uri | undefined;
  readonly solution: vscode.Uri | undefined;
}

/** Compares the learner's files with a lab's solution. Nothing is changed. */
export class LabSolution implements vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly folders: LabFolders,
  ) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ path }) => solutionText(extensionUri, path),
    });
  }

  /** Asks first: it is the solution. Says so where the lab has not been started, or where nothing differs. */
  async show({ id, title }: LessonResult, lab: LessonLab): Promise<void> {
    const folder = await this.folders.find(id);
    if (!folder) {
      const start = 'Start Lab';
      const choice = await vscode.window.showInformationMessage('Start the lab first: the solution is shown beside your own files.', start);
      if (choice === start) await vscode.commands.executeCommand(commands.startLab, id);
      return;
    }
    const show = 'Show Solution';
    const detail = 'It is one that passes, not the only one. Your files stay as they are.';
    if ((await vscode.window.showInformationMessage(`Show a solution of the lab “${title}”?`, { modal: true, detail }, show)) !== show) return;
    const files = await this.differing(lab, this.folders.variantOf(id), folder);
    await compare(files, title);
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** Only files that the course knows are compared: a learner's folder may hold any number of others. */
  private async differing(lab: LessonLab, variant: string | undefined, own: vscode.Uri): Promise<DifferingFile[]> {
    const start = vscode.Uri.joinPath(this.extensionUri, lab.startFolder, variant ?? '');
    const solution = vscode.Uri.joinPath(this.extensionUri, lab.solutionFolder, variant ?? '');
    const paths = new Set([...(await filesBelow(solution)), ...(await filesBelow(start))]);
    const files = await Promise.all(
      [...paths].sort().map(async (path): Promise<DifferingFile | undefined> => {
        const sides = [vscode.Uri.joinPath(own, path), vscode.Uri.joinPath(solution, path)] as const;
        const [mine, wanted] = await Promise.all(sides.map(bytesOf));
        if (same(mine, wanted)) return undefined;
        return { path, own: mine && sides[0], solution: wanted && readOnly(this.extensionUri, sides[1]) };
      }),
    );
    return files.filter((file) => file !== undefined);
  }
}

async function compare(files: readonly DifferingFile[], lesson: string): Promise<void> {
  const [first] = files;
  if (!first) {
    void vscode.window.showInformationMessage("Your files are the same as the solution's.");
  } else if (files.length === 1 && first.own && first.solution) {
    await vscode.commands.executeCommand('vscode.diff', first.own, first.solution, `${first.path}: yours ↔ solution`);
  } else {
    const resources = files.map(({ own, solution }) => [own ?? solution, own, solution]);
    await vscode.commands.executeCommand('vscode.changes', `${lesson}: yours ↔ solution`, resources);
  }
}

function readOnly(extensionUri: vscode.Uri, file: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: file.path.slice(extensionUri.path.replace(/\/$/, '').length) });
}

/** Whoever knows the scheme may ask for any path: only files of lessons are given. */
async function solutionText(extensionUri: vscode.Uri, path: string): Promise<string> {
  const file = vscode.Uri.joinPath(extensionUri, path);
  const isOurs = file.path.startsWith(`${vscode.Uri.joinPath(extensionUri, 'content', 'lessons').path}/`);
  return textOf((isOurs ? await bytesOf(file) : undefined) ?? new Uint8Array());
}

/** Paths relative to a folder of ours. */
async function filesBelow(folder: vscode.Uri, below = ''): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
  const paths: string[] = [];
  for (const [name, type] of entries) {
    if (paths.length >= mostFiles) break;
    if (type & vscode.FileType.Directory) paths.push(...(await filesBelow(vscode.Uri.joinPath(folder, name), `${below}${name}/`)));
    else paths.push(`${below}${name}`);
  }
  return paths;
}

async function bytesOf(file: vscode.Uri): Promise<Uint8Array | undefined> {
  return vscode.workspace.fs.readFile(file).then(
    (bytes) => bytes,
    () => undefined,
  );
}

/** Line ends are not what a solution is about: an editor on Windows may have changed them. */
function same(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return textOf(one).replaceAll('\r\n', '\n') === textOf(other).replaceAll('\r\n', '\n');
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
