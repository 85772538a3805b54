import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LessonResult } from '../server/protocol/course';
import { commands, lessonRequest } from '../server/protocol/messages';
import type { LayerwiseSettings } from '../server/protocol/settings';
import { LabCheck } from './course/labCheck';
import { LabFolders } from './course/labFolders';
import { LabStart } from './course/labStart';
import { LessonPanel } from './course/lessonPanel';
import { Progress } from './course/progress';

/** The course: lessons, labs, their checks, and the progress that the walkthrough mirrors. */
export function registerCourse(context: vscode.ExtensionContext, client: LanguageClient): void {
  const progress = new Progress(context);
  const folders = new LabFolders(context);
  const panel = new LessonPanel(context, client);
  const labStart = new LabStart(context.extensionUri, folders, panel);
  const labCheck = new LabCheck(client, folders, progress, panel);

  const findLesson = async (id: unknown): Promise<LessonResult | undefined> => {
    const known = typeof id === 'string' ? id : await pickLesson(progress);
    if (known === undefined) return undefined;
    const lesson = await client.sendRequest(lessonRequest, { lesson: known });
    if (!lesson) void vscode.window.showWarningMessage(`Layerwise has no lesson named ${known}.`);
    return lesson ?? undefined;
  };

  context.subscriptions.push(
    panel,
    progress,
    labCheck,
    vscode.commands.registerCommand(commands.openLesson, async (id?: unknown, level?: unknown) => {
      const known = typeof id === 'string' ? id : await pickLesson(progress);
      if (known !== undefined) await panel.show(known, { column: vscode.ViewColumn.Active, ...(isLevel(level) && { level }) });
    }),
    vscode.commands.registerCommand(commands.startLab, async (id?: unknown) => {
      const lesson = await findLesson(id);
      if (lesson?.lab) await labStart.start(lesson, lesson.lab);
    }),
    vscode.commands.registerCommand(commands.checkLab, async (id?: unknown) => {
      const known = typeof id === 'string' ? id : (folders.lessonOf(vscode.window.activeTextEditor?.document.uri) ?? (await pickLesson(progress)));
      if (known !== undefined) await labCheck.checkNow(known);
    }),
  );
}

/** Asked for in place of the setting. */
function isLevel(level: unknown): level is LayerwiseSettings['explainLevel'] {
  return level === 'child' || level === 'teen' || level === 'developer';
}

async function pickLesson(progress: Progress): Promise<string | undefined> {
  const items = progress.lessons.map(({ id, title }) => ({ id, label: title, description: progress.isDone(id) ? 'done' : '' }));
  return (await vscode.window.showQuickPick(items, { title: 'Layerwise course', placeHolder: 'Choose a lesson' }))?.id;
}
