import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LabCheckResult, LessonResult } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import { lessonPage, type LessonPage, type ReadingChoice } from './lessonPage';

/** The tab that shows one lesson. It runs no script: its buttons are links to the extension's own commands. */
export class LessonPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private page: Omit<LessonPage, 'nonce'> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Shows a lesson from its beginning. */
  async show(lesson: LessonResult, reading: ReadingChoice, column: vscode.ViewColumn): Promise<void> {
    await this.open(lesson, reading, column, false);
  }

  /** Shows a lesson with its lab on top. */
  async showLab(lesson: LessonResult, reading: ReadingChoice, column: vscode.ViewColumn): Promise<void> {
    await this.open(lesson, reading, column, true);
  }

  /** Shows what a check has found, if its lesson is the one on display. */
  showResult(result: LabCheckResult): void {
    if (this.page?.lesson.id !== result.lesson) return;
    this.page = { ...this.page, result };
    this.draw();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private async open(lesson: LessonResult, reading: ReadingChoice, column: vscode.ViewColumn, labFirst: boolean): Promise<void> {
    const result = this.page?.lesson.id === lesson.id ? this.page.result : undefined;
    const pictures = await Promise.all(lesson.diagrams.map(({ picture }) => this.readPicture(picture)));
    this.page = { lesson, ...reading, labFirst, result, pictures, markdown: await renderer(lesson) };
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel('layerwise.lesson', lesson.title, { viewColumn: column, preserveFocus: labFirst }, {
        enableScripts: false,
        enableFindWidget: true,
        enableCommandUris: Object.values(commands),
        localResourceRoots: [],
      });
      this.panel.onDidDispose(() => (this.panel = undefined));
    } else this.panel.reveal(labFirst ? besideTheLab(this.panel) : column, labFirst);
    this.panel.title = lesson.title;
    this.draw();
  }

  private draw(): void {
    if (this.panel && this.page) this.panel.webview.html = lessonPage({ ...this.page, nonce: randomBytes(16).toString('base64') });
  }

  /** Our own SVG goes into the page itself, so that it takes the theme's colours. */
  private async readPicture(path: string): Promise<string> {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, path)));
  }
}

/** The lab's file is in the first column, so the lesson must not cover it. */
function besideTheLab({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn {
  return viewColumn === undefined || viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : viewColumn;
}

/** Renders every text of a lesson with VS Code's own markdown; where that is switched off, texts stay as written. */
async function renderer(lesson: LessonResult): Promise<ReadonlyMap<string, string>> {
  const answers = lesson.questions.flatMap(({ text, answers }) => [text, ...answers.flatMap((answer) => [answer.text, answer.because])]);
  const texts = [...Object.values(lesson.levels), ...Object.values(lesson.analogies), lesson.lab?.task ?? '', ...(lesson.lab?.hints ?? []), ...answers];
  const rendered = new Map<string, string>();
  try {
    for (const text of texts) rendered.set(text, await vscode.commands.executeCommand<string>('markdown.api.render', text));
  } catch {
    rendered.clear();
  }
  return rendered;
}
