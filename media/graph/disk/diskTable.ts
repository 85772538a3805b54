import { formatBytes } from '../../../server/protocol/formatBytes';
import type { DiskRow } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { link } from '../details/layerTable';
import type { DiskColumn, DiskOrder } from './diskRows';

const kindWords: Readonly<Record<DiskRow['kind'], string>> = { image: 'Image', container: 'Container', volume: 'Volume', 'build-cache': 'Build cache' };

const columns: readonly (readonly [DiskColumn, string])[] = [
  ['label', 'Name'],
  ['kind', 'Kind'],
  ['bytes', 'Size'],
  ['sharedBytes', 'Shared'],
  ['freedBytes', 'Freed by removing it'],
];

export interface DiskTableEvents {
  onChosen(node: string): void;
  onOrdered(column: DiskColumn): void;
}

/** Rows as a table whose columns can be sorted; each size has a bar beside it, its own part strong and its shared part light. */
export function diskTable(rows: readonly DiskRow[], order: DiskOrder, largest: number, selected: string | undefined, events: DiskTableEvents): HTMLElement {
  return element('table', { class: 'disk-rows' }, [
    element('caption', { class: 'unseen' }, ['What takes the disk']),
    element('thead', {}, [element('tr', {}, [...columns.map((column) => headCell(column, order, events)), element('th', { scope: 'col' }, ['Kept by'])])]),
    element('tbody', {}, rows.map((row) => tableRow(row, largest, row.node === selected, events))),
  ]);
}

function headCell([column, words]: readonly [DiskColumn, string], order: DiskOrder, events: DiskTableEvents): HTMLElement {
  const isOrder = column === order.column;
  const sign = isOrder ? (order.descending ? ' ↓' : ' ↑') : '';
  const sort = link(`${words}${sign}`, `sort-${column}`, `Sort by: ${words}`, () => events.onOrdered(column));
  return element('th', { scope: 'col', 'aria-sort': isOrder ? (order.descending ? 'descending' : 'ascending') : undefined, class: column }, [sort]);
}

function tableRow(row: DiskRow, largest: number, isSelected: boolean, events: DiskTableEvents): HTMLElement {
  const { node, kind, label, bytes, sharedBytes, freedBytes, heldBy } = row;
  const name = kind === 'build-cache' ? label : link(label, `row-${node}`, `Select ${label}`, () => events.onChosen(node));
  return element('tr', { class: isSelected ? 'selected' : undefined }, [
    element('th', { scope: 'row' }, [name]),
    element('td', {}, [kindWords[kind]]),
    element('td', { class: 'size' }, [formatBytes(bytes), ownAndShared(row, largest)]),
    element('td', { class: 'number' }, [sharedBytes === 0 ? '' : formatBytes(sharedBytes)]),
    element('td', { class: 'number' }, [freedBytes === 0 ? 'nothing' : formatBytes(freedBytes)]),
    element('td', { class: 'held' }, [heldBy]),
  ]);
}

function ownAndShared({ kind, bytes, sharedBytes }: DiskRow, largest: number): HTMLElement {
  const part = (name: string, value: number): HTMLElement => {
    const made = element('span', { class: name });
    made.style.width = `${(100 * Math.max(0, value)) / Math.max(1, largest)}%`;
    return made;
  };
  return element('span', { class: `bar ${kind}`, 'aria-hidden': 'true' }, [part('own', bytes - sharedBytes), part('shared', sharedBytes)]);
}
