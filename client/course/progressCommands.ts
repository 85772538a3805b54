import * as vscode from 'vscode';
import { courseCommands } from './commandNames';
import type { LabFolders } from './labFolders';
import type { LessonPanel } from './lessonPanel';
import type { Progress } from './progress';
import { merged, ProgressFileProblem, progressText, readProgressText, refuseLarge, type CourseRecord, type ProgressFile } from './progressRecord';

/** The flashcards, as their owner gives and takes them. */
export interface QuizKeeper {
  quizState(): unknown;
  /**
   * False where the value cannot be read; nothing has changed then. Undefined forgets all cards.
   * @param merge keeps what is newer of the cards that are there
   */
  restoreQuizState(value: unknown, merge?: boolean): boolean;
}

const fileName = 'layerwise-course-progress.json';
const filters = { JSON: ['json'] };

/** Reset, export and import of everything that the course remembers. */
export function registerProgressCommands(context: vscode.ExtensionContext, progress: Progress, folders: LabFolders, quiz: QuizKeeper, panel: LessonPanel): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(courseCommands.resetProgress, () => reset(progress, folders, quiz, panel)),
    vscode.commands.registerCommand(courseCommands.exportProgress, (file?: unknown) => exportTo(file instanceof vscode.Uri ? file : undefined, progress, quiz)),
    vscode.commands.registerCommand(courseCommands.importProgress, (file?: unknown) => importFrom(file instanceof vscode.Uri ? file : undefined, progress, quiz)),
  );
}

async function reset(progress: Progress, folders: LabFolders, quiz: QuizKeeper, panel: LessonPanel): Promise<void> {
  const lessonsOnly = 'Reset Lessons';
  const everything = 'Reset Lessons and Flashcards';
  const detail =
    'What you opened, answered and did is forgotten; an exported file brings it back. Your copies of the labs stay where they are, and Start Lab makes a fresh one. ' +
    "The ticks in VS Code's walkthroughs are VS Code's own and stay.";
  const choice = await vscode.window.showWarningMessage('Reset the progress of the course?', { modal: true, detail }, lessonsOnly, everything);
  if (choice === undefined) return;
  await folders.forgetAll();
  await progress.reset();
  panel.forgetResults();
  if (choice === everything) quiz.restoreQuizState(undefined);
}

async function exportTo(given: vscode.Uri | undefined, progress: Progress, quiz: QuizKeeper): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder && vscode.Uri.joinPath(folder, fileName);
  const file = given ?? (await vscode.window.showSaveDialog({ defaultUri, filters, title: 'Export Course Progress' }));
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(progressText(progress.record, quiz.quizState(), new Date())));
  } catch (error) {
    void vscode.window.showErrorMessage(`The progress could not be written: ${messageOf(error)}`);
  }
}

async function importFrom(given: vscode.Uri | undefined, progress: Progress, quiz: QuizKeeper): Promise<void> {
  const file = given ?? (await vscode.window.showOpenDialog({ canSelectMany: false, filters, title: 'Import Course Progress', openLabel: 'Import' }))?.[0];
  const read = file && (await readFile(file));
  if (!read) return;
  const way = Object.keys(progress.record.lessons).length === 0 ? 'merge' : await chooseWay(progress.record, read.record);
  if (!way) return;
  const record = way === 'merge' ? merged(progress.record, read.record) : read.record;
  await progress.replace(record);
  const cards = read.quiz === undefined || quiz.restoreQuizState(read.quiz, way === 'merge');
  const done = count(record);
  const flashcards = cards ? '' : ' The flashcards in the file could not be read; yours stay as they were.';
  void vscode.window.showInformationMessage(`Progress imported: ${done} ${done === 1 ? 'lesson' : 'lessons'} done.${flashcards}`);
}

/** Undefined, with a message, where it cannot be read. */
async function readFile(file: vscode.Uri): Promise<ProgressFile | undefined> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  try {
    refuseLarge((await vscode.workspace.fs.stat(file)).size);
    return readProgressText(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch (error) {
    const why = error instanceof ProgressFileProblem ? `${name} ${error.message}.` : `${name} could not be read: ${messageOf(error)}.`;
    void vscode.window.showErrorMessage(`${why} Your progress stays as it was.`);
    return undefined;
  }
}

/** Together with the progress that is there, or in its place. Undefined where the learner cancels. */
async function chooseWay(own: CourseRecord, imported: CourseRecord): Promise<'merge' | 'replace' | undefined> {
  const merge = { label: 'Merge', detail: `What is done here (${count(own)}) or in the file (${count(imported)}) is done.`, way: 'merge' as const };
  const replace = { label: 'Replace', detail: 'Only the file counts. What was done here is forgotten.', way: 'replace' as const };
  return (await vscode.window.showQuickPick([merge, replace], { title: 'Import Course Progress', placeHolder: 'You have progress here. What should become of it?' }))?.way;
}

function count({ lessons }: CourseRecord): number {
  return Object.values(lessons).filter(({ lab }) => lab).length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
