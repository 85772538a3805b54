import { ContentError, parseMapping, textList } from '../contentPage';

/** The levels in the order in which they are taken. */
export const courseLevels = ['foundations', 'advanced', 'expert'];

/** Ids of all lessons by level, in their order; those still to be written included. */
export type Course = Readonly<Record<string, readonly string[]>>;

/** Reads the course's index. @throws ContentError where a level is missing or unknown, or an id is no kebab-case word or occurs twice */
export function parseCourse(file: string, source: string): Course {
  const fields = parseMapping(file, source);
  const unknown = Object.keys(fields).find((level) => !courseLevels.includes(level));
  if (unknown !== undefined) throw new ContentError(file, `has the unknown level ${unknown}`);
  const course = Object.fromEntries(courseLevels.map((level) => [level, textList(file, fields, level)]));
  const seen = new Set<string>();
  for (const id of Object.values(course).flat()) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new ContentError(file, `${id} is not in kebab-case`);
    if (seen.has(id)) throw new ContentError(file, `has ${id} twice`);
    seen.add(id);
  }
  return course;
}
