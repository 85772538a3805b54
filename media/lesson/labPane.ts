import type { LabCheckResult, LessonLab } from '../../server/protocol/course';
import { commands } from '../../server/protocol/messages';
import { element } from '../webview/element';
import { codeBlock, type CodeActions } from './codeBlock';
import { conditionList, conditionsOf, resultSentence } from './conditionList';
import { markdown } from './markdown';

export interface LabListener {
  run(command: string): void;
  /** So many hints are shown now. */
  onHint(shown: number): void;
  announce(sentence: string): void;
}

/** The lab of a lesson: task, what must hold and whether it does, hints one at a time. A new result changes only what it says. */
export class LabPane {
  readonly element: HTMLElement;
  /** Counts what holds; stands on the tab. */
  readonly badge = element('span', { class: 'badge', hidden: true });
  private readonly conditions = element('div', { class: 'condition-groups' });
  private readonly sentence = element('p', { class: 'result' });
  private readonly problem = element('p', { class: 'problem-line' });
  private readonly hints = element('ol', { class: 'hints' });
  private readonly moreHints = element('button', { type: 'button' });
  private readonly start = button('Start lab', 'primary', () => this.listener.run(commands.startLab));

  /** `hintsShown`: how many hints the reader has asked for already. */
  constructor(
    private readonly lab: LessonLab,
    private readonly actions: CodeActions,
    private readonly listener: LabListener,
    hintsShown: number,
  ) {
    const fence = (info: string, content: string): HTMLElement => codeBlock(info, content, actions);
    const variants = lab.variants.length === 0 ? [] : [element('p', { class: 'hint-line' }, [`You can do it in ${inWords(lab.variants.map(({ title }) => title))}.`])];
    this.element = element('div', { class: 'lab' }, [
      element('h2', {}, ['What to do']),
      markdown(lab.task, { fence }),
      ...variants,
      element('div', { class: 'buttons' }, [this.start, button('Check lab', '', () => listener.run(commands.checkLab)), button('Show solution as a diff', '', () => listener.run(commands.showSolution))]),
      element('h2', {}, ['What must hold']),
      element('p', { class: 'hint-line' }, ['Checked when you save a file of the lab, when Docker changes something, and when you press Check lab.']),
      element('div', { role: 'status' }, [this.sentence, this.problem]),
      this.conditions,
      ...this.withoutDocker(fence),
      ...(lab.hints.length === 0 ? [] : [element('h2', {}, ['Hints']), this.hints, this.moreHints]),
    ]);
    this.moreHints.addEventListener('click', () => this.showNextHint());
    lab.hints.slice(0, hintsShown).forEach((hint) => this.addHint(hint));
    this.describeHints();
    this.showResult(undefined);
  }

  showResult(result: LabCheckResult | undefined): void {
    const conditions = conditionsOf(this.lab, result);
    this.conditions.replaceChildren(...conditionList(conditions));
    const sentence = resultSentence(conditions, result);
    // A sentence that has not changed would be read again.
    if (sentence !== this.sentence.textContent) this.sentence.textContent = sentence;
    if ((result?.problem ?? '') !== this.problem.textContent) this.problem.textContent = result?.problem ?? '';
    this.sentence.dataset['done'] = result?.done ?? '';
    const isDone = result !== undefined && result.done !== 'no';
    this.start.className = result === undefined ? 'primary' : '';
    this.badge.hidden = result === undefined;
    this.badge.textContent = isDone ? '✓' : `${conditions.filter(({ state }) => state === 'met').length}/${conditions.length}`;
    if (isDone) this.badge.setAttribute('aria-label', 'done');
    else this.badge.removeAttribute('aria-label');
  }

  private withoutDocker(fence: (info: string, content: string) => HTMLElement): HTMLElement[] {
    if (this.lab.noDaemon === '') return [];
    return [element('details', { class: 'without-docker' }, [element('summary', {}, ['If you have no Docker here']), markdown(this.lab.noDaemon, { fence })])];
  }

  private showNextHint(): void {
    const hint = this.lab.hints[this.hints.childElementCount];
    if (hint !== undefined) {
      const item = this.addHint(hint);
      this.describeHints();
      this.listener.onHint(this.hints.childElementCount);
      this.listener.announce(`Hint ${this.hints.childElementCount}: ${item.textContent ?? ''}`);
      if (this.moreHints.hidden) item.focus();
    }
  }

  private addHint(hint: string): HTMLElement {
    const item = element('li', { tabindex: '-1' }, [markdown(hint, { fence: (info, content) => codeBlock(info, content, this.actions) })]);
    this.hints.append(item);
    return item;
  }

  private describeHints(): void {
    const { length } = this.lab.hints;
    const shown = this.hints.childElementCount;
    this.moreHints.textContent = shown === 0 ? `Show a hint (${length} in all)` : `Show the next hint (${shown} of ${length} shown)`;
    this.moreHints.hidden = shown >= length;
  }
}

function button(words: string, className: string, action: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, [words]);
  made.addEventListener('click', action);
  return made;
}

function inWords(titles: readonly string[]): string {
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}
