import type { LessonQuestion } from '../../server/protocol/course';
import { element } from '../webview/element';
import { inlineMarkdown, markdown, plainWords } from './markdown';

export interface QuestionListener {
  /** An answer was chosen, by its index. */
  onAnswered(answer: number, correct: boolean): void;
  /** Says something to a screen reader. */
  announce(sentence: string): void;
}

/**
 * A question with its answers as buttons. The chosen one is told right or wrong at once, with the reason; then the reasons of
 * all can be shown, and another one can be chosen.
 * @param chosen index of the answer that was chosen before
 */
export function questionElement(question: LessonQuestion, listener: QuestionListener, chosen?: number): HTMLElement {
  const heading = element('h3', {}, [inlineMarkdown(question.text)]);
  const answers = question.answers.map((answer, index) => new Answer(answer, () => choose(index, true)));
  const all = element('button', { type: 'button', class: 'link', hidden: true }, ['Why the others are right or wrong']);
  all.addEventListener('click', () => {
    answers.forEach((answer) => answer.showReason());
    all.hidden = true;
    listener.announce('The reasons of all answers are shown.');
  });
  const choose = (index: number, isNew: boolean): void => {
    answers.forEach((answer, at) => answer.choose(at === index));
    all.hidden = answers.every(({ isReasonShown }) => isReasonShown);
    const picked = question.answers[index];
    if (isNew && picked !== undefined) {
      listener.announce(`${verdict(picked.correct)} ${plainWords(picked.because)}`);
      listener.onAnswered(index, picked.correct);
    }
  };
  if (chosen !== undefined) choose(chosen, false);
  const label = element('p', { class: 'question-kind' }, ['Interview question']);
  const list = element('ul', { class: 'answers' }, answers.map(({ item }) => item));
  return element('section', { class: 'question' }, [...(question.interview ? [label] : []), heading, list, all, ...modelAnswer(question)]);
}

export function verdict(correct: boolean): string {
  return correct ? 'Right.' : 'Not quite.';
}

class Answer {
  readonly item: HTMLLIElement;
  private readonly button: HTMLButtonElement;
  private readonly sign = element('span', { class: 'sign', 'aria-hidden': 'true' }, ['○']);
  private readonly reason: HTMLElement;

  constructor(
    private readonly answer: LessonQuestion['answers'][number],
    onChosen: () => void,
  ) {
    this.button = element('button', { type: 'button', class: 'answer', 'aria-pressed': 'false' }, [this.sign, element('span', {}, [inlineMarkdown(answer.text)])]);
    this.button.addEventListener('click', onChosen);
    this.reason = element('p', { class: 'reason', hidden: true }, [element('strong', {}, [verdict(answer.correct)]), ' ', inlineMarkdown(answer.because)]);
    this.item = element('li', {}, [this.button, this.reason]);
  }

  get isReasonShown(): boolean {
    return !this.reason.hidden;
  }

  /** What was shown before stays. */
  choose(isChosen: boolean): void {
    this.button.setAttribute('aria-pressed', String(isChosen));
    if (isChosen) this.showReason();
  }

  showReason(): void {
    this.reason.hidden = false;
    this.item.dataset['correct'] = String(this.answer.correct);
    this.sign.textContent = this.answer.correct ? '✓' : '✕';
  }
}

function modelAnswer({ modelAnswer, interview }: LessonQuestion): HTMLElement[] {
  if (modelAnswer === undefined) return [];
  return [element('details', { class: 'model' }, [element('summary', {}, [interview ? 'What you could say in an interview' : 'A whole answer']), markdown(modelAnswer)])];
}
