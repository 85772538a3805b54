import { formatBytes } from '../../../server/protocol/formatBytes';
import type { DiskUsage } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { commandList, type CommandEvents } from '../details/commandList';
import { diskParts, reclaimables } from './diskRows';

/** `1.2 GB on the disk`, of what is counted. */
export function totalWords(usage: DiskUsage): string {
  return `${formatBytes(diskParts(usage).reduce((sum, { bytes }) => sum + bytes, 0))} on the disk`;
}

/** One bar of all that is counted, what it consists of, and what can be freed. */
export function diskTotals(usage: DiskUsage, events: CommandEvents): HTMLElement[] {
  const parts = diskParts(usage);
  const bar = element('div', { class: 'total-bar', 'aria-hidden': 'true' }, parts.filter(({ bytes }) => bytes > 0).map(({ kind, part }) => {
    const made = element('span', { class: kind });
    made.style.flexGrow = String(part);
    return made;
  }));
  const terms = parts.map(({ kind, words, bytes }) => element('li', {}, [element('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' }), `${words} `, element('strong', {}, [formatBytes(bytes)])]));
  return [
    bar,
    element('ul', { class: 'terms' }, terms),
    ...reclaimableSection(usage, events),
  ];
}

function reclaimableSection(usage: DiskUsage, events: CommandEvents): HTMLElement[] {
  const cards = reclaimables(usage).map(({ words, bytes, more }) =>
    element('li', {}, [element('p', { class: 'about' }, [words]), element('p', { class: 'amount' }, [bytes === 0 ? 'nothing' : formatBytes(bytes)]), element('p', { class: 'about' }, [more])]),
  );
  const commands = usage.commands ?? [];
  return [
    ...(cards.length === 0 ? [] : [element('h3', {}, ['Can be freed together']), element('ul', { class: 'cards' }, cards)]),
    ...(commands.length === 0 ? [] : [commandList(commands, events)]),
  ];
}
