import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { commands, lessonRequest, type LessonLab, type LessonResult } from '../server/protocol/messages';
import type { LayerwiseSettings } from '../server/protocol/settings';
import { LabCheck } from './course/labCheck';
import { LabFolders } from './course/labFolders';
import { LessonPanel } from './course/lessonPanel';
import { Progress } from './course/progress';

/** The course: lessons, labs, their checks, and the progress that the walkthrough mirrors. */
export function registerCourse(context: vscode.ExtensionContext, client: LanguageClient): void {
  const progress = new Progress(context);
  const folders = new LabFolders(context);
  const panel = new LessonPanel(context.extensionUri);
  const labCheck = new LabCheck(client, folders, progress, panel);

  const findLesson = async (id: unknown, level?: unknown): Promise<LessonResult | undefined> => {
    const known = typeof id === 'string' ? id : await pickLesson(progress);
    if (known === undefined) return undefined;
    const lesson = await client.sendRequest(lessonRequest, { lesson: known, ...readingSettings(level) });
    if (!lesson) void vscode.window.showWarningMessage(`Layerwise has no lesson named ${known}.`);
    return lesson ?? undefined;
  };

  const openLab = async (lesson: LessonResult, lab: LessonLab, folder: vscode.Uri): Promise<void> => {
    const file = vscode.Uri.joinPath(folder, lab.firstFile);
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One, preview: false });
    await panel.showLab(lesson, readingSettings().level, vscode.ViewColumn.Beside);
  };

  /** Continues earlier work; a fresh copy goes elsewhere, so that nothing is overwritten. */
  const startLab = async (lesson: LessonResult, lab: LessonLab): Promise<void> => {
    const earlier = await folders.find(lesson.id);
    await openLab(lesson, lab, earlier ?? (await folders.start(lesson.id, startFolder(lab))));
    if (earlier) void offerFreshCopy(lesson, lab);
  };

  const offerFreshCopy = async (lesson: LessonResult, lab: LessonLab): Promise<void> => {
    const afresh = 'Start Afresh…';
    if ((await vscode.window.showInformationMessage('You continue your earlier work on this lab.', afresh)) !== afresh) return;
    const parent = await folders.chooseParent();
    if (parent) await openLab(lesson, lab, await folders.start(lesson.id, startFolder(lab), parent));
  };

  const startFolder = (lab: LessonLab): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, lab.startFolder);

  context.subscriptions.push(
    panel,
    progress,
    labCheck,
    vscode.commands.registerCommand(commands.openLesson, async (id?: unknown, level?: unknown) => {
      const lesson = await findLesson(id, level);
      if (lesson) await panel.show(lesson, readingSettings(level).level, vscode.ViewColumn.Active);
    }),
    vscode.commands.registerCommand(commands.startLab, async (id?: unknown) => {
      const lesson = await findLesson(id);
      if (lesson?.lab) await startLab(lesson, lesson.lab);
    }),
    vscode.commands.registerCommand(commands.checkLab, async (id?: unknown) => {
      const known = typeof id === 'string' ? id : (folders.lessonOf(vscode.window.activeTextEditor?.document.uri) ?? (await pickLesson(progress)));
      if (known !== undefined) await labCheck.checkNow(known);
    }),
  );
}

/** How this reader wants texts. `level`: asked for in place of the setting. */
function readingSettings(level?: unknown): Pick<LayerwiseSettings, 'background'> & { level: LayerwiseSettings['explainLevel'] } {
  const settings = vscode.workspace.getConfiguration('layerwise');
  const asked = level === 'child' || level === 'teen' || level === 'developer' ? level : undefined;
  return {
    level: asked ?? settings.get<LayerwiseSettings['explainLevel']>('explainLevel', 'developer'),
    background: settings.get<LayerwiseSettings['background']>('background', 'none'),
  };
}

async function pickLesson(progress: Progress): Promise<string | undefined> {
  const items = progress.lessons.map(({ id, title }) => ({ id, label: title, description: progress.isDone(id) ? 'done' : '' }));
  return (await vscode.window.showQuickPick(items, { title: 'Layerwise course', placeHolder: 'Choose a lesson' }))?.id;
}
