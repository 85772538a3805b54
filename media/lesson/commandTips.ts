import { element } from '../webview/element';
import { markdown } from './markdown';

/** Explains commands where they stand: while the pointer or the focus is on one. Escape closes, and pointing at the words keeps them. */
export class CommandTips {
  private readonly tip = element('div', { id: 'command-tip', role: 'tooltip', hidden: true });
  private readonly places = new Map<string, HTMLElement[]>();
  private help: Readonly<Record<string, string>> = {};
  private shownAt: HTMLElement | undefined;
  private closing = 0;

  constructor() {
    document.body.append(this.tip);
    this.tip.addEventListener('pointerenter', () => window.clearTimeout(this.closing));
    this.tip.addEventListener('pointerleave', () => this.closeSoon());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
    window.addEventListener('scroll', () => this.follow(), { passive: true });
  }

  /** Forgets the commands of a text that is gone. */
  forgetWhatIsGone(): void {
    for (const [command, places] of this.places) {
      const left = places.filter((place) => place.isConnected);
      if (left.length === 0) this.places.delete(command);
      else this.places.set(command, left);
    }
    this.close();
  }

  forgetAll(): void {
    this.places.clear();
    this.close();
  }

  /** The commands that stand on the page. */
  get commands(): readonly string[] {
    return [...this.places.keys()];
  }

  watch(command: string, place: HTMLElement): void {
    this.places.set(command, [...(this.places.get(command) ?? []), place]);
    this.makeReachable(command, place);
  }

  /** What is known about the commands of the page: Markdown by command. */
  adopt(help: Readonly<Record<string, string>>): void {
    this.help = { ...this.help, ...help };
    for (const [command, places] of this.places) places.forEach((place) => this.makeReachable(command, place));
  }

  private makeReachable(command: string, place: HTMLElement): void {
    const text = this.help[command];
    if (text === undefined || place.tabIndex === 0) return;
    place.tabIndex = 0;
    place.classList.add('explained');
    const show = (): void => this.show(place, text);
    place.addEventListener('pointerenter', show);
    place.addEventListener('focus', show);
    place.addEventListener('pointerleave', () => this.closeSoon());
    place.addEventListener('blur', () => this.close());
  }

  private show(place: HTMLElement, text: string): void {
    window.clearTimeout(this.closing);
    if (this.shownAt === place) return;
    this.close();
    this.tip.replaceChildren(markdown(text));
    this.tip.hidden = false;
    this.putBeside(place);
    place.setAttribute('aria-describedby', this.tip.id);
    this.shownAt = place;
  }

  /** The page scrolls by itself to what the keyboard reaches: its words go with it. */
  private follow(): void {
    if (this.shownAt !== undefined && this.shownAt === document.activeElement) this.putBeside(this.shownAt);
    else this.close();
  }

  private putBeside(place: HTMLElement): void {
    const { left, top, bottom } = place.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.tip;
    const isAbove = bottom + offsetHeight + 8 > window.innerHeight && top > offsetHeight + 8;
    this.tip.style.left = `${Math.max(8, Math.min(left, window.innerWidth - offsetWidth - 8))}px`;
    this.tip.style.top = `${isAbove ? top - offsetHeight - 4 : bottom + 4}px`;
  }

  /** A moment, so that the pointer can come from the command to its words. */
  private closeSoon(): void {
    window.clearTimeout(this.closing);
    this.closing = window.setTimeout(() => this.close(), 200);
  }

  private close(): void {
    window.clearTimeout(this.closing);
    this.tip.hidden = true;
    this.shownAt?.removeAttribute('aria-describedby');
    this.shownAt = undefined;
  }
}
