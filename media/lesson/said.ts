import { element } from '../webview/element';

/** How long a sentence stays on the page, in milliseconds. */
const shownMs = 5000;

/** What the page says of itself: to all, in a line at its lower edge, or to screen readers alone. */
export class Said {
  private readonly line = element('p', { id: 'said', role: 'status' });
  private readonly unseen = element('p', { class: 'unseen', 'aria-live': 'polite' });
  private timer = 0;

  constructor() {
    document.body.append(this.line, this.unseen);
  }

  /** Something is done, or why it is not. */
  show(sentence: string): void {
    this.line.textContent = sentence;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.line.textContent = ''), shownMs);
  }

  /** What those who see the page see anyway. */
  aloud(sentence: string): void {
    // The same sentence again is said again.
    this.unseen.textContent = this.unseen.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }
}
