import type { QuizCard } from '../../../server/protocol/course';
import type { QuizRating } from '../../../server/protocol/quizPage';
import type { QuizState } from './quizState';
import { rated } from './schedule';

/** New cards of one day: what is begun today comes again in the days after. */
export const newPerDay = 10;

/** A wrong answer comes again in the same sitting, if nothing else is due, up to this long before its time: milliseconds. */
const ahead = 20 * 60_000;

/** What there is to ask. */
export interface Deck {
  /** The card to ask now; undefined where nothing is due. */
  readonly next: QuizCard | undefined;
  /** Cards that are due, and new ones that may still be begun today, the next one among them. */
  readonly due: number;
  readonly fresh: number;
  /** Where nothing is due: when the next card is, and whether only the day's bound keeps new ones back. */
  readonly nextDue: Date | undefined;
  readonly moreTomorrow: boolean;
  /** Cards that may be asked at all. */
  readonly all: number;
}

export function cardKey({ lesson, id }: Pick<QuizCard, 'lesson' | 'id'>): string {
  return `${lesson}/${id}`;
}

/**
 * Which card comes next: what is due, longest due first; then new ones in the course's order, at most so many a day; then what
 * was answered wrong in this sitting.
 * @param failed keys of cards that were answered wrong in this sitting and not right since
 * @param isDone whether a lesson is done
 */
export function dealCards(cards: readonly QuizCard[], state: QuizState, now: Date, failed: ReadonlySet<string>, isDone: (lesson: string) => boolean): Deck {
  const open = cards.filter(({ lesson, interview }) => isDone(lesson) || (interview && state.interviewsAhead));
  const seen = open.flatMap((card) => {
    const known = state.cards[cardKey(card)];
    return known ? [{ card, due: Date.parse(known.due) }] : [];
  });
  const byDate = seen.sort((a, b) => a.due - b.due);
  const due = byDate.filter((each) => each.due <= now.getTime());
  const unseen = open.filter((card) => !state.cards[cardKey(card)]);
  const fresh = unseen.slice(0, Math.max(0, newPerDay - begunOn(state, now)));
  const repeated = byDate.filter((each) => each.due > now.getTime() && each.due <= now.getTime() + ahead && failed.has(cardKey(each.card)));
  const next = due[0]?.card ?? fresh[0] ?? repeated[0]?.card;
  const later = byDate.find((each) => each.due > now.getTime());
  return {
    next,
    due: due.length + repeated.length,
    fresh: fresh.length,
    nextDue: next || !later ? undefined : new Date(later.due),
    moreTomorrow: !next && unseen.length > 0,
    all: open.length,
  };
}

/** The state after an answer. */
export function withAnswer(state: QuizState, key: string, rating: QuizRating, now: Date): QuizState {
  const known = state.cards[key];
  const begun = known ? state.begun : { day: dayOf(now), count: begunOn(state, now) + 1 };
  return { ...state, begun, cards: { ...state.cards, [key]: rated(known, rating, now) } };
}

/** The answers in another order; the same order for the same numbers. @param random from 0 to below 1 */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** How long it is until a date: `in 10 minutes`, `tomorrow`, `in 3 days`. */
export function untilWords(now: Date, date: Date): string {
  const minutes = Math.max(1, Math.round((date.getTime() - now.getTime()) / 60_000));
  if (minutes < 60) return inWords(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (hours < 24) return inWords(hours, 'hour');
  const days = Math.round(minutes / 1440);
  if (days === 1) return 'in a day';
  return days < 60 ? inWords(days, 'day') : days < 730 ? inWords(Math.round(days / 30.4), 'month') : inWords(Math.round(days / 365.25), 'year');
}

function inWords(amount: number, unit: string): string {
  return `in ${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function begunOn({ begun }: QuizState, now: Date): number {
  return begun.day === dayOf(now) ? begun.count : 0;
}

/** The day as the reader's clock has it. */
function dayOf(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}
