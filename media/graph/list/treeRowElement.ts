import type { GraphTreeItem } from '../../../server/protocol/graphTree';
import { element } from '../../webview/element';
import { icon, kinds } from '../icons';
import type { TreeRow } from './treeRows';

export interface LineLook {
  /** The current line can be reached with Tab. */
  readonly isCurrent: boolean;
  /** The selected node. */
  readonly selected: string | undefined;
  readonly state: string | undefined;
}

/** One line of the list at its height from the top, in pixels. */
export function treeRowElement({ item, key, level, position, size, open }: TreeRow, top: number, { isCurrent, selected, state }: LineLook): HTMLElement {
  const words = item.note === '' ? item.label : `${item.label}, ${item.note}`;
  const line = element(
    'div',
    {
      role: 'treeitem',
      class: 'line',
      tabindex: isCurrent ? '0' : '-1',
      title: words,
      'data-key': key,
      'data-kind': item.kind,
      'data-node': item.node,
      'data-state': state,
      'aria-label': words,
      'aria-level': String(level),
      'aria-posinset': String(position),
      'aria-setsize': String(size),
      'aria-expanded': open === undefined ? undefined : String(open),
      'aria-selected': item.node === undefined ? undefined : String(item.node === selected),
    },
    [element('span', { class: 'twisty', 'aria-hidden': 'true' }, open === undefined ? [] : ['›']), ...iconOf(item), element('span', { class: 'words' }, [item.label]), element('span', { class: 'note' }, [item.note])],
  );
  line.style.setProperty('--depth', String(level - 1));
  line.style.top = `${top}px`;
  return line;
}

function iconOf({ kind }: GraphTreeItem): Node[] {
  return kinds.filter((one) => one === kind).map((one) => icon(one));
}
