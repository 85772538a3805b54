import { element } from './element';

/** A button that opens something below it. */
export interface Popup {
  /** The button and what it opens; goes into a toolbar. */
  readonly element: HTMLElement;
  /** Closes it, and gives the focus back to the button. */
  close(): void;
}

/** Makes `toggle` open and close `content`. Escape and leaving it close it, too. */
export function popup(toggle: HTMLButtonElement, content: HTMLElement, onOpened: () => void = () => undefined): Popup {
  const open = (shown: boolean): void => {
    content.hidden = !shown;
    toggle.setAttribute('aria-expanded', String(shown));
  };
  const close = (): void => {
    open(false);
    toggle.focus();
  };
  open(false);
  toggle.addEventListener('click', () => {
    open(content.hidden === true);
    if (!content.hidden) {
      onOpened();
    }
  });
  const made = element('div', { class: 'popup' }, [toggle, content]);
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !content.hidden) {
      event.stopPropagation();
      close();
    }
  });
  // A press beside it closes it where the focus cannot tell: on what takes no focus, and in browsers that give buttons none.
  made.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !made.contains(relatedTarget as Node)) {
      open(false);
    }
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!content.hidden && !made.contains(target as Node)) {
      open(false);
    }
  });
  return { element: made, close };
}
