import type { CommandEntry } from '../../server/protocol/course';
import { element } from '../webview/element';
import { codeButton, type CodeActions } from './codeBlock';
import { inlineMarkdown, markdown } from './markdown';

/** The cheat sheet's commands of a lesson: what each does, and what can be done with it. `showAll` leads to the others. */
export function commandTable(commands: readonly CommandEntry[], actions: CodeActions, showAll: () => void): HTMLElement {
  const all = element('button', { type: 'button', class: 'link' }, ['All commands']);
  all.addEventListener('click', showAll);
  const rows = commands.map(({ command, does, note }) => {
    const terminal = codeButton('Terminal', () => actions.terminal(command));
    terminal.title = 'Writes the command into a new terminal. It does not run until you press Enter there.';
    terminal.setAttribute('aria-label', `Put into terminal: ${command}`);
    const copy = codeButton('Copy', () => actions.copy(command));
    copy.setAttribute('aria-label', `Copy: ${command}`);
    const words = element('td', {}, [element('p', {}, [inlineMarkdown(does)]), ...(note === undefined ? [] : [element('div', { class: 'note' }, [markdown(note)])])]);
    return element('tr', {}, [element('th', { scope: 'row' }, [element('code', {}, [command])]), words, element('td', { class: 'row-buttons' }, [copy, terminal])]);
  });
  const head = element('tr', {}, [
    element('th', { scope: 'col' }, ['Command']),
    element('th', { scope: 'col' }, ['What it does']),
    element('th', { scope: 'col' }, [element('span', { class: 'unseen' }, ['Use it'])]),
  ]);
  return element('section', { class: 'commands' }, [
    element('h2', {}, ['Commands of this lesson']),
    element('p', { class: 'hint-line' }, ['Words in capitals are yours to replace. ', all]),
    element('table', {}, [element('thead', {}, [head]), element('tbody', {}, rows)]),
  ]);
}
