import type { FromQuizPage, QuizRating, ShownQuestion, ShownQuiz, ToQuizPage } from '../../server/protocol/quizPage';
import lessonStyle from '../lesson/lesson.css';
import { plainWords } from '../lesson/markdown';
import { questionElement, verdict } from '../lesson/question';
import { Said } from '../lesson/said';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import pageStyle from '../webview/page.css';
import quizStyle from './quiz.css';

const host = new Host<ToQuizPage, FromQuizPage, Record<string, never>>();
document.head.append(element('style', {}, [pageStyle, lessonStyle, quizStyle]));
const place = element('main', { class: 'lesson quiz', id: 'quiz' });
document.body.append(place);
const said = new Said();

/** The question on display: its element stays while it is answered, so that the reader's place stays, too. */
let asked: { readonly key: string; readonly rating: HTMLElement } | undefined;
const head = element('div', { class: 'quiz-head' });
const bar = element('progress', { 'aria-label': 'Questions answered' });
const body = element('div');
const foot = element('footer', { class: 'quiz-foot' });
place.append(head, bar, body, foot);

host.onMessage(({ quiz, isNext }) => show(quiz, isNext));
host.tell({ type: 'ready' });

function show(quiz: ShownQuiz, isNext: boolean): void {
  showHead(quiz);
  showFoot(quiz);
  const { question } = quiz;
  const key = question && `${question.lesson}/${question.question.id}`;
  if (question && key !== undefined && asked?.key === key && !isNext) return showRating(question, asked.rating);
  const rating = element('div');
  asked = key === undefined ? undefined : { key, rating };
  body.replaceChildren(...(question ? card(question, rating) : nothing(quiz)));
  if (question) showRating(question, rating);
  const heading = body.querySelector<HTMLElement>('h3, h2');
  if (isNext && heading) {
    heading.tabIndex = -1;
    heading.focus();
    window.scrollTo(0, 0);
  }
}

function showHead({ left, answered, right, question }: ShownQuiz): void {
  const open = question?.chosen === undefined ? left : left - 1;
  const counts = answered === 0 ? (left > 0 ? `${left} to answer` : '') : `${answered} answered, ${right} of them right${open > 0 ? ` · ${open} to answer` : ''}`;
  head.replaceChildren(element('h1', {}, ['Quiz']), element('p', { class: 'counts' }, [counts]));
  bar.max = Math.max(1, answered + open);
  bar.value = answered;
  bar.hidden = !question && answered === 0;
}

function card(shown: ShownQuestion, rating: HTMLElement): Node[] {
  const { question, lessonTitle, isNew, chosen } = shown;
  const source = element('p', { class: 'card-source' }, [element('span', {}, [lessonTitle]), ...(isNew ? [element('span', { class: 'badge' }, ['New'])] : [])]);
  let counts = chosen === undefined;
  const made = questionElement(question, {
    onAnswered(answer) {
      // Who tries the others afterwards only reads.
      if (counts) host.tell({ type: 'answered', answer });
      counts = false;
    },
    announce: (sentence) => said.aloud(sentence),
  }, chosen);
  return [source, made, rating];
}

const words: readonly (readonly [QuizRating, string])[] = [['hard', 'Hard'], ['good', 'Good'], ['easy', 'Easy']];

/** After the first answer: how well it was known, and on. */
function showRating({ question, chosen, again }: ShownQuestion, rating: HTMLElement): void {
  const picked = chosen === undefined ? undefined : question.answers[chosen];
  if (!picked || rating.childElementCount > 0) return;
  const lesson = button('Open the lesson', 'link', () => host.tell({ type: 'openLesson' }));
  const parts = picked.correct ? knownParts(again) : [element('h2', {}, [`This question comes again ${again.again}.`]), next('again', ['Next question'], 'primary')];
  rating.replaceChildren(element('div', { class: 'rating' }, [...parts, element('p', {}, [lesson])]));
  // The announcement of the answer itself comes from the question.
  said.aloud(`${verdict(picked.correct)} ${plainWords(picked.because)} ${picked.correct ? 'Say how well you knew it.' : `It comes again ${again.again}.`}`);
  rating.querySelector<HTMLElement>('button.primary')?.focus();
}

function knownParts(again: ShownQuestion['again']): Node[] {
  const buttons = words.map(([rating, word]) => next(rating, [element('span', {}, [word]), element('span', { class: 'when' }, [`again ${again[rating]}`])], rating === 'good' ? 'primary' : ''));
  return [element('h2', { id: 'how-well' }, ['How well did you know it?']), element('div', { class: 'ratings', role: 'group', 'aria-labelledby': 'how-well' }, buttons)];
}

function next(rating: QuizRating, label: readonly (Node | string)[], style: string): HTMLElement {
  const made = button(label, style, () => host.tell({ type: 'next', rating }));
  made.dataset['rating'] = rating;
  return made;
}

function nothing({ nothing }: ShownQuiz): Node[] {
  const on = button('Continue the course', 'primary', () => host.tell({ type: 'continueCourse' }));
  // Time passes, and lessons get done, while this is shown.
  const again = button('Look again', '', () => host.tell({ type: 'next', rating: 'good' }));
  return [element('h2', {}, [nothing?.title ?? '']), element('p', {}, [nothing?.text ?? '']), element('p', { class: 'tools' }, [on, again])];
}

function showFoot({ interviewsAhead }: ShownQuiz): void {
  if (foot.childElementCount > 0) return;
  const box = element('input', { type: 'checkbox', checked: interviewsAhead });
  box.addEventListener('change', () => host.tell({ type: 'interviews', on: box.checked }));
  foot.append(element('label', {}, [box, 'Also ask interview questions of lessons that I have not done']));
}

function button(label: string | readonly (Node | string)[], style: string, onPressed: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: style === '' ? undefined : style }, typeof label === 'string' ? [label] : label);
  made.addEventListener('click', onPressed);
  return made;
}
