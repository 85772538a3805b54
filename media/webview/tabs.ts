import { element } from './element';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Stands before the label. */
  readonly icon?: Node;
  readonly panel: HTMLElement;
}

/**
 * Panels of which one is shown, with the keys of the WAI-ARIA tabs pattern (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/):
 * arrow keys go from tab to tab and show it, Home and End go to the ends.
 */
export class Tabs<Name extends string> {
  /** The tabs; the panels stand where the page puts them. */
  readonly list: HTMLElement;
  private readonly buttons: ReadonlyMap<Name, HTMLButtonElement>;

  /** `label` says to a screen reader what is chosen here; `prefix` makes ids unique on the page. */
  constructor(
    label: string,
    prefix: string,
    private readonly tabs: readonly Tab<Name>[],
    public shown: Name,
    private readonly onShown: (name: Name) => void,
  ) {
    this.buttons = new Map(tabs.map((tab) => [tab.name, this.button(tab, prefix)]));
    this.list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, [...this.buttons.values()]);
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    this.mark();
  }

  /** Shows a panel; the listener hears of it only where it is another one. */
  show(name: Name): void {
    if (name !== this.shown && this.buttons.has(name)) {
      this.shown = name;
      this.mark();
      this.onShown(name);
    }
  }

  private button({ name, label, icon, panel }: Tab<Name>, prefix: string): HTMLButtonElement {
    const id = `${prefix}-${name}`;
    const made = element('button', { type: 'button', role: 'tab', id: `${id}-tab`, 'aria-controls': `${id}-panel` }, [...(icon === undefined ? [] : [icon]), label]);
    made.addEventListener('click', () => this.show(name));
    panel.id = `${id}-panel`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', made.id);
    return made;
  }

  private mark(): void {
    for (const { name, panel } of this.tabs) {
      const isShown = name === this.shown;
      const button = this.buttons.get(name);
      button?.setAttribute('aria-selected', String(isShown));
      button?.setAttribute('tabindex', isShown ? '0' : '-1');
      panel.hidden = !isShown;
    }
  }

  private onKey(event: KeyboardEvent): void {
    const names = this.tabs.map(({ name }) => name);
    const at = names.indexOf(this.shown);
    const to: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
    const wanted = to[event.key];
    const name = wanted === undefined ? undefined : names.at(wanted % names.length);
    if (name !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.show(name);
      this.buttons.get(name)?.focus();
    }
  }
}
