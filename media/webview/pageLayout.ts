import { element } from './element';
import pageStyle from './page.css';
import type { PicturePane } from './picturePane';

/** The parts of a page that shows a picture and its outline. */
export interface PageParts {
  readonly title: string;
  /** Stands in the header and is read out when it changes. */
  readonly summary: HTMLElement;
  /** Buttons beside those for zoom and list. */
  readonly tools: readonly HTMLElement[];
  readonly messages: HTMLElement;
  readonly pane: PicturePane;
  /** What stands below the picture. */
  readonly below: readonly HTMLElement[];
  readonly outline: HTMLElement;
  readonly outlineOpen: boolean;
  /** Rules of this page alone. */
  readonly style: string;
  onOutlineToggled(open: boolean): void;
}

/** Builds the page into the document: header, messages, picture, outline. Gives its outermost element. */
export function layOutPage(parts: PageParts): HTMLElement {
  const { pane } = parts;
  document.head.append(element('style', {}, [`${pageStyle}\n${parts.style}`]));
  const outline = element('aside', { id: 'outline', 'aria-label': 'Outline' }, [parts.outline]);
  outline.hidden = !parts.outlineOpen;
  const toggle = button('List', 'Show or hide the list', () => {
    outline.hidden = !outline.hidden;
    toggle.setAttribute('aria-expanded', String(!outline.hidden));
    parts.onOutlineToggled(!outline.hidden);
  });
  toggle.setAttribute('aria-expanded', String(parts.outlineOpen));
  const tools = element('div', { class: 'tools', role: 'toolbar', 'aria-label': 'View' }, [
    ...parts.tools,
    button('−', 'Zoom out', () => pane.viewport.zoom(-1)),
    button('+', 'Zoom in', () => pane.viewport.zoom(1)),
    button('Fit', 'Show the whole picture', () => pane.viewport.fit()),
    toggle,
  ]);
  const page = element('div', { id: 'page' }, [
    element('header', {}, [element('h1', {}, [parts.title]), parts.summary, tools]),
    parts.messages,
    element('main', {}, [element('div', { id: 'picture' }, [pane.frame, ...parts.below]), outline]),
  ]);
  document.body.append(page);
  return page;
}

/** A button whose short label a screen reader replaces by its title. */
export function button(label: string, title: string, action: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', title, 'aria-label': title }, [label]);
  made.addEventListener('click', action);
  return made;
}
