import * as vscode from 'vscode';
import type { LessonLab, LessonResult } from '../../server/protocol/course';
import type { LabFolders } from './labFolders';
import type { LessonPanel } from './lessonPanel';

/** Opens a lab beside its lesson. Earlier work is continued; a fresh copy goes elsewhere, so that nothing is overwritten. */
export class LabStart {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly folders: LabFolders,
    private readonly panel: LessonPanel,
  ) {}

  async start(lesson: LessonResult, lab: LessonLab): Promise<void> {
    const earlier = await this.folders.find(lesson.id);
    await this.open(lesson, lab, earlier ?? (await this.folders.start(lesson.id, this.source(lab))));
    if (earlier) void this.offerFreshCopy(lesson, lab);
  }

  private async open(lesson: LessonResult, lab: LessonLab, folder: vscode.Uri): Promise<void> {
    const file = vscode.Uri.joinPath(folder, lab.firstFile);
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One, preview: false });
    await this.panel.show(lesson.id, { part: 'lab', column: vscode.ViewColumn.Beside });
  }

  private async offerFreshCopy(lesson: LessonResult, lab: LessonLab): Promise<void> {
    const afresh = 'Start Afresh…';
    if ((await vscode.window.showInformationMessage('You continue your earlier work on this lab.', afresh)) !== afresh) return;
    const parent = await this.folders.chooseParent();
    if (parent) await this.open(lesson, lab, await this.folders.start(lesson.id, this.source(lab), parent));
  }

  private source(lab: LessonLab): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, lab.startFolder);
  }
}
