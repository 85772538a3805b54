import { element } from '../webview/element';
import { button } from '../webview/pageLayout';

export interface ExportEntry {
  readonly label: string;
  readonly title: string;
  readonly action: () => void;
}

/** A button that opens a short list of others. Escape, a choice and leaving it close the list. */
export function exportMenu(label: string, title: string, entries: readonly ExportEntry[]): HTMLElement {
  const toggle = button(label, title, () => open(list.hidden === true));
  const choices = entries.map((entry) =>
    button(entry.label, entry.title, () => {
      open(false);
      toggle.focus();
      entry.action();
    }),
  );
  const list = element('div', { class: 'choices', role: 'group', 'aria-label': title }, choices);
  const open = (shown: boolean): void => {
    list.hidden = !shown;
    toggle.setAttribute('aria-expanded', String(shown));
    if (shown) {
      choices[0]?.focus();
    }
  };
  open(false);
  const menu = element('div', { class: 'export' }, [toggle, list]);
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      open(false);
      toggle.focus();
    }
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!menu.contains(relatedTarget as Node | null)) {
      open(false);
    }
  });
  return menu;
}
