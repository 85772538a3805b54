import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExplainLevelName, LessonResult } from '../server/protocol/course';
import { commands, lessonRequest } from '../server/protocol/messages';
import { registerCheatSheet } from './course/cheatSheet';
import { allLessons, stoppedAt } from './course/courseOrder';
import { CourseReader, knownProgress, registerCourseView } from './course/courseView';
import { LabCheck } from './course/labCheck';
import { LabFolders } from './course/labFolders';
import { LabInFront } from './course/labInFront';
import { LabSolution } from './course/labSolution';
import { LabStart, type LabChoices } from './course/labStart';
import { showLabStatus } from './course/labStatus';
import { LessonPanel, type LessonOptions } from './course/lessonPanel';
import { Progress, progressKey } from './course/progress';
import { registerProgressCommands } from './course/progressCommands';
import { quizStateKey, registerQuiz } from './course/quiz';
import { registerShellFences } from './course/shellFences';

/** The course: lessons, labs, their checks, and the progress that tree and walkthroughs mirror. */
export function registerCourse(context: vscode.ExtensionContext, client: LanguageClient): void {
  const progress = new Progress(context);
  const folders = new LabFolders(context);
  const panel = new LessonPanel(context, client, (lesson) => folders.find(lesson));
  const overview = new CourseReader(client);
  context.globalState.setKeysForSync([progressKey, quizStateKey]);
  context.subscriptions.push(
    panel,
    progress,
    folders,
    panel.onDidOpen((lesson) => void progress.open(lesson)),
    panel.onDidAnswer(({ lesson, question, correct }) => void answer(client, progress, lesson, question, correct)),
  );
  registerCourseView(context, overview, progress, folders);
  const quiz = registerQuiz(context, client, progress);
  registerProgressCommands(context, progress, folders, quiz, panel);
  registerLessonCommands(context, panel, overview, progress, folders);
  registerLabs(context, client, { progress, folders, panel, overview });
  registerCheatSheet(context, client);
  registerShellFences(context, client, folders);
}

function registerLessonCommands(context: vscode.ExtensionContext, panel: LessonPanel, overview: CourseReader, progress: Progress, folders: LabFolders): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(commands.openLesson, async (item?: unknown, options?: unknown) => {
      const id = lessonId(item) ?? (await pickLesson(overview, progress));
      if (id !== undefined) await panel.show(id, readOptions(options));
    }),
    vscode.commands.registerCommand(commands.continueCourse, async () => {
      const course = await overview.read();
      const place = course && stoppedAt(course, knownProgress(progress, folders), folders.lastUsed());
      if (!course) void vscode.window.showWarningMessage('The course could not be read. The output of Layerwise says why.');
      else if (!place) void vscode.window.showInformationMessage('You have done every lesson of the course.');
      else if (place.part === 'lab') await vscode.commands.executeCommand(commands.startLab, place.lesson);
      else await panel.show(place.lesson, { column: vscode.ViewColumn.Active });
    }),
  );
}

interface LabParts {
  readonly progress: Progress;
  readonly folders: LabFolders;
  readonly panel: LessonPanel;
  readonly overview: CourseReader;
}

function registerLabs(context: vscode.ExtensionContext, client: LanguageClient, { progress, folders, panel, overview }: LabParts): void {
  const inFront = new LabInFront(client, folders, panel);
  const labCheck = new LabCheck(client, folders, progress, panel, inFront);
  const labStart = new LabStart(context.extensionUri, folders, panel);
  const solution = new LabSolution(context.extensionUri, folders);
  /** The lesson that is meant: named, in front, or chosen. */
  const meant = async (item: unknown): Promise<string | undefined> => lessonId(item) ?? inFront.current?.lesson ?? pickLesson(overview, progress);
  const lessonWithLab = async (id: string | undefined): Promise<LessonResult | undefined> => {
    const lesson = id === undefined ? undefined : await client.sendRequest(lessonRequest, { lesson: id });
    if (id !== undefined && !lesson) void vscode.window.showWarningMessage(`Layerwise has no lesson named ${id}.`);
    else if (lesson && !lesson.lab) void vscode.window.showInformationMessage(`The lesson “${lesson.title}” has no lab. ${lesson.labExempt ?? ''}`.trim());
    return lesson?.lab ? lesson : undefined;
  };
  context.subscriptions.push(
    inFront,
    labCheck,
    solution,
    showLabStatus(inFront, labCheck),
    vscode.commands.registerCommand(commands.startLab, async (item?: unknown, choices?: unknown) => {
      const lesson = await lessonWithLab(lessonId(item) ?? (await pickLesson(overview, progress)));
      if (lesson?.lab) await labStart.start(lesson, lesson.lab, readChoices(choices));
    }),
    vscode.commands.registerCommand(commands.checkLab, async (item?: unknown) => {
      const lesson = await lessonWithLab(await meant(item));
      if (lesson) await labCheck.checkNow(lesson.id);
    }),
    vscode.commands.registerCommand(commands.showSolution, async (item?: unknown) => {
      const lesson = await lessonWithLab(await meant(item));
      if (lesson?.lab) await solution.show(lesson, lesson.lab);
    }),
  );
}

/** A lesson without a lab is done when each of its questions has been answered right. */
async function answer(client: LanguageClient, progress: Progress, lesson: string, question: string, correct: boolean): Promise<void> {
  await progress.answer(lesson, question, correct);
  const read = await client.sendRequest(lessonRequest, { lesson });
  const answers = progress.answers(lesson);
  const isDone = read && !read.lab && read.questions.every(({ id }) => Object.hasOwn(answers, id) && answers[id]?.correct);
  if (isDone) await progress.complete(lesson, 'all');
}

/** A lesson's id as it comes from a link, or from a line of the tree. */
function lessonId(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  const { lesson } = (item ?? {}) as { lesson?: { id?: unknown } };
  return typeof lesson?.id === 'string' ? lesson.id : undefined;
}

/** `options`: a level, or `{ part: 'lab' }`; lines of the tree come with other things. */
function readOptions(options: unknown): LessonOptions {
  if (isLevel(options)) return { column: vscode.ViewColumn.Active, level: options };
  const { part } = (options ?? {}) as { part?: unknown };
  return part === 'lab' ? { part, column: vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active } : { column: vscode.ViewColumn.Active };
}

function isLevel(level: unknown): level is ExplainLevelName {
  return level === 'child' || level === 'teen' || level === 'developer';
}

function readChoices(choices: unknown): LabChoices {
  const { place, variant } = (choices ?? {}) as { place?: unknown; variant?: unknown };
  return { ...(place === 'own' && { place }), ...(typeof variant === 'string' && { variant }) };
}

async function pickLesson(overview: CourseReader, progress: Progress): Promise<string | undefined> {
  const course = await overview.read();
  const items = (course ? allLessons(course) : []).map(({ id, title, why }) => ({ id, label: title, description: progress.isDone(id) ? 'done' : '', detail: why }));
  return (await vscode.window.showQuickPick(items, { title: 'Layerwise course', placeHolder: 'Choose a lesson' }))?.id;
}
