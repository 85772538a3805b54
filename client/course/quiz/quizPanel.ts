import * as vscode from 'vscode';
import type { FromQuizPage, ToQuizPage } from '../../../server/protocol/quizPage';
import { commands } from '../../../server/protocol/messages';
import { showPicturePage } from '../../picturePage';
import type { QuizSitting } from './quizSitting';

const viewType = 'layerwise.quiz';

/** The tab that asks. Its page is made anew each time it becomes visible and gets what was shown last. */
export class QuizPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private sitting: QuizSitting | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Shows a sitting; one that is open goes on. */
  show(begin: () => QuizSitting): void {
    if (this.panel) {
      this.panel.reveal();
      this.sitting?.look();
      return this.tell(false);
    }
    this.sitting = begin();
    this.panel = vscode.window.createWebviewPanel(viewType, 'Quiz', vscode.ViewColumn.Active);
    this.panel.webview.onDidReceiveMessage((message: FromQuizPage) => this.receive(message));
    this.panel.onDidDispose(() => this.end());
    showPicturePage(this.panel.webview, this.extensionUri, 'Quiz', 'quiz.js', []);
  }

  /** Ends the sitting; an answer that the reader has not rated counts as good. */
  dispose(): void {
    this.panel?.dispose();
  }

  private end(): void {
    this.sitting?.finish();
    this.sitting = undefined;
    this.panel = undefined;
  }

  private receive(message: FromQuizPage): void {
    const { sitting } = this;
    if (!sitting) return;
    switch (message.type) {
      case 'ready':
        sitting.look();
        return this.tell(false);
      case 'answered':
        sitting.answer(message.answer);
        return this.tell(false);
      case 'next':
        sitting.next(message.rating);
        return this.tell(true);
      case 'interviews':
        sitting.askInterviews(message.on);
        return this.tell(false);
      case 'openLesson':
        return run(commands.openLesson, sitting.lesson);
      case 'continueCourse':
        return run(commands.continueCourse);
    }
  }

  private tell(isNext: boolean): void {
    if (!this.sitting) return;
    const message: ToQuizPage = { type: 'quiz', quiz: this.sitting.shown(), isNext };
    void this.panel?.webview.postMessage(message);
  }
}

function run(command: string, ...parameters: unknown[]): void {
  void vscode.commands.executeCommand(command, ...parameters);
}
