import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExplainLevelName, LabCheckResult } from '../../server/protocol/course';
import { lessonPageCommands, type FromLessonPage, type LessonPageMemory, type LessonPart, type ShownLesson, type ToLessonPage } from '../../server/protocol/lessonPage';
import { showPicturePage } from '../picturePage';
import { InsertTarget } from './insertTarget';
import { LessonTerminals } from './lessonTerminals';
import { helpOfLines } from './lineHelp';
import { readLesson } from './readLesson';

const viewType = 'layerwise.lesson';

export interface LessonOptions {
  /** Where to go in the lesson; the text where it is missing. */
  readonly part?: LessonPart;
  readonly column?: vscode.ViewColumn;
  /** Asked for in place of the setting and of what the reader chose before. */
  readonly level?: ExplainLevelName;
}

/**
 * The tab that shows one lesson at a time. It comes back by itself when VS Code starts again with it open. Its page is made
 * anew each time the tab becomes visible and gets what was shown last.
 */
export class LessonPanel implements vscode.Disposable {
  private readonly opened = new vscode.EventEmitter<string>();
  private readonly answered = new vscode.EventEmitter<{ lesson: string; question: string; correct: boolean }>();
  /** A lesson is shown, by its id. */
  readonly onDidOpen = this.opened.event;
  /** The reader chose an answer of a question. */
  readonly onDidAnswer = this.answered.event;
  private readonly results = new Map<string, LabCheckResult>();
  private readonly target = new InsertTarget((file) => this.tell({ type: 'editor', file }));
  private readonly terminals = new LessonTerminals();
  private readonly subscriptions: vscode.Disposable[];
  private panel: vscode.WebviewPanel | undefined;
  private shown: ShownLesson | undefined;
  /** Where to go once the page listens. */
  private wish: Pick<LessonOptions, 'part' | 'level'> = {};
  private pageListens = false;
  private asked = 0;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly client: LanguageClient,
    /** The learner's copy of a lesson's lab, where there is one: terminals open in it. */
    private readonly labFolderOf: (lesson: string) => Promise<vscode.Uri | undefined> = async () => undefined,
  ) {
    this.subscriptions = [
      this.opened,
      this.answered,
      this.target,
      this.terminals,
      vscode.window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: (panel, memory: unknown) => this.restore(panel, memory) }),
    ];
  }

  /** Id of the lesson on display. */
  get lesson(): string | undefined {
    return this.panel && this.shown?.lesson.id;
  }

  /** Shows a lesson at its text or at its lab. Where there is no such lesson, a message says so. */
  async show(lesson: string, { part = 'text', column, level }: LessonOptions = {}): Promise<void> {
    if (await this.load(lesson)) {
      this.wish = { part, level };
      this.reveal(part, column);
      this.draw();
      this.opened.fire(lesson);
    }
  }

  /** Forgets what checks have found, on the page that is open, too. */
  forgetResults(): void {
    this.results.clear();
    if (!this.shown) return;
    this.shown = { ...this.shown, result: undefined };
    this.draw();
  }

  /** Shows what a check has found, if its lesson is the one on display; it is kept for when it is. */
  showResult(result: LabCheckResult): void {
    this.results.set(result.lesson, result);
    if (this.shown?.lesson.id !== result.lesson) return;
    this.shown = { ...this.shown, result };
    this.tell({ type: 'result', result });
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.panel?.dispose();
  }

  /** A later question for a lesson goes before an earlier one that is still on its way. */
  private async load(lesson: string): Promise<boolean> {
    this.asked += 1;
    const question = this.asked;
    const read = await readLesson(this.client, lesson);
    if (question !== this.asked) return false;
    if (!read) {
      void vscode.window.showWarningMessage(`Layerwise has no lesson named ${lesson}.`);
      return false;
    }
    this.shown = { ...read, result: this.results.get(lesson) };
    return true;
  }

  private reveal(part: LessonPart, column: vscode.ViewColumn | undefined): void {
    const isLab = part === 'lab';
    if (!this.panel) this.adopt(vscode.window.createWebviewPanel(viewType, '', { viewColumn: column ?? vscode.ViewColumn.Active, preserveFocus: isLab }, { enableFindWidget: true }));
    else this.panel.reveal(isLab ? besideTheLab(this.panel) : column, isLab);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.pageListens = false;
    panel.webview.onDidReceiveMessage((message: FromLessonPage) => this.receive(message));
    panel.onDidChangeViewState(() => (this.pageListens = this.pageListens && panel.visible));
    panel.onDidDispose(() => (this.panel = this.panel === panel ? undefined : this.panel));
    showPicturePage(panel.webview, this.context.extensionUri, 'Lesson', 'lesson.js', ['lessonMermaid.js']);
  }

  private async restore(panel: vscode.WebviewPanel, memory: unknown): Promise<void> {
    const { lesson } = (memory ?? {}) as Partial<LessonPageMemory>;
    if (this.panel || typeof lesson !== 'string') return panel.dispose();
    this.adopt(panel);
    const question = this.asked + 1;
    // The client has said why the server does not answer.
    if (!(await this.load(lesson).catch(() => false))) {
      // Another lesson that was asked for meanwhile comes into the same tab.
      if (question === this.asked) panel.dispose();
      return;
    }
    this.draw();
    this.opened.fire(lesson);
  }

  private draw(): void {
    if (!this.panel || !this.shown) return;
    this.panel.title = this.shown.lesson.title;
    if (this.pageListens) {
      this.tell({ type: 'lesson', shown: this.shown, ...this.wish });
      this.wish = {};
    }
  }

  private tell(message: ToLessonPage): void {
    if (this.pageListens) void this.panel?.webview.postMessage(message);
  }

  private async writeIntoTerminal(line: string): Promise<void> {
    const lesson = this.shown?.lesson.id;
    if (lesson !== undefined) await this.terminals.write(lesson, line, await this.labFolderOf(lesson));
  }

  private async receive(message: FromLessonPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.pageListens = true;
        this.tell({ type: 'editor', file: this.target.file });
        return this.draw();
      case 'command':
        if (lessonPageCommands.includes(message.command)) await vscode.commands.executeCommand(message.command, message.lesson);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return this.tell({ type: 'done', sentence: 'Copied.' });
      case 'insert': {
        const file = await this.target.insert(message.text);
        return this.tell({ type: 'done', sentence: file === undefined ? 'Nothing was inserted: no editor takes it.' : `Inserted into ${file}.` });
      }
      case 'terminal':
        return this.writeIntoTerminal(message.line);
      case 'help':
        return this.tell({ type: 'help', help: await helpOfLines(this.client, message.lines) });
      case 'answered':
        return this.answered.fire({ lesson: message.lesson, question: message.question, correct: message.correct });
    }
  }
}

/** The lab's file is in the first column, so the lesson must not cover it. */
function besideTheLab({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn {
  return viewColumn === undefined || viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : viewColumn;
}
