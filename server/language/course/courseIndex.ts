import { ContentError, parseMapping, requireText, textList } from '../contentPage';
import type { Course, CourseLevel, RoadmapStage } from './lesson';

/** The levels in the order in which they are taken. */
export const courseLevels: readonly CourseLevel[] = ['foundations', 'advanced', 'expert'];

export const levelTitles: Readonly<Record<CourseLevel, string>> = { foundations: 'Foundations', advanced: 'Advanced', expert: 'Expert' };

/** Reads the course's index. @throws ContentError where a key is unknown, or an id is no kebab-case word or occurs twice */
export function parseCourse(file: string, source: string): Course {
  const fields = parseMapping(file, source);
  const unknown = Object.keys(fields).find((key) => key !== 'stages' && !courseLevels.includes(key as CourseLevel));
  if (unknown !== undefined) throw new ContentError(file, `has the unknown level ${unknown}`);
  const levels = { foundations: textList(file, fields, 'foundations'), advanced: textList(file, fields, 'advanced'), expert: textList(file, fields, 'expert') };
  const seen = new Set<string>();
  for (const id of Object.values(levels).flat()) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new ContentError(file, `${id} is not in kebab-case`);
    if (seen.has(id)) throw new ContentError(file, `has ${id} twice`);
    seen.add(id);
  }
  return { levels, stages: readStages(file, fields['stages']) };
}

/** A list of `title` and `why`, numbered from 1. */
function readStages(file: string, value: unknown): RoadmapStage[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ContentError(file, 'stages is not a list');
  return value.map((stage: unknown, index) => {
    const fields = stage as Readonly<Record<string, unknown>>;
    return { number: index + 1, title: requireText(file, fields, 'title'), why: requireText(file, fields, 'why') };
  });
}
