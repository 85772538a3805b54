import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LabCheckResult } from '../../server/protocol/course';
import { commands, labCheck } from '../../server/protocol/messages';
import type { LabFolders } from './labFolders';
import type { LessonPanel } from './lessonPanel';
import type { Progress } from './progress';

const statusMilliseconds = 10_000;

/** Checks labs: quietly whenever a file of one is saved, and with an answer when the learner asks. */
export class LabCheck implements vscode.Disposable {
  private readonly saved: vscode.Disposable;

  constructor(
    private readonly client: LanguageClient,
    private readonly folders: LabFolders,
    private readonly progress: Progress,
    private readonly panel: LessonPanel,
  ) {
    this.saved = vscode.workspace.onDidSaveTextDocument((document) => void this.checkSaved(document.uri));
  }

  /** Saves the lab's files, checks them and tells the result. */
  async checkNow(lesson: string): Promise<void> {
    const folder = await this.folders.find(lesson);
    if (!folder) {
      void offerStart(lesson);
      return;
    }
    const open = vscode.workspace.textDocuments.filter((document) => document.isDirty && this.folders.lessonOf(document.uri) === lesson);
    for (const document of open) await document.save();
    const result = await this.check(lesson, folder);
    if (result?.done === 'no') void vscode.window.showInformationMessage(`Not there yet: ${reasonsOf(result).join(' ')}`);
  }

  dispose(): void {
    this.saved.dispose();
  }

  private async checkSaved(file: vscode.Uri): Promise<void> {
    const lesson = this.folders.lessonOf(file);
    const folder = lesson === undefined ? undefined : await this.folders.find(lesson);
    if (lesson === undefined || !folder) return;
    const result = await this.check(lesson, folder);
    if (result?.done === 'no') {
      const reasons = reasonsOf(result);
      vscode.window.setStatusBarMessage(`$(mortar-board) Lab: ${reasons.length} to go. ${reasons[0] ?? ''}`, statusMilliseconds);
    }
  }

  private async check(lesson: string, folder: vscode.Uri): Promise<LabCheckResult | undefined> {
    const wasDone = this.progress.isDone(lesson);
    const result = await this.client.sendRequest(labCheck, { lesson, folderUri: folder.toString() });
    if (result.conditions.length === 0) {
      void vscode.window.showWarningMessage('The lab could not be checked. The output of Layerwise says why.');
      return undefined;
    }
    this.panel.showResult(result);
    if (result.done === 'no') return result;
    await this.progress.complete(lesson);
    if (wasDone) vscode.window.setStatusBarMessage('$(mortar-board) Lab: everything holds.', statusMilliseconds);
    else void vscode.window.showInformationMessage('Lab done. Everything that it asks for holds.');
    return result;
  }
}

/** Why it is not done, each sentence once. */
function reasonsOf({ conditions }: LabCheckResult): string[] {
  return [...new Set(conditions.flatMap(({ reason }) => reason ?? []))];
}

async function offerStart(lesson: string): Promise<void> {
  const start = 'Start Lab';
  const choice = await vscode.window.showInformationMessage('This lab has not been started on this machine.', start);
  if (choice === start) await vscode.commands.executeCommand(commands.startLab, lesson);
}
