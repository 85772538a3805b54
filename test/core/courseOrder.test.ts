/** The order of the course: groups, what is next, where one stopped, and the words of it. */
import * as assert from 'node:assert/strict';
import { courseGroups, lessonState, nextLesson, stoppedAt, type KnownProgress } from '../../client/course/courseOrder';
import { lessonTooltip, standingLabel, standingWords } from '../../client/course/courseWords';
import { conditionLines, doneWords, problemWords, spokenConditions, statusWords, unmetWords } from '../../client/course/labWords';
import type { LabDone } from '../../client/course/progressRecord';
import type { CourseOverview, LabCheckResult, LessonSummary } from '../../server/protocol/course';

const lesson = (id: string, ...prerequisites: string[]): LessonSummary => ({ id, title: id.toUpperCase(), why: `Why ${id}.`, prerequisites, hasLab: true });

const course: CourseOverview = {
  levels: [
    { id: 'foundations', title: 'Foundations', lessons: [lesson('a'), lesson('b', 'a'), lesson('c', 'not-written'), lesson('d', 'b', 'c')] },
    { id: 'advanced', title: 'Advanced', lessons: [lesson('e', 'd')] },
    { id: 'expert', title: 'Expert', lessons: [] },
  ],
  stages: [
    { number: 1, title: 'Dockerfile basics', why: 'Why one.', lessons: ['b', 'e'] },
    { number: 2, title: 'Compose', why: 'Why two.', lessons: ['b'] },
    { number: 3, title: 'Security', why: 'Why three.', lessons: [] },
  ],
};

function progress(done: Readonly<Record<string, LabDone>>, opened: Readonly<Record<string, string>> = {}): KnownProgress {
  return { labDone: (id) => done[id], openedAt: (id) => opened[id], isBegun: (id) => opened[id] !== undefined };
}

suite('the order of the course', () => {
  const ids = (grouping: 'level' | 'stage'): string[] => courseGroups(course, grouping).map(({ title, lessons }) => `${title}: ${lessons.map(({ id }) => id).join(' ')}`);

  test('by level, only those that have lessons', () => {
    assert.deepEqual(ids('level'), ['Foundations: a b c d', 'Advanced: e']);
  });

  test('by stage, a lesson in each of its own; those of none stand first', () => {
    assert.deepEqual(ids('stage'), ['Beside the roadmap: a c d', '1. Dockerfile basics: b e', '2. Compose: b']);
  });

  test('next is the first that is not done and whose prerequisites are', () => {
    assert.equal(nextLesson(course, progress({}))?.id, 'a');
    assert.equal(nextLesson(course, progress({ a: 'static' }))?.id, 'b');
    // Its prerequisite is not written yet, which holds nobody up.
    assert.equal(nextLesson(course, progress({ b: 'all', a: 'all' }))?.id, 'c');
    assert.equal(nextLesson(course, progress({ b: 'all', c: 'all' }))?.id, 'a');
    assert.equal(nextLesson(course, progress({ a: 'all', b: 'all', c: 'all', d: 'all' }))?.id, 'e');
    assert.equal(nextLesson(course, progress({ a: 'all', b: 'all', c: 'all', d: 'all', e: 'static' })), undefined);
  });

  test('one goes on with the lab in progress, else with the lesson opened last, else with the next', () => {
    const opened = { a: '2026-11-16T08:00:00.000Z', c: '2026-11-17T08:00:00.000Z' };
    assert.deepEqual(stoppedAt(course, progress({}, opened), ['a']), { lesson: 'a', part: 'lab' });
    assert.deepEqual(stoppedAt(course, progress({ a: 'all' }, opened), ['a']), { lesson: 'c', part: 'text' });
    assert.deepEqual(stoppedAt(course, progress({ a: 'all', c: 'static' }, opened), ['a', 'c']), { lesson: 'b', part: 'text' });
    assert.deepEqual(stoppedAt(course, progress({}), ['gone']), { lesson: 'a', part: 'text' });
    assert.equal(stoppedAt(course, progress({ a: 'all', b: 'all', c: 'all', d: 'all', e: 'all' }, opened), ['a']), undefined);
  });

  test('the state of a lesson, in words', () => {
    const known = progress({ a: 'all', b: 'static' }, { b: 'x', c: 'x' });
    const words = ['a', 'b', 'c', 'd'].map((id) => standingLabel(lesson(id), { state: lessonState(id, known), isNext: id === 'c' }));
    assert.deepEqual(words, ['Lesson A, done', 'Lesson B, done on files', 'Lesson C, begun, next', 'Lesson D, not begun']);
    assert.equal(standingWords({ state: 'notBegun', isNext: false }), '');
    const tooltip = lessonTooltip({ ...lesson('d', 'b', 'not-written'), hasLab: false }, { state: 'doneOnFiles', isNext: false }, new Map([['b', 'The letter B']]));
    assert.match(tooltip, /Why d\./);
    assert.match(tooltip, /Builds on: The letter B\./);
    assert.match(tooltip, /running Docker/);
    assert.match(tooltip, /No lab/);
  });
});

suite('the words of a checked lab', () => {
  const condition = { met: { title: 'It is tagged', kind: 'static', state: 'met' }, live: { title: 'It runs', kind: 'live', state: 'not-run' } } as const;
  const unmet = { title: 'npm ci stays cached', kind: 'static', state: 'unmet', reason: 'An edit makes it run again.', found: 'COPY . .\u202e\nabove it' } as const;
  const result = (done: LabCheckResult['done'], ...conditions: LabCheckResult['conditions']): LabCheckResult => ({ lesson: 'a', done, conditions });

  test('done says what did not run', () => {
    assert.equal(doneWords(result('all', condition.met)), 'Lab done. Everything that it asks for holds.');
    const words = doneWords({ ...result('static', condition.met, condition.live), problem: 'Docker is not running here.' });
    assert.equal(words, 'Lab done on its files. The conditions on the daemon did not run. Docker is not running here.');
  });

  test('unmet gives the first reason and how many follow', () => {
    assert.equal(unmetWords(result('no', condition.met, unmet, { ...unmet, reason: 'Another' }, { ...unmet, reason: undefined }, unmet)), 'Not there yet: An edit makes it run again. And 2 more.');
    assert.equal(unmetWords(result('no', { ...unmet, reason: 'No full stop' })), 'Not there yet: No full stop.');
  });

  test('the status bar counts, and its tooltip has each condition', () => {
    assert.equal(statusWords(result('no', condition.met, unmet)), 'Lab: 1 of 2');
    assert.equal(statusWords(result('static', condition.met, condition.live)), 'Lab done on files: 1 of 2');
    assert.equal(statusWords(result('all', condition.met)), 'Lab done');
    assert.equal(statusWords(result('no')), 'Lab: not checked');
    assert.deepEqual(conditionLines(result('no', condition.met, unmet, condition.live)), ['✓ It is tagged', '✕ npm ci stays cached. COPY . . above it', '– It runs (not run)']);
    assert.deepEqual(conditionLines({ ...result('no'), problem: 'Why.' }), ['The lab could not be checked. Why.']);
    assert.equal(spokenConditions(result('no', condition.met, unmet, condition.live)), 'Lab: 1 of 3. It is tagged: Holds. npm ci stays cached: Not yet. It runs: Not run: no daemon.');
    assert.equal(spokenConditions({ ...result('no'), problem: 'Why.' }), 'Lab: not checked. The lab could not be checked. Why.');
    assert.equal(problemWords(result('no')), 'The lab could not be checked. The output of Layerwise says why.');
  });
});
