import assert from 'node:assert/strict';
import { dealCards, newPerDay, shuffled, untilWords, withAnswer } from '../../client/course/quiz/quizDeck';
import { QuizSitting } from '../../client/course/quiz/quizSitting';
import { emptyQuizState, mergedQuizStates, readQuizState, type QuizState } from '../../client/course/quiz/quizState';
import { dueAfter, rated } from '../../client/course/quiz/schedule';
import type { QuizCard } from '../../server/protocol/course';

const minute = 60_000;
const day = 24 * 60 * minute;
const start = new Date(2026, 10, 22, 9, 0, 0);
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

function cardOf(lesson: string, id: string, interview = false): QuizCard {
  const answers = [{ text: 'right', correct: true, because: 'so it is' }, ...['b', 'c', 'd'].map((text) => ({ text, correct: false, because: 'not so' }))];
  return { lesson, lessonTitle: lesson, id, text: `${id}?`, interview, modelAnswer: undefined, answers };
}

suite('when a flashcard comes again', () => {
  test('a wrong answer after a minute, an easy one after days', () => {
    const due = dueAfter(undefined, start);
    assert.deepEqual([due.again, due.hard, due.good].map((date) => (date.getTime() - start.getTime()) / minute), [1, 6, 10]);
    assert.equal((due.easy.getTime() - start.getTime()) / day, 8);
  });

  test('an answer from a clock that is ahead of this one does no harm', () => {
    const ahead = { ...rated(undefined, 'easy', start), lastReview: later(3 * day).toISOString() };
    for (const rating of ['again', 'hard', 'good', 'easy'] as const) assert.ok(Date.parse(rated(ahead, rating, start).due) > start.getTime(), rating);
  });

  test('each right answer later than the one before, a forgotten one soon', () => {
    let card = rated(undefined, 'good', start);
    const pauses: number[] = [];
    for (let times = 0; times < 5; times++) {
      const at = new Date(card.due);
      card = rated(card, 'good', at);
      pauses.push((Date.parse(card.due) - at.getTime()) / day);
    }
    assert.ok(pauses.every((pause, index) => index === 0 || pause > pauses[index - 1]!), pauses.join(' '));
    const at = new Date(card.due);
    const forgotten = rated(card, 'again', at);
    assert.equal((Date.parse(forgotten.due) - at.getTime()) / minute, 10);
    assert.deepEqual([forgotten.state, forgotten.lapses, card.lapses], ['Relearning', 1, 0]);
    assert.ok(forgotten.stability < card.stability);
  });

  test('the same through a file as in memory', () => {
    let card = rated(undefined, 'hard', start);
    for (const [pause, rating] of [[10 * minute, 'good'], [2 * day, 'hard'], [9 * day, 'again'], [9 * day + 10 * minute, 'easy']] as const) {
      const state = withAnswer({ ...emptyQuizState, cards: { 'a/b': card } }, 'a/b', rating, later(pause));
      card = rated(card, rating, later(pause));
      assert.deepEqual(readQuizState(JSON.parse(JSON.stringify(state)))?.cards['a/b'], card);
    }
    assert.equal(card.reps, 5);
  });

  test('in words', () => {
    const words = [10_000, minute, 59 * minute, 61 * minute, 23 * 60 * minute, 25 * 60 * minute, 3 * day, 90 * day, 800 * day];
    assert.deepEqual(words.map((time) => untilWords(start, later(time))), [
      'in 1 minute', 'in 1 minute', 'in 59 minutes', 'in 1 hour', 'in 23 hours', 'in a day', 'in 3 days', 'in 3 months', 'in 2 years',
    ]);
  });
});

suite('which flashcard comes next', () => {
  const cards = [cardOf('one', 'a'), cardOf('one', 'b'), cardOf('two', 'c', true), cardOf('two', 'd')];
  const none = new Set<string>();
  const first = (lesson: string): boolean => lesson === 'one';

  test('only of lessons that are done; interview questions of others when they are wanted', () => {
    const deck = dealCards(cards, emptyQuizState, start, none, first);
    assert.deepEqual([deck.next?.id, deck.fresh, deck.due, deck.all], ['a', 2, 0, 2]);
    assert.equal(dealCards(cards, { ...emptyQuizState, interviewsAhead: true }, start, none, first).all, 3);
    assert.deepEqual(dealCards(cards, emptyQuizState, start, none, () => false), { next: undefined, due: 0, fresh: 0, nextDue: undefined, moreTomorrow: false, all: 0 });
  });

  test('due ones before new ones, the longest due first', () => {
    let state = withAnswer(emptyQuizState, 'one/b', 'good', start);
    state = withAnswer(state, 'one/a', 'again', start);
    assert.equal(dealCards(cards, state, later(20 * minute), none, () => true).next?.id, 'a');
    const one = dealCards(cards, withAnswer(state, 'one/a', 'good', later(20 * minute)), later(20 * minute), none, () => true);
    assert.deepEqual([one.next?.id, one.due, one.fresh], ['b', 1, 2]);
  });

  test('at most so many new ones a day', () => {
    const many = Array.from({ length: 25 }, (_, index) => cardOf('one', `q${index}`));
    let state: QuizState = emptyQuizState;
    for (const { id } of many.slice(0, newPerDay)) state = withAnswer(state, `one/${id}`, 'easy', start);
    const today = dealCards(many, state, later(minute), none, () => true);
    assert.deepEqual([today.next, today.fresh, today.moreTomorrow], [undefined, 0, true]);
    assert.equal(today.nextDue?.getTime(), later(8 * day).getTime());
    assert.deepEqual([dealCards(many, state, later(day), none, () => true).next?.id, dealCards(many, state, later(day), none, () => true).fresh], ['q10', newPerDay]);
    // A card that was begun before counts for no day.
    assert.equal(withAnswer(state, 'one/q0', 'good', later(day)).begun.count, newPerDay);
  });

  test('a wrong answer comes again in the same sitting when nothing else is left', () => {
    const state = withAnswer(withAnswer(emptyQuizState, 'one/a', 'again', start), 'one/b', 'good', start);
    assert.equal(dealCards(cards, state, start, new Set(['one/a']), first).next?.id, 'a');
    const other = dealCards(cards, state, start, none, first);
    assert.deepEqual([other.next, other.nextDue?.getTime()], [undefined, later(minute).getTime()]);
  });

  test('the order of answers is another, and holds them all', () => {
    const items = [1, 2, 3, 4, 5];
    assert.deepEqual(shuffled(items, () => 0), [2, 3, 4, 5, 1]);
    assert.deepEqual(shuffled(items, () => 0.999), items);
    assert.deepEqual(items, [1, 2, 3, 4, 5]);
  });
});

suite('a sitting', () => {
  const cards = [cardOf('one', 'a'), cardOf('one', 'b'), cardOf('two', 'c', true)];
  function begin(given: QuizState = emptyQuizState, deck = cards) {
    const world = { now: start, state: given };
    const sitting = new QuizSitting(deck, {
      now: () => world.now,
      random: () => 0.5,
      isDone: (lesson) => lesson === 'one',
      state: () => world.state,
      store: (state) => (world.state = state),
    });
    const answer = (correct: boolean): void => sitting.answer(sitting.shown().question!.question.answers.findIndex((each) => each.correct === correct));
    return { world, sitting, answer };
  }

  test('wrong counts at once, right when the reader goes on; the first answer counts', () => {
    const { world, sitting, answer } = begin();
    answer(false);
    assert.equal(world.state.cards['one/a']!.lapses + world.state.cards['one/a']!.reps, 1);
    answer(true);
    assert.deepEqual([sitting.shown().answered, sitting.shown().right], [1, 0]);
    sitting.next('easy');
    assert.equal(world.state.cards['one/a']!.due, later(minute).toISOString());
    assert.equal(sitting.shown().question!.question.id, 'b');
    answer(true);
    assert.equal(world.state.cards['one/b'], undefined);
    sitting.next('easy');
    assert.equal(world.state.cards['one/b']!.due, later(8 * day).toISOString());
    assert.equal(sitting.shown().question!.question.id, 'a');
    answer(true);
    sitting.next('good');
    const end = sitting.shown();
    world.now = later(11 * minute);
    sitting.look();
    assert.equal(sitting.shown().question?.question.id, 'a');
    assert.deepEqual([end.question, end.answered, end.right, end.nothing], [undefined, 3, 2, { title: 'Nothing is due now', text: 'The next question comes in 10 minutes.' }]);
  });

  test('goes on only after an answer', () => {
    const { world, sitting } = begin();
    sitting.next('good');
    sitting.answer(99);
    assert.equal(sitting.shown().question!.question.id, 'a');
    assert.deepEqual(world.state, emptyQuizState);
  });

  test('the order of answers stays while a question is shown, and what it says of the next time', () => {
    const { sitting, answer } = begin();
    const before = sitting.shown().question!;
    sitting.askInterviews(true);
    assert.deepEqual(sitting.shown().question, before);
    answer(false);
    sitting.askInterviews(false);
    assert.deepEqual({ ...sitting.shown().question, chosen: undefined }, before);
    assert.equal(before.again.again, 'in 1 minute');
  });

  test('a right answer that nobody rated counts as good when the page goes', () => {
    const { world, sitting, answer } = begin();
    answer(true);
    sitting.finish();
    sitting.finish();
    assert.equal(world.state.cards['one/a']!.due, later(10 * minute).toISOString());
    assert.equal(world.state.cards['one/a']!.reps, 1);
  });

  test('without lessons that are done it says what to do, and can ask interview questions', () => {
    const { world, sitting } = begin(emptyQuizState, [cards[2]!]);
    assert.match(sitting.shown().nothing!.title, /No questions yet/);
    sitting.askInterviews(true);
    assert.deepEqual([sitting.shown().question!.question.id, world.state.interviewsAhead], ['c', true]);
  });
});

suite('what is remembered of flashcards', () => {
  const state = withAnswer({ ...emptyQuizState, interviewsAhead: true }, 'one/a', 'good', start);

  test('is read back whole, and nothing else is', () => {
    assert.deepEqual(readQuizState(JSON.parse(JSON.stringify({ ...state, more: 1 }))), state);
    const card = state.cards['one/a']!;
    const wrong: unknown[] = [undefined, null, [], 'x', {}, { version: 2, cards: {} }, { version: 1 }, { version: 1, cards: [] }];
    for (const change of [{ due: 'tomorrow' }, { due: undefined }, { stability: 'NaN' }, { stability: -1 }, { reps: 1.5 }, { state: 'New' }, { difficulty: Infinity }]) {
      wrong.push({ version: 1, cards: { 'one/a': { ...card, ...change } } });
    }
    wrong.push({ version: 1, cards: { '../x': card } }, { version: 1, cards: { 'one/a': null } });
    for (const value of wrong) assert.equal(readQuizState(value), undefined, JSON.stringify(value));
    assert.deepEqual(readQuizState({ version: 1, cards: {}, begun: { day: 5 } }), emptyQuizState);
  });

  test('merged, the later answer of a card counts and none is lost', () => {
    const newer = withAnswer(withAnswer(emptyQuizState, 'one/a', 'easy', later(day)), 'one/b', 'good', start);
    assert.deepEqual(mergedQuizStates(state, newer).cards, newer.cards);
    const back = mergedQuizStates(newer, state);
    assert.deepEqual([back.cards['one/a'], back.interviewsAhead], [newer.cards['one/a'], false]);
  });
});
