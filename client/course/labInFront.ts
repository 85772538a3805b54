import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { labWatch } from '../../server/protocol/messages';
import type { LabFolders } from './labFolders';
import type { LessonPanel } from './lessonPanel';

export interface StartedLab {
  readonly lesson: string;
  readonly folder: vscode.Uri;
}

/**
 * The lab that the learner works on: the one whose file or page is in front. While there is one, its folder is watched, and
 * the server follows the daemon for it.
 */
export class LabInFront implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<StartedLab | undefined>();
  private readonly filesChanged = new vscode.EventEmitter<StartedLab>();
  /** Another lab is in front, or none. */
  readonly onDidChange = this.changed.event;
  /** Something in its folder was made, changed or deleted, by whomever. */
  readonly onDidChangeFiles = this.filesChanged.event;
  private readonly subscriptions: vscode.Disposable[];
  private watcher: vscode.Disposable | undefined;
  private lab: StartedLab | undefined;
  private asked = 0;

  constructor(
    private readonly client: LanguageClient,
    private readonly folders: LabFolders,
    private readonly panel: LessonPanel,
  ) {
    const update = (): void => void this.update();
    this.subscriptions = [
      this.changed,
      this.filesChanged,
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.tabGroups.onDidChangeTabs(update),
      vscode.window.tabGroups.onDidChangeTabGroups(update),
      panel.onDidOpen(update),
      folders.onDidChange(update),
      // A server that has started again knows of no watch.
      client.onDidChangeState(({ newState }) => newState === State.Running && this.tell(true)),
    ];
    update();
  }

  get current(): StartedLab | undefined {
    return this.lab;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.watcher?.dispose();
  }

  private async update(): Promise<void> {
    this.asked += 1;
    const question = this.asked;
    const lesson = this.lessonInFront();
    const folder = lesson === undefined ? undefined : await this.folders.find(lesson);
    if (question === this.asked) this.follow(lesson !== undefined && folder ? { lesson, folder } : undefined);
  }

  /** The file that the cursor is in goes before the page, and both before a file that is only in sight. */
  private lessonInFront(): string | undefined {
    const inEditor = this.folders.lessonOf(vscode.window.activeTextEditor?.document.uri);
    if (inEditor !== undefined) return inEditor;
    const { lesson } = this.panel;
    if (lesson !== undefined && this.folders.known(lesson) && isPageInSight()) return lesson;
    return vscode.window.visibleTextEditors.flatMap(({ document }) => this.folders.lessonOf(document.uri) ?? [])[0];
  }

  private follow(lab: StartedLab | undefined): void {
    if (lab?.lesson === this.lab?.lesson && lab?.folder.toString() === this.lab?.folder.toString()) return;
    if (!lab) this.tell(false);
    this.lab = lab;
    this.watcher?.dispose();
    this.watcher = lab && this.watch(lab);
    this.tell(true);
    this.changed.fire(lab);
  }

  private watch(lab: StartedLab): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(lab.folder, '**/*'));
    const tell = (): void => this.filesChanged.fire(lab);
    return vscode.Disposable.from(watcher, watcher.onDidCreate(tell), watcher.onDidChange(tell), watcher.onDidDelete(tell));
  }

  private tell(on: boolean): void {
    if (this.lab && this.client.state === State.Running) {
      this.client.sendNotification(labWatch, { lesson: this.lab.lesson, folderUri: this.lab.folder.toString(), on }).catch(() => undefined);
    }
  }
}

function isPageInSight(): boolean {
  return vscode.window.tabGroups.all.some(({ activeTab }) => activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.endsWith('layerwise.lesson'));
}
