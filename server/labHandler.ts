import type { HandlerContext } from './handlers';
import { filePathOf } from './fileUri';
import { readLabSources } from './labSources';
import { checkLab } from './language/course/checkLab';
import { analyseLab } from './language/course/analyseLab';
import { lessonView } from './language/course/lessonView';
import type { LabCheckParams, LabCheckResult, LessonParams, LessonResult } from './protocol/course';

/** layerwise/labCheck: reads the learner's files, open ones from the editor, and asks the lab's conditions. */
export async function handleLabCheck({ service, documents }: HandlerContext, { lesson, folderUri }: LabCheckParams): Promise<LabCheckResult> {
  const { lab } = service.content.lessons.find(({ id }) => id === lesson) ?? {};
  const folder = filePathOf(folderUri);
  if (!lab || folder === undefined) return { lesson, done: 'no', conditions: [], problem: 'This lesson has no lab that can be checked here.' };
  const sources = await readLabSources(lab, folder, (path) => documents.fileText(path));
  return { lesson, ...checkLab(lab, analyseLab(service, sources), undefined) };
}

/** layerwise/lesson */
export function handleLesson({ service }: HandlerContext, { lesson }: LessonParams): LessonResult | null {
  return lessonView(service.content, lesson) ?? null;
}
