import * as vscode from 'vscode';
import { emptyRecord, lessonRecord, readStored, withLesson, withOldList, type AnswerRecord, type CourseRecord, type LabDone } from './progressRecord';

export interface LessonStep {
  readonly id: string;
  readonly title: string;
}

/** What the extension remembers; synchronized with the user's settings. */
export const progressKey = 'layerwise.course.progress';

/** The list of lessons that the first versions kept. */
const oldListKey = 'layerwise.course.done';

/**
 * What the learner has opened, answered and done. VS Code keeps the walkthrough's ticks and lets no extension read or set
 * them, so the extension keeps its own record and reports it through the two events of each step: the context key
 * `layerwise.done.<lesson>` and the command `layerwise.lessonDone.<lesson>`.
 *
 * Both are needed. A key that is already true when VS Code first looks at walkthroughs completes nothing; so the commands
 * of the labs that have passed run again when a walkthrough may have been opened.
 */
export class Progress implements vscode.Disposable {
  /** The steps of the walkthroughs, from the extension's own manifest. */
  private readonly steps: readonly LessonStep[];
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  /** Something was opened, answered, done, imported or reset. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    const manifest = context.extension.packageJSON as { contributes?: { walkthroughs?: { steps: LessonStep[] }[] } };
    this.steps = (manifest.contributes?.walkthroughs ?? []).flatMap(({ steps }) => steps);
    for (const { id } of this.steps) this.subscriptions.push(vscode.commands.registerCommand(doneCommand(id), () => undefined));
    this.subscriptions.push(
      this.changed,
      vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
        // A walkthrough's tab has no input that extensions may see.
        if ([...opened, ...changed].some(({ input, isActive }) => input === undefined && isActive)) void this.reportAll();
      }),
    );
    void this.start();
  }

  /** Everything that is remembered. Another window may have changed it, so it is read each time. */
  get record(): CourseRecord {
    return readStored(this.context.globalState.get(progressKey));
  }

  /** Its lab has passed: all of it, or on its files where no daemon answered. */
  isDone(lesson: string): boolean {
    return this.labDone(lesson) !== undefined;
  }

  labDone(lesson: string): LabDone | undefined {
    return lessonRecord(this.record, lesson).lab?.done;
  }

  /** When a lesson was last opened, ISO 8601. */
  openedAt(lesson: string): string | undefined {
    return lessonRecord(this.record, lesson).opened;
  }

  /** The last answer to each question that was answered, by the question's id. */
  answers(lesson: string): Readonly<Record<string, AnswerRecord>> {
    return lessonRecord(this.record, lesson).answers ?? {};
  }

  async open(lesson: string): Promise<void> {
    await this.store(withLesson(this.record, lesson, { opened: now() }));
  }

  async answer(lesson: string, question: string, correct: boolean): Promise<void> {
    await this.store(withLesson(this.record, lesson, { answers: { ...this.answers(lesson), [question]: { correct, date: now() } } }));
  }

  /** Remembers that a lab has passed and ticks its step. What has passed with a daemon stays so. Gives whether it is new. */
  async complete(lesson: string, done: LabDone): Promise<boolean> {
    const before = this.labDone(lesson);
    const isNew = before === undefined || (before === 'static' && done === 'all');
    if (isNew) await this.store(withLesson(this.record, lesson, { lab: { done, date: now() } }));
    await this.report(lesson);
    return isNew;
  }

  /** Takes another record in place of this one, and tells the walkthroughs. */
  async replace(record: CourseRecord): Promise<void> {
    await this.store(record);
    await this.reportAll();
  }

  /** Forgets everything. The ticks of the walkthroughs are VS Code's and stay. */
  async reset(): Promise<void> {
    await this.replace(emptyRecord);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async start(): Promise<void> {
    const { globalState } = this.context;
    const list = globalState.get(oldListKey);
    if (list !== undefined) {
      await this.store(withOldList(this.record, list, new Date()));
      await globalState.update(oldListKey, undefined);
    }
    await this.reportAll();
  }

  private async store(record: CourseRecord): Promise<void> {
    await this.context.globalState.update(progressKey, record);
    this.changed.fire();
  }

  private async reportAll(): Promise<void> {
    for (const { id } of this.steps) await this.report(id);
  }

  private async report(lesson: string): Promise<void> {
    const isDone = this.isDone(lesson);
    await vscode.commands.executeCommand('setContext', `layerwise.done.${lesson}`, isDone);
    // A command that an extension executes itself never reaches the window, where the walkthrough listens; runCommands does.
    if (isDone) await vscode.commands.executeCommand('runCommands', { commands: [doneCommand(lesson)] });
  }
}

function doneCommand(lesson: string): string {
  return `layerwise.lessonDone.${lesson}`;
}

function now(): string {
  return new Date().toISOString();
}
