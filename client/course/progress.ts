import * as vscode from 'vscode';

export interface LessonStep {
  readonly id: string;
  readonly title: string;
}

const stateKey = 'layerwise.course.done';

/**
 * Which labs have passed. VS Code keeps the walkthrough's ticks and lets no extension read or set them, so the extension
 * keeps its own list and reports it through the two events of each step: the context key `layerwise.done.<lesson>` and the
 * command `layerwise.lessonDone.<lesson>`.
 *
 * Both are needed. A key that is already true when VS Code first looks at walkthroughs completes nothing; so the commands
 * of the labs that have passed run again when a walkthrough may have been opened.
 */
export class Progress implements vscode.Disposable {
  /** The steps of the walkthroughs, from the extension's own manifest. */
  readonly lessons: readonly LessonStep[];
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly context: vscode.ExtensionContext) {
    const manifest = context.extension.packageJSON as { contributes?: { walkthroughs?: { steps: LessonStep[] }[] } };
    this.lessons = (manifest.contributes?.walkthroughs ?? []).flatMap(({ steps }) => steps);
    context.globalState.setKeysForSync([stateKey]);
    for (const { id } of this.lessons) this.subscriptions.push(vscode.commands.registerCommand(doneCommand(id), () => undefined));
    this.subscriptions.push(
      vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
        // A walkthrough's tab has no input that extensions may see.
        if ([...opened, ...changed].some(({ input, isActive }) => input === undefined && isActive)) void this.reportAll();
      }),
    );
    void this.reportAll();
  }

  isDone(lesson: string): boolean {
    return this.done().includes(lesson);
  }

  /** Remembers that a lab has passed and ticks its step. */
  async complete(lesson: string): Promise<void> {
    if (!this.isDone(lesson)) await this.context.globalState.update(stateKey, [...this.done(), lesson]);
    await this.report(lesson);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private done(): readonly string[] {
    return this.context.globalState.get<readonly string[]>(stateKey, []);
  }

  private async reportAll(): Promise<void> {
    for (const { id } of this.lessons) if (this.isDone(id)) await this.report(id);
  }

  private async report(lesson: string): Promise<void> {
    await vscode.commands.executeCommand('setContext', `layerwise.done.${lesson}`, true);
    // A command that an extension executes itself never reaches the window, where the walkthrough listens; runCommands does.
    await vscode.commands.executeCommand('runCommands', { commands: [doneCommand(lesson)] });
  }
}

function doneCommand(lesson: string): string {
  return `layerwise.lessonDone.${lesson}`;
}
