import type { LessonParams, LessonResult } from '../../protocol/messages';
import type { Lesson } from '../content';

/** Chooses from a lesson what one reader wants to see; undefined where there is no lesson of that id. */
export function lessonView(lessons: readonly Lesson[], params: LessonParams): LessonResult | undefined {
  const lesson = lessons.find(({ id }) => id === params.lesson);
  if (!lesson) return undefined;
  const { id, title, why, levels, analogies, diagrams, questions, sources, lab, folder } = lesson;
  return {
    id,
    title,
    why,
    body: levels[params.level],
    analogy: params.background === 'none' ? undefined : analogies[params.background],
    pictures: diagrams.map(({ picture, alternative }) => ({ path: picture, alternative })),
    questions,
    sources,
    lab: lab && {
      task: lab.task,
      hints: lab.hints,
      startFolder: `content/${folder}/lab/start`,
      firstFile: lab.static[0]?.file ?? '',
    },
  };
}
