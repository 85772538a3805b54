import type { GraphState } from '../../../server/protocol/graph';
import { element } from '../../webview/element';
import { noticeSection } from '../../webview/noticeSection';
import { button } from '../../webview/pageLayout';

export interface StateMessageEvents {
  onRetry(): void;
  onContext(): void;
}

/** The problem and the notice of a state above the view. Their words come from the server. */
export class StateMessages {
  readonly element = element('div', { id: 'messages' });
  private shown = '';

  constructor(private readonly events: StateMessageEvents) {}

  /** Messages that have not changed stay as they are: a screen reader would read new ones again, and focus would be lost. */
  show({ problem, notice }: GraphState): void {
    const text = JSON.stringify([problem, notice]);
    if (text !== this.shown) {
      this.shown = text;
      this.element.replaceChildren(...(problem === undefined ? [] : [this.problemSection(problem)]), ...(notice === undefined ? [] : [noticeSection(notice)]));
    }
  }

  private problemSection({ title, explanation, remedy, host, detail }: NonNullable<GraphState['problem']>): HTMLElement {
    const retry = button('Try again', 'Try again', () => this.events.onRetry());
    retry.classList.add('primary');
    // It can be folded: under the words of a daemon that is not there, the sample would have little room.
    const all = element('details', { open: true }, [
      element('summary', {}, [element('h2', {}, [title])]),
      element('p', {}, [explanation]),
      element('p', {}, [remedy]),
      element('p', {}, [element('code', {}, [[host, detail].filter(Boolean).join(': ')])]),
      element('div', { class: 'tools' }, [retry, button('Choose context …', 'Choose a Docker context', () => this.events.onContext())]),
    ]);
    return element('section', { class: 'message problem', role: 'alert' }, [all]);
  }
}
