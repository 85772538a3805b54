/** What is remembered of a learner's way through the course, and the file that carries it to another machine. No vscode. */

/** How far a lab has passed: on its files, or all of it. */
export type LabDone = 'static' | 'all';

/** Lessons by id. Dates are ISO 8601. */
export interface CourseRecord {
  readonly lessons: Readonly<Record<string, LessonRecord>>;
}

export interface LessonRecord {
  /** When it was last opened. */
  readonly opened?: string;
  readonly lab?: { readonly done: LabDone; readonly date: string };
  /** The last answer to each question, by the question's id. */
  readonly answers?: Readonly<Record<string, AnswerRecord>>;
}

export interface AnswerRecord {
  readonly correct: boolean;
  readonly date: string;
}

export interface ProgressFile {
  readonly record: CourseRecord;
  /** The flashcards as they were; who keeps them knows their shape. */
  readonly quiz: unknown;
}

export const emptyRecord: CourseRecord = { lessons: {} };

const format = 'layerwise-course-progress';
const version = 1;
const largestFile = 5_000_000;
const most = 1000;

/** Why a file is not taken: one sentence without a full stop, for after the file's name. */
export class ProgressFileProblem extends Error {}

/** One lesson's part; `Object.prototype` knows no lesson. */
export function lessonRecord({ lessons }: CourseRecord, lesson: string): LessonRecord {
  return (Object.hasOwn(lessons, lesson) ? lessons[lesson] : undefined) ?? {};
}

/** Changes one lesson's part. */
export function withLesson(record: CourseRecord, lesson: string, change: LessonRecord): CourseRecord {
  return { lessons: { ...record.lessons, [lesson]: { ...lessonRecord(record, lesson), ...change } } };
}

/** What was stored by this or another version: parts that cannot be read are left out. */
export function readStored(value: unknown): CourseRecord {
  const lessons = isObject(value) && isObject(value['lessons']) ? Object.entries(value['lessons']) : [];
  return {
    lessons: Object.fromEntries(
      lessons.flatMap(([id, lesson]) => {
        try {
          return [[id, readLesson(id, lesson)]];
        } catch {
          return [];
        }
      }),
    ),
  };
}

/** Takes over the list of lessons that the first versions kept. They checked files only. */
export function withOldList(record: CourseRecord, list: unknown, now: Date): CourseRecord {
  const ids = Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && isId(id)) : [];
  const lessons = Object.fromEntries(ids.map((id) => [id, { lab: { done: 'static' as const, date: now.toISOString() } }]));
  return merged({ lessons }, record);
}

/** The text of the file that is exported. */
export function progressText(record: CourseRecord, quiz: unknown, now: Date): string {
  return `${JSON.stringify({ format, version, exported: now.toISOString(), lessons: record.lessons, quiz: quiz ?? null }, null, 2)}\n`;
}

/** @param length in bytes or characters @throws ProgressFileProblem where so long a file can be no progress */
export function refuseLarge(length: number): void {
  if (length > largestFile) throw new ProgressFileProblem('is too large to be progress of the course');
}

/** Reads an exported file. @throws ProgressFileProblem where any part of it cannot be read */
export function readProgressText(text: string): ProgressFile {
  refuseLarge(text.length);
  const file = parse(text);
  if (!isObject(file) || file['format'] !== format) throw new ProgressFileProblem('holds no progress of the Layerwise course');
  if (file['version'] !== version) throw new ProgressFileProblem(`has the version ${JSON.stringify(file['version']) ?? '(none)'}, and this Layerwise reads version ${version}`);
  const { lessons } = file;
  if (!isObject(lessons) || Object.keys(lessons).length > most) throw new ProgressFileProblem('has no list of lessons that can be read');
  return { record: { lessons: Object.fromEntries(Object.entries(lessons).map(([id, lesson]) => [id, readLesson(id, lesson)])) }, quiz: file['quiz'] ?? undefined };
}

/** Both together: what was done in either is done; of two answers to a question the later one counts. */
export function merged(one: CourseRecord, other: CourseRecord): CourseRecord {
  const ids = new Set([...Object.keys(one.lessons), ...Object.keys(other.lessons)]);
  return { lessons: Object.fromEntries([...ids].map((id) => [id, mergedLesson(lessonRecord(one, id), lessonRecord(other, id))])) };
}

function mergedLesson(one: LessonRecord, other: LessonRecord): LessonRecord {
  const opened = later(one.opened, other.opened);
  const lab = mergedLab(one.lab, other.lab);
  const answers = { ...one.answers };
  for (const [id, answer] of Object.entries(other.answers ?? {})) {
    const present = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (!present || Date.parse(answer.date) >= Date.parse(present.date)) answers[id] = answer;
  }
  return { ...(opened !== undefined && { opened }), ...(lab && { lab }), ...(Object.keys(answers).length > 0 && { answers }) };
}

function mergedLab(one: LessonRecord['lab'], other: LessonRecord['lab']): LessonRecord['lab'] {
  if (!one || !other) return one ?? other;
  if (one.done !== other.done) return one.done === 'all' ? one : other;
  return Date.parse(one.date) <= Date.parse(other.date) ? one : other;
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

function readLesson(id: string, value: unknown): LessonRecord {
  if (!isId(id) || !isObject(value)) throw new ProgressFileProblem(`has a lesson that cannot be read: ${JSON.stringify(id).slice(0, 80)}`);
  const { opened, lab, answers } = value;
  return {
    ...(opened !== undefined && { opened: readDate(id, opened) }),
    ...(lab !== undefined && { lab: readLab(id, lab) }),
    ...(answers !== undefined && { answers: readAnswers(id, answers) }),
  };
}

function readLab(lesson: string, value: unknown): NonNullable<LessonRecord['lab']> {
  const done = isObject(value) ? value['done'] : undefined;
  if (!isObject(value) || (done !== 'static' && done !== 'all')) throw new ProgressFileProblem(`has a lab that cannot be read, of the lesson ${lesson}`);
  return { done, date: readDate(lesson, value['date']) };
}

function readAnswers(lesson: string, value: unknown): Readonly<Record<string, AnswerRecord>> {
  const answers = isObject(value) ? Object.entries(value) : undefined;
  if (!answers || answers.length > most) throw new ProgressFileProblem(`has answers that cannot be read, of the lesson ${lesson}`);
  return Object.fromEntries(
    answers.map(([id, answer]) => {
      const correct = isObject(answer) ? answer['correct'] : undefined;
      if (!isId(id) || !isObject(answer) || typeof correct !== 'boolean') throw new ProgressFileProblem(`has an answer that cannot be read, of the lesson ${lesson}`);
      return [id, { correct, date: readDate(lesson, answer['date']) }];
    }),
  );
}

function readDate(lesson: string, value: unknown): string {
  const isDate = typeof value === 'string' && value.length < 40 && !Number.isNaN(Date.parse(value));
  if (!isDate) throw new ProgressFileProblem(`has a date that cannot be read, of the lesson ${lesson}`);
  return value;
}

function parse(text: string): unknown {
  try {
    // An editor may have put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ProgressFileProblem('is not JSON');
  }
}

function isId(id: string): boolean {
  return id.length <= 100 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
