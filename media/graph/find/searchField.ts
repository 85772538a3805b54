import { element } from '../../webview/element';
import { icon, iconButton } from '../icons';
import { matchWords } from './matches';

export interface SearchEvents {
  onChanged(sought: string): void;
  /** Enter, Shift+Enter and the buttons. */
  onStep(step: 1 | -1): void;
  /** Escape: the search is given up. Arrow down: it stays. The focus belongs to the view again. */
  onLeft(): void;
}

/** A field with the number of matches and buttons that go from one to the next. `/` comes to it from anywhere on the page. */
export class SearchField {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly count = element('span', { class: 'count', role: 'status' });
  private readonly steps: HTMLElement;

  constructor(
    sought: string,
    private readonly events: SearchEvents,
  ) {
    this.input = element('input', {
      type: 'text',
      class: 'search-input',
      'aria-label': 'Search name, tag, id, instruction, project or port',
      title: 'Search name, tag, id, instruction, project or port ( / )',
      placeholder: 'Search  ( / )',
      spellcheck: 'false',
      autocomplete: 'off',
    });
    this.input.value = sought;
    this.steps = element('span', { class: 'steps' }, [
      iconButton('previous', 'Previous match (Shift+Enter)', () => events.onStep(-1)),
      iconButton('next', 'Next match (Enter)', () => events.onStep(1)),
    ]);
    this.steps.hidden = true;
    this.element = element('div', { class: 'search', role: 'search' }, [icon('search'), this.input, this.count, this.steps]);
    this.input.addEventListener('input', () => events.onChanged(this.input.value));
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    document.addEventListener('keydown', (event) => this.onKeyAnywhere(event));
  }

  /** Tells how many were found and which of them is selected; undefined where nothing is sought. */
  showMatches(matches: readonly string[] | undefined, current: string | undefined): void {
    const words = matches === undefined ? '' : matchWords(matches, current);
    if (words !== this.count.textContent) {
      this.count.textContent = words;
    }
    this.steps.hidden = matches === undefined || matches.length === 0;
    this.element.classList.toggle('nothing', matches?.length === 0);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      this.events.onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      this.input.value = '';
      this.events.onChanged('');
      this.events.onLeft();
    } else if (event.key === 'ArrowDown') {
      this.events.onLeft();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private onKeyAnywhere(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.input.focus();
      this.input.select();
    }
  }
}
