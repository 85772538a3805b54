import type { QuizCard } from '../../../server/protocol/course';
import type { QuizRating, ShownQuestion, ShownQuiz } from '../../../server/protocol/quizPage';
import { cardKey, dealCards, newPerDay, shuffled, untilWords, withAnswer, type Deck } from './quizDeck';
import type { QuizState, StoredCard } from './quizState';
import { dueAfter } from './schedule';

/** What a sitting needs of its surroundings. */
export interface QuizSurroundings {
  readonly now: () => Date;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly isDone: (lesson: string) => boolean;
  readonly state: () => QuizState;
  readonly store: (state: QuizState) => void;
}

const ratings: readonly QuizRating[] = ['hard', 'good', 'easy'];

/** A card on display, and what held before it was answered. */
interface DealtCard {
  readonly card: QuizCard;
  readonly isNew: boolean;
  readonly again: ShownQuestion['again'];
}

/** Questions, one after the other, until nothing is due. A wrong answer counts at once; a right one when the reader goes on. */
export class QuizSitting {
  private readonly failed = new Set<string>();
  private dealt: DealtCard | undefined;
  private chosen: number | undefined;
  private answered = 0;
  private right = 0;
  private deck: Deck;

  constructor(
    private readonly cards: readonly QuizCard[],
    private readonly around: QuizSurroundings,
  ) {
    this.deck = this.deal();
  }

  /** Id of the lesson that the question on display belongs to. */
  get lesson(): string | undefined {
    return this.dealt?.card.lesson;
  }

  shown(): ShownQuiz {
    const { dealt, deck, answered, right } = this;
    return {
      question: dealt && this.question(dealt),
      left: deck.due + deck.fresh,
      answered,
      right,
      nothing: dealt ? undefined : this.nothing(),
      interviewsAhead: this.around.state().interviewsAhead,
    };
  }

  /** Looks for a question where none is shown: time has passed, or a lesson was done. */
  look(): void {
    if (!this.dealt) this.deck = this.deal();
  }

  /** The first answer counts; a wrong one is noted at once. */
  answer(index: number): void {
    const { card } = this.dealt ?? {};
    const picked = card?.answers[index];
    if (!card || !picked || this.chosen !== undefined) return;
    this.chosen = index;
    this.answered++;
    if (picked.correct) this.right++;
    else this.note(card, 'again');
  }

  /** Goes on to the next question; a right answer is noted. */
  next(rating: QuizRating): void {
    if (this.chosen === undefined && this.dealt) return;
    this.finish(rating);
    this.deck = this.deal();
  }

  /** Notes a right answer that the reader has not rated, when the page goes. */
  finish(rating: QuizRating = 'good'): void {
    const { card } = this.dealt ?? {};
    const { chosen } = this;
    if (card && chosen !== undefined && card.answers[chosen]?.correct) this.note(card, ratings.includes(rating) ? rating : 'good');
    this.dealt = undefined;
    this.chosen = undefined;
  }

  /** Whether interview questions of lessons that are not done are asked, too. The question on display stays where it may. */
  askInterviews(on: boolean): void {
    this.around.store({ ...this.around.state(), interviewsAhead: on });
    if (this.chosen === undefined) this.deck = this.deal();
  }

  private deal(): Deck {
    const { state, now, isDone, random } = this.around;
    const deck = dealCards(this.cards, state(), now(), this.failed, isDone);
    if (!deck.next) this.dealt = undefined;
    else if (!this.dealt || cardKey(this.dealt.card) !== cardKey(deck.next)) {
      const known = state().cards[cardKey(deck.next)];
      this.dealt = { card: { ...deck.next, answers: shuffled(deck.next.answers, random) }, isNew: known === undefined, again: againWords(known, now()) };
    }
    return deck;
  }

  private note(card: QuizCard, rating: QuizRating): void {
    const key = cardKey(card);
    this.around.store(withAnswer(this.around.state(), key, rating, this.around.now()));
    if (rating === 'again') this.failed.add(key);
    else this.failed.delete(key);
  }

  private question({ card, isNew, again }: DealtCard): ShownQuestion {
    const { id, text, interview, modelAnswer, answers, lesson, lessonTitle } = card;
    return { question: { id, text, interview, modelAnswer, answers }, lesson, lessonTitle, isNew, chosen: this.chosen, again };
  }

  private nothing(): { title: string; text: string } {
    const { all, nextDue, moreTomorrow } = this.deck;
    if (all === 0) return { title: 'No questions yet', text: 'Questions come from lessons that you have done. Finish the lab of a lesson, or ask interview questions of all lessons.' };
    const when = nextDue ? `The next question comes ${untilWords(this.around.now(), nextDue)}.` : '';
    const tomorrow = moreTomorrow ? `New questions come tomorrow: at most ${newPerDay} are begun on a day.` : '';
    return { title: 'Nothing is due now', text: [when, tomorrow].filter(Boolean).join(' ') };
  }
}

function againWords(known: StoredCard | undefined, now: Date): ShownQuestion['again'] {
  const due = dueAfter(known, now);
  return { again: untilWords(now, due.again), hard: untilWords(now, due.hard), good: untilWords(now, due.good), easy: untilWords(now, due.easy) };
}
