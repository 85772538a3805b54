import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HandlerContext } from './handlers';
import { filePathOf } from './fileUri';
import { checkLab } from './language/course/checkLab';
import { labServices } from './language/course/labServices';
import { lessonView } from './language/course/lessonView';
import type { LabCheckParams, LabCheckResult, LessonParams, LessonResult } from './protocol/messages';
import { readDockerfileContext } from './world/dockerfileContext';
import { readTextFile } from './world/textFile';
import type { ContextFacts } from './language/dockerfileFacts';

/** layerwise/labCheck: reads the learner's files, open ones from the editor, and asks the lab's predicates. */
export async function handleLabCheck(context: HandlerContext, { lesson, folderUri }: LabCheckParams): Promise<LabCheckResult> {
  const { lab } = context.service.content.lessons.find(({ id }) => id === lesson) ?? {};
  const folder = filePathOf(folderUri);
  if (!lab || folder === undefined) return { lesson, done: false, unmet: ['This lesson has no lab that can be checked here.'] };
  const files: Record<string, string> = {};
  const contexts = new Map<string, ContextFacts | undefined>();
  for (const file of new Set(lab.static.map((check) => check.file))) {
    const path = join(folder, file);
    const inside = relative(folder, path);
    if (inside.startsWith('..') || isAbsolute(inside)) continue;
    const text = await readLearnersFile(context, path);
    if (text === undefined) continue;
    files[file] = text;
    contexts.set(file, await readDockerfileContext(path));
  }
  return { lesson, ...checkLab(lab, files, labServices(context.service, files, (file) => contexts.get(file))) };
}

/** layerwise/lesson */
export function handleLesson({ service }: HandlerContext, params: LessonParams): LessonResult | null {
  return lessonView(service.content.lessons, params) ?? null;
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
