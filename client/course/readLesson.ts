import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ShownLesson } from '../../server/protocol/lessonPage';
import { courseRequest, lessonRequest } from '../../server/protocol/messages';
import type { LayerwiseSettings } from '../../server/protocol/settings';

/** What the page of a lesson shows, without the result of its lab; undefined where there is no such lesson. */
export async function readLesson(client: LanguageClient, id: string): Promise<Omit<ShownLesson, 'result'> | undefined> {
  const [lesson, course] = await Promise.all([client.sendRequest(lessonRequest, { lesson: id }), client.sendRequest(courseRequest, {})]);
  if (!lesson) return undefined;
  const written = course.levels.flatMap(({ lessons }) => lessons);
  const settings = vscode.workspace.getConfiguration('layerwise');
  return {
    lesson,
    prerequisites: lesson.prerequisites.flatMap((prerequisite) => written.filter((each) => each.id === prerequisite)).map(({ id, title }) => ({ id, title })),
    level: settings.get<LayerwiseSettings['explainLevel']>('explainLevel', 'developer'),
    background: settings.get<LayerwiseSettings['background']>('background', 'none'),
  };
}
