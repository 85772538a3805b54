import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LabCheckResult } from '../../server/protocol/course';
import { commands, labChecked, labCheck } from '../../server/protocol/messages';
import type { LabFolders } from './labFolders';
import type { LabInFront } from './labInFront';
import { doneWords, problemWords, unmetWords } from './labWords';
import type { LessonPanel } from './lessonPanel';
import type { Progress } from './progress';

/** A program that writes many files is done before they are looked at. */
const quietMilliseconds = 200;

/** Checks labs: quietly when a file or the daemon changes, and with an answer when the learner asks. */
export class LabCheck implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private asked = 0;
  /** By lesson, the number of the newest question that was answered. */
  private readonly answered = new Map<string, number>();
  private readonly checked = new vscode.EventEmitter<LabCheckResult>();
  /** The result of any check. */
  readonly onDidCheck = this.checked.event;

  constructor(
    private readonly client: LanguageClient,
    private readonly folders: LabFolders,
    private readonly progress: Progress,
    private readonly panel: LessonPanel,
    inFront: LabInFront,
  ) {
    this.subscriptions = [
      this.checked,
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.checkSoon(folders.lessonOf(uri))),
      inFront.onDidChangeFiles(({ lesson }) => this.checkSoon(lesson)),
      inFront.onDidChange((lab) => this.checkSoon(lab?.lesson)),
      client.onNotification(labChecked, (result) => void this.receive(result)),
    ];
  }

  /** Saves the lab's files, checks them and tells the result. */
  async checkNow(lesson: string): Promise<void> {
    const folder = await this.folders.find(lesson);
    if (!folder) return offerStart(lesson);
    const open = vscode.workspace.textDocuments.filter((document) => document.isDirty && this.folders.lessonOf(document.uri) === lesson);
    for (const document of open) await document.save();
    const wasDone = this.progress.labDone(lesson);
    const result = await this.check(lesson, folder);
    if (!result) void vscode.window.showWarningMessage(problemWords({}));
    else if (result.conditions.length === 0) void vscode.window.showWarningMessage(problemWords(result));
    else if (result.done === 'no') void tellWithPage(unmetWords(result), lesson);
    else if (wasDone === this.progress.labDone(lesson)) void vscode.window.showInformationMessage(doneWords(result));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  private checkSoon(lesson: string | undefined): void {
    if (lesson === undefined) return;
    clearTimeout(this.waiting.get(lesson));
    this.waiting.set(lesson, setTimeout(() => void this.checkQuietly(lesson), quietMilliseconds));
  }

  private async checkQuietly(lesson: string): Promise<void> {
    this.waiting.delete(lesson);
    const folder = await this.folders.find(lesson);
    if (folder) await this.check(lesson, folder);
  }

  /** Undefined where the server does not answer. */
  private async check(lesson: string, folder: vscode.Uri): Promise<LabCheckResult | undefined> {
    this.asked += 1;
    const question = this.asked;
    try {
      const result = await this.client.sendRequest(labCheck, { lesson, folderUri: folder.toString() });
      // A daemon that is slow at times answers in another order.
      if (question > (this.answered.get(lesson) ?? 0)) {
        this.answered.set(lesson, question);
        await this.receive(result);
      }
      return result;
    } catch {
      return undefined;
    }
  }

  /** Shows a result wherever it is shown, and remembers that the lab is done, which is said once. */
  private async receive(result: LabCheckResult): Promise<void> {
    this.panel.showResult(result);
    this.checked.fire(result);
    if (result.conditions.length === 0 || result.done === 'no') return;
    if (await this.progress.complete(result.lesson, result.done)) void vscode.window.showInformationMessage(doneWords(result));
  }
}

async function tellWithPage(words: string, lesson: string): Promise<void> {
  const show = 'Show Lab';
  if ((await vscode.window.showInformationMessage(words, show)) === show) await vscode.commands.executeCommand(commands.openLesson, lesson, { part: 'lab' });
}

async function offerStart(lesson: string): Promise<void> {
  const start = 'Start Lab';
  const choice = await vscode.window.showInformationMessage('This lab has not been started on this machine.', start);
  if (choice === start) await vscode.commands.executeCommand(commands.startLab, lesson);
}
