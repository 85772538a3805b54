import { createEmptyCard, fsrs, Rating, State, type Card, type Grade } from 'ts-fsrs';
import type { QuizRating } from '../../../server/protocol/quizPage';
import type { StoredCard } from './quizState';

/**
 * Free Spaced Repetition Scheduler with its published defaults: nine of ten cards are to be known when they come again.
 * Without its random part, so that what the page announces is what happens.
 */
const scheduler = fsrs({ enable_fuzz: false });

const grades: Readonly<Record<QuizRating, Grade>> = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy };

/** The card after an answer. @param card undefined for a new one */
export function rated(card: StoredCard | undefined, rating: QuizRating, now: Date): StoredCard {
  return stored(scheduler.next(card ? cardOf(card, now) : createEmptyCard(now), now, grades[rating]).card, now);
}

/** When the card comes again after each of the answers. */
export function dueAfter(card: StoredCard | undefined, now: Date): Readonly<Record<QuizRating, Date>> {
  const due = (rating: QuizRating): Date => new Date(rated(card, rating, now).due);
  return { again: due('again'), hard: due('hard'), good: due('good'), easy: due('easy') };
}

function cardOf({ due, lastReview, stability, difficulty, scheduledDays, learningSteps, reps, lapses, state }: StoredCard, now: Date): Card {
  return {
    due: new Date(due),
    // The scheduler takes no review that is still to come; the clock of another machine may be ahead.
    last_review: new Date(Math.min(Date.parse(lastReview), now.getTime())),
    stability,
    difficulty,
    // The scheduler counts it from the last review.
    elapsed_days: 0,
    scheduled_days: scheduledDays,
    learning_steps: learningSteps,
    reps,
    lapses,
    state: State[state],
  };
}

function stored({ due, stability, difficulty, scheduled_days, learning_steps, reps, lapses, state }: Card, now: Date): StoredCard {
  return {
    due: due.toISOString(),
    lastReview: now.toISOString(),
    stability,
    difficulty,
    scheduledDays: scheduled_days,
    learningSteps: learning_steps,
    reps,
    lapses,
    state: State[state] as StoredCard['state'],
  };
}
