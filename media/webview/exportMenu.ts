import { element } from './element';
import { button } from './pageLayout';
import { popup } from './popup';

export interface ExportEntry {
  readonly label: string;
  readonly title: string;
  readonly action: () => void;
}

/** A button that opens a short list of others. Escape, a choice and leaving it close the list. */
export function exportMenu(toggle: HTMLButtonElement, title: string, entries: readonly ExportEntry[]): HTMLElement {
  const choices = entries.map(({ label, title: explained, action }) =>
    button(label, explained, () => {
      menu.close();
      action();
    }),
  );
  const list = element('div', { class: 'choices', role: 'group', 'aria-label': title }, choices);
  const menu = popup(toggle, list, () => choices[0]?.focus());
  return menu.element;
}
