import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HandlerContext } from './handlers';
import { filePathOf } from './fileUri';
import { checkLab } from './language/course/checkLab';
import { analyseLab } from './language/course/analyseLab';
import { lessonView } from './language/course/lessonView';
import type { LabCheckParams, LabCheckResult, LessonParams, LessonResult } from './protocol/course';
import { readDockerfileContext } from './world/dockerfileContext';
import { readTextFile } from './world/textFile';
import type { ContextFacts } from './language/dockerfileFacts';

/** layerwise/labCheck: reads the learner's files, open ones from the editor, and asks the lab's conditions. */
export async function handleLabCheck(context: HandlerContext, { lesson, folderUri }: LabCheckParams): Promise<LabCheckResult> {
  const { lab } = context.service.content.lessons.find(({ id }) => id === lesson) ?? {};
  const folder = filePathOf(folderUri);
  if (!lab || folder === undefined) return { lesson, done: 'no', conditions: [], problem: 'This lesson has no lab that can be checked here.' };
  const files: Record<string, string> = {};
  const contexts = new Map<string, ContextFacts | undefined>();
  for (const file of new Set(lab.static.map(({ parameters }) => String(parameters['file'] ?? '')))) {
    const path = join(folder, file);
    const inside = relative(folder, path);
    if (inside.startsWith('..') || isAbsolute(inside)) continue;
    const text = await readLearnersFile(context, path);
    if (text === undefined) continue;
    files[file] = text;
    contexts.set(file, await readDockerfileContext(path));
  }
  return { lesson, ...checkLab(lab, analyseLab(context.service, files, (file) => contexts.get(file)), undefined) };
}

/** layerwise/lesson */
export function handleLesson({ service }: HandlerContext, { lesson }: LessonParams): LessonResult | null {
  return lessonView(service.content, lesson) ?? null;
}

async function readLearnersFile({ documents }: HandlerContext, path: string): Promise<string | undefined> {
  const open = documents.text(pathToFileURL(path).toString());
  if (open !== undefined) return open;
  try {
    return await readTextFile(path);
  } catch {
    return undefined;
  }
}
