/** What the page of the flashcards and the extension tell each other. */

import type { LessonQuestion } from './course';

/** How well an answer was known: `again` for a wrong one, the others as the reader says. */
export type QuizRating = 'again' | 'hard' | 'good' | 'easy';

/** One question on display. */
export interface ShownQuestion {
  /** With its answers in the order that they are shown in. */
  readonly question: LessonQuestion;
  readonly lesson: string;
  readonly lessonTitle: string;
  readonly isNew: boolean;
  /** Index of the answer that was chosen first; undefined while none is. */
  readonly chosen: number | undefined;
  /** When it comes again, by how well it was known: `in 3 days`. */
  readonly again: Readonly<Record<QuizRating, string>>;
}

export interface ShownQuiz {
  /** Undefined where nothing is due. */
  readonly question: ShownQuestion | undefined;
  /** Cards still to ask now, the one on display among them, and cards answered since the page was opened. */
  readonly left: number;
  readonly answered: number;
  readonly right: number;
  /** What to say where there is no question. */
  readonly nothing: { readonly title: string; readonly text: string } | undefined;
  readonly interviewsAhead: boolean;
}

export interface ToQuizPage {
  readonly type: 'quiz';
  readonly quiz: ShownQuiz;
  /** True where the reader asked for another question: the focus goes to it. */
  readonly isNext: boolean;
}

export type FromQuizPage =
  | { readonly type: 'ready' }
  /** The first answer that was chosen. */
  | { readonly type: 'answered'; readonly answer: number }
  /** Goes on; `rating` counts after a right answer. */
  | { readonly type: 'next'; readonly rating: QuizRating }
  | { readonly type: 'interviews'; readonly on: boolean }
  | { readonly type: 'openLesson' }
  | { readonly type: 'continueCourse' };
