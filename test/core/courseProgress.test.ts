/** What is remembered of the course, and the file that carries it. */
import * as assert from 'node:assert/strict';
import { emptyRecord, merged, ProgressFileProblem, progressText, readProgressText, readStored, withLesson, withOldList, type CourseRecord } from '../../client/course/progressRecord';

const monday = '2026-11-16T08:00:00.000Z';
const tuesday = '2026-11-17T08:00:00.000Z';

const record: CourseRecord = {
  lessons: {
    'layers-and-cache': { opened: tuesday, lab: { done: 'all', date: tuesday }, answers: { 'what-is-a-key': { correct: true, date: tuesday } } },
    'first-container': { opened: monday, lab: { done: 'static', date: monday } },
    'why-containers': { answers: { drift: { correct: false, date: monday } } },
  },
};

suite('progress of the course', () => {
  test('what is exported is what is imported, flashcards included', () => {
    const text = progressText(record, { cards: [1, 2] }, new Date(tuesday));
    assert.deepEqual(readProgressText(text), { record, quiz: { cards: [1, 2] } });
    assert.deepEqual(readProgressText(`\uFEFF${progressText(emptyRecord, undefined, new Date(tuesday))}`), { record: emptyRecord, quiz: undefined });
  });

  const file = JSON.parse(progressText(record, undefined, new Date(monday))) as { version: number; lessons: Record<string, unknown> };
  const bad: readonly (readonly [name: string, text: string, says: RegExp])[] = [
    ['no JSON', 'not { json', /is not JSON/],
    ['empty', '', /is not JSON/],
    ['another JSON', '{"compilerOptions": {}}', /holds no progress of the Layerwise course/],
    ['a list', '[]', /holds no progress/],
    ['null', 'null', /holds no progress/],
    ['a later version', JSON.stringify({ ...file, version: 2 }), /has the version 2, and this Layerwise reads version 1/],
    ['no version', JSON.stringify({ ...file, version: undefined }), /has the version \(none\)/],
    ['no lessons', JSON.stringify({ ...file, lessons: 3 }), /has no list of lessons/],
    ['too many lessons', JSON.stringify({ ...file, lessons: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`l${index}`, {}])) }), /has no list of lessons/],
    ['a lesson that is a word', JSON.stringify({ ...file, lessons: { 'why-containers': 'done' } }), /has a lesson that cannot be read: "why-containers"/],
    ['an id that is none', JSON.stringify({ ...file, lessons: { '__proto__ x': {} } }), /has a lesson that cannot be read/],
    ['the id of a prototype', `{"format":"layerwise-course-progress","version":1,"lessons":{"__proto__":{}}}`, /has a lesson that cannot be read/],
    ['a lab that is neither', JSON.stringify({ ...file, lessons: { a: { lab: { done: 'yes', date: monday } } } }), /has a lab that cannot be read, of the lesson a/],
    ['a lab without a date', JSON.stringify({ ...file, lessons: { a: { lab: { done: 'all' } } } }), /has a date that cannot be read, of the lesson a/],
    ['a date that is none', JSON.stringify({ ...file, lessons: { a: { opened: 'yesterday' } } }), /has a date that cannot be read/],
    ['answers that are a list', JSON.stringify({ ...file, lessons: { a: { answers: [] } } }), /has answers that cannot be read/],
    ['an answer without a verdict', JSON.stringify({ ...file, lessons: { a: { answers: { q: { date: monday } } } } }), /has an answer that cannot be read/],
    ['a file of another size', ' '.repeat(5_000_001), /is too large/],
  ];
  for (const [name, text, says] of bad) {
    test(`a file with ${name} is refused, with the reason`, () => {
      assert.throws(() => readProgressText(text), (error: unknown) => error instanceof ProgressFileProblem && says.test(error.message));
    });
  }

  test('merging keeps what either has done, and the later answer', () => {
    const other: CourseRecord = {
      lessons: {
        'layers-and-cache': { opened: monday, lab: { done: 'static', date: monday }, answers: { 'what-is-a-key': { correct: false, date: monday }, cascade: { correct: true, date: monday } } },
        'first-container': { lab: { done: 'all', date: tuesday } },
        'build-context': { opened: monday },
      },
    };
    const expected: CourseRecord = {
      lessons: {
        'layers-and-cache': {
          opened: tuesday,
          lab: { done: 'all', date: tuesday },
          answers: { 'what-is-a-key': { correct: true, date: tuesday }, cascade: { correct: true, date: monday } },
        },
        'first-container': { opened: monday, lab: { done: 'all', date: tuesday } },
        'why-containers': record.lessons['why-containers']!,
        'build-context': { opened: monday },
      },
    };
    assert.deepEqual(merged(record, other), expected);
    assert.deepEqual(merged(other, record), expected);
    assert.deepEqual(merged(record, emptyRecord), record);
    assert.deepEqual(merged(record, record), record);
  });

  test('the list of the first versions is taken over: they checked files only', () => {
    const migrated = withOldList(record, ['first-container', 'layers-and-cache', 'build-context', 7, '../x'], new Date(tuesday));
    assert.deepEqual(migrated, { lessons: { ...record.lessons, 'build-context': { lab: { done: 'static', date: tuesday } } } });
    assert.deepEqual(withOldList(emptyRecord, 'nonsense', new Date(tuesday)), emptyRecord);
  });

  test('what was stored badly costs only itself', () => {
    assert.deepEqual(readStored({ lessons: { ...record.lessons, broken: { lab: 3 }, constructor: undefined } }), record);
    for (const value of [undefined, null, 3, 'x', [], { lessons: [] }]) assert.deepEqual(readStored(value), emptyRecord);
  });

  test('a change of one lesson leaves the others', () => {
    assert.deepEqual(withLesson(record, 'constructor', { opened: monday }).lessons['constructor'], { opened: monday });
    assert.deepEqual(withLesson(record, 'first-container', { lab: { done: 'all', date: tuesday } }).lessons['first-container'], { opened: monday, lab: { done: 'all', date: tuesday } });
  });
});
