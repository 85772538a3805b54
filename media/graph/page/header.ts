import type { GraphViewName } from '../../../server/protocol/graphView';
import { element } from '../../webview/element';
import type { Tabs } from '../../webview/tabs';
import { iconButton } from '../icons';

export interface HeaderParts {
  readonly views: Tabs<GraphViewName>;
  readonly search: HTMLElement;
  readonly filter: HTMLElement;
  readonly exports: HTMLElement;
  /** Is the side pane open? */
  isSideOpen(): boolean;
  onContext(): void;
  onRefresh(): void;
  onSide(): void;
  onZoom(direction: 1 | -1): void;
  onFit(): void;
  onTidy(): void;
}

/** While nothing is known yet, and while it is read again. */
export const readingWords = 'Reading Docker …';

/** The head of the page: what Docker has in a sentence, the views, search and filter, and the tools of the view. */
export class Header {
  readonly element: HTMLElement;
  private readonly summary = element('p', { id: 'summary', role: 'status' }, [readingWords]);
  private readonly sign = element('span', { class: 'source' });
  private readonly context: HTMLElement;
  private readonly side: HTMLElement;
  private readonly tidy: HTMLElement;
  private readonly tools: HTMLElement;

  constructor(private readonly parts: HeaderParts) {
    const { views, search, filter, exports } = parts;
    this.context = iconButton('context', 'Choose a Docker context', () => parts.onContext());
    this.tidy = iconButton('tidy', 'Tidy: lay out afresh', () => parts.onTidy());
    this.side = iconButton('side', 'Details and list', () => parts.onSide());
    this.tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'View' }, [
      this.tidy,
      iconButton('minus', 'Zoom out', () => parts.onZoom(-1)),
      iconButton('plus', 'Zoom in', () => parts.onZoom(1)),
      iconButton('fit', 'Show the whole picture', () => parts.onFit()),
      exports,
    ]);
    const page = element('div', { class: 'tools', role: 'group', 'aria-label': 'Docker' }, [this.context, iconButton('refresh', 'Read Docker again', () => parts.onRefresh()), this.side]);
    this.element = element('header', { class: 'graph-header' }, [
      element('div', { class: 'line' }, [element('h1', {}, ['Docker']), this.sign, this.summary, page]),
      element('div', { class: 'line' }, [views.list, element('div', { class: 'find' }, [search, filter]), this.tools]),
    ]);
    this.markSide();
  }

  /** `sign` is one word for a graph that is not live; `host` is where it comes from. */
  show(summary: string, sign: string, host: string): void {
    this.say(summary);
    this.sign.textContent = sign;
    this.sign.hidden = sign === '';
    const title = host === '' ? 'Choose a Docker context' : `Choose a Docker context; now: ${host}`;
    this.context.title = title;
    this.context.setAttribute('aria-label', title);
  }

  /** Words that have not changed stay as they are: a screen reader would read new ones again. */
  say(words: string): void {
    if (words !== this.summary.textContent) {
      this.summary.textContent = words;
      this.summary.title = words;
    }
  }

  /** The tools that a view has. */
  showView(view: GraphViewName): void {
    this.tools.hidden = view === 'disk';
    this.tidy.hidden = view !== 'history';
  }

  markSide(): void {
    this.side.setAttribute('aria-expanded', String(this.parts.isSideOpen()));
  }
}
