import { ContentError } from '../contentPage';
import { courseLevels } from './courseIndex';
import type { Course } from './lesson';

/** One thing that the course owes: a line of `content/course/inventory.tsv` or of `content/course/commands.tsv`. */
export interface InventoryItem {
  /** `S1-Q2`, `CMD-12` */
  readonly id: string;
  readonly item: string;
  /** Ids of the lessons that cover it, those still to be written included. */
  readonly lessons: readonly string[];
}

const letters = { foundations: 'F', advanced: 'A', expert: 'E' } as const;

/**
 * Reads a list of what the course owes: a line of titles, then id, item and lessons (`F06,A01`) between tabs.
 * @throws ContentError where a line has another shape, an id occurs twice, or the course has no such lesson
 */
export function parseInventory(file: string, source: string, course: Course): InventoryItem[] {
  const lessons = new Map<string, string>(
    courseLevels.flatMap((level) => course.levels[level].map((id, index) => [`${letters[level]}${String(index + 1).padStart(2, '0')}`, id] as const)),
  );
  const seen = new Set<string>();
  const lines = source.replace(/\r\n/g, '\n').split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => {
    const [id = '', item = '', places = '', ...more] = line.split('\t');
    if (!/^(S\d-[A-Z]*\d+|CMD-\d+)$/.test(id) || item === '' || more.length > 0) throw new ContentError(file, `this line is not id, item, lessons: ${line}`);
    if (seen.has(id)) throw new ContentError(file, `has ${id} twice`);
    seen.add(id);
    const named = places.split(',').map((place) => {
      const lesson = lessons.get(place);
      if (lesson === undefined) throw new ContentError(file, `${id} names the lesson ${place}, which course.yaml does not have`);
      return lesson;
    });
    return { id, item, lessons: named };
  });
}
