import type { DockerCommand } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { icon, iconButton } from '../icons';

export interface CommandEvents {
  onCopy(text: string): void;
  /** Into a terminal, not run. */
  onTerminal(line: string): void;
}

/** Commands that the reader may run; what changes something has a sign. */
export function commandList(commands: readonly DockerCommand[], events: CommandEvents): HTMLElement {
  return element('ul', { class: 'commands' }, commands.map((command, index) => commandItem(command, index, events)));
}

function commandItem({ title, line, changes }: DockerCommand, index: number, events: CommandEvents): HTMLElement {
  const copy = iconButton('copy', `Copy: ${title}`, () => events.onCopy(line));
  copy.dataset['key'] = `copy-${index}`;
  const terminal = iconButton('terminal', `Put into the terminal: ${title}`, () => events.onTerminal(line));
  terminal.dataset['key'] = `terminal-${index}`;
  const sign = element('span', { class: 'changes', title: 'Stops, changes or deletes something' }, [icon('changes'), element('span', { class: 'unseen' }, ['changes something: '])]);
  return element('li', {}, [
    element('div', { class: 'about' }, [...(changes ? [sign] : []), title]),
    element('div', { class: 'line' }, [element('code', {}, [line]), copy, terminal]),
  ]);
}
