import type { CourseOverview, LessonSummary } from '../../server/protocol/course';
import type { LabDone } from './progressRecord';

/** How far a learner is with a lesson. */
export type LessonState = 'done' | 'doneOnFiles' | 'begun' | 'notBegun';

/** What the order of the course asks about a learner's progress. No vscode, so that it can be tested alone. */
export interface KnownProgress {
  labDone(lesson: string): LabDone | undefined;
  /** Opened, answered in, or its lab has been started. */
  isBegun(lesson: string): boolean;
  /** When it was last opened, ISO 8601. */
  openedAt(lesson: string): string | undefined;
}

export type Grouping = 'level' | 'stage';

/** A group of the tree that has written lessons. */
export interface CourseGroup {
  /** `level:foundations`, `stage:2` */
  readonly id: string;
  readonly title: string;
  /** One sentence, of stages. */
  readonly why: string | undefined;
  readonly lessons: readonly LessonSummary[];
}

/** Every written lesson, in the course's order. */
export function allLessons({ levels }: CourseOverview): LessonSummary[] {
  return levels.flatMap(({ lessons }) => lessons);
}

/** The written lessons in groups. A lesson may be in several stages, or in none: those stand in a group before them. */
export function courseGroups(course: CourseOverview, grouping: Grouping): CourseGroup[] {
  if (grouping === 'level') {
    return course.levels.filter(({ lessons }) => lessons.length > 0).map(({ id, title, lessons }) => ({ id: `level:${id}`, title, why: undefined, lessons }));
  }
  const lessons = allLessons(course);
  const stages = course.stages.map(({ number, title, why, lessons: ids }) => ({
    id: `stage:${number}`,
    title: `${number}. ${title}`,
    why,
    lessons: lessons.filter(({ id }) => ids.includes(id)),
  }));
  const others = lessons.filter(({ id }) => !course.stages.some((stage) => stage.lessons.includes(id)));
  const beside = { id: 'stage:none', title: 'Beside the roadmap', why: 'What the stages build on.', lessons: others };
  return [beside, ...stages].filter((group) => group.lessons.length > 0);
}

export function lessonState(lesson: string, progress: KnownProgress): LessonState {
  const done = progress.labDone(lesson);
  if (done !== undefined) return done === 'all' ? 'done' : 'doneOnFiles';
  return progress.isBegun(lesson) ? 'begun' : 'notBegun';
}

/** The first lesson that is not done and whose prerequisites are; those that are not written hold nobody up. */
export function nextLesson(course: CourseOverview, progress: KnownProgress): LessonSummary | undefined {
  const lessons = allLessons(course);
  const written = new Set(lessons.map(({ id }) => id));
  const isDone = (id: string): boolean => progress.labDone(id) !== undefined;
  const open = lessons.filter(({ id }) => !isDone(id));
  return open.find(({ prerequisites }) => prerequisites.every((id) => isDone(id) || !written.has(id))) ?? open[0];
}

/** Where a learner stopped: the lab that was worked on last, else the lesson opened last, neither of them done; else the next. */
export function stoppedAt(course: CourseOverview, progress: KnownProgress, labs: readonly string[]): { lesson: string; part: 'lab' | 'text' } | undefined {
  const open = allLessons(course).filter(({ id }) => progress.labDone(id) === undefined);
  const lab = labs.find((id) => open.some((lesson) => lesson.id === id));
  if (lab !== undefined) return { lesson: lab, part: 'lab' };
  const opened = open.filter(({ id }) => progress.openedAt(id) !== undefined);
  const time = (id: string): number => Date.parse(progress.openedAt(id) ?? '');
  const [last] = opened.sort((a, b) => time(b.id) - time(a.id));
  const lesson = last ?? nextLesson(course, progress);
  return lesson && { lesson: lesson.id, part: 'text' };
}
