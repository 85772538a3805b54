import * as vscode from 'vscode';

/** The text editor that was last in front and is still on the screen: where the page of a lesson inserts code. */
export class InsertTarget implements vscode.Disposable {
  private last: vscode.TextEditor | undefined;
  private readonly subscriptions: vscode.Disposable[];

  /** `onChanged` hears the name of the file, or undefined where nothing can be inserted anywhere. */
  constructor(private readonly onChanged: (file: string | undefined) => void) {
    this.adopt(vscode.window.activeTextEditor);
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.adopt(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.adopt(undefined)),
    ];
  }

  /** Name of the file that would be written into. */
  get file(): string | undefined {
    return this.editor?.document.uri.path.split('/').at(-1);
  }

  /**
   * Writes a text at the cursor, in place of what is selected, and shows the editor.
   * @returns the file's name; undefined where there is no editor or it takes no changes
   */
  async insert(text: string): Promise<string | undefined> {
    const { editor, file } = this;
    if (!editor || !(await editor.edit((edit) => edit.replace(editor.selection, text)))) return undefined;
    await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn });
    return file;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private get editor(): vscode.TextEditor | undefined {
    return this.last && vscode.window.visibleTextEditors.includes(this.last) ? this.last : undefined;
  }

  /** An editor without a column is a part of another view, such as the message of a commit. */
  private adopt(editor: vscode.TextEditor | undefined): void {
    if (editor && editor.viewColumn !== undefined && /^(file|untitled|vscode-)/.test(editor.document.uri.scheme)) this.last = editor;
    this.onChanged(this.file);
  }
}
