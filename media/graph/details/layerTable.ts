import { agoWords } from '../../../server/protocol/agoWords';
import { formatBytes } from '../../../server/protocol/formatBytes';
import type { LayerRow } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';

export interface LayerTableEvents {
  onChosen(node: string): void;
  onSource(location: NonNullable<LayerRow['madeBy']>['location']): void;
}

/**
 * The layers of an image as a table, base first: the drawing for who cannot see it, with the sizes beside one another.
 * @param now milliseconds since 1970
 */
export function layerTable(layers: readonly LayerRow[], now: number, events: LayerTableEvents): HTMLElement {
  const largest = Math.max(1, ...layers.map(({ bytes }) => bytes));
  const heads = ['Layer', 'Instruction', 'Size', 'Made', 'Images'].map((words) => element('th', { scope: 'col', class: words === 'Size' || words === 'Images' ? 'number' : undefined }, [words]));
  const rows = layers.map((layer, index) => layerRow(layer, index, largest, now, events));
  return element('div', { class: 'table-frame' }, [
    element('table', { class: 'layers' }, [
      element('caption', { class: 'unseen' }, ['Layers, base first, with the number of images that need each']),
      element('thead', {}, [element('tr', {}, heads)]),
      element('tbody', {}, rows),
    ]),
  ]);
}

function layerRow(layer: LayerRow, index: number, largest: number, now: number, events: LayerTableEvents): HTMLElement {
  const { node, instruction, bytes, created, images, madeBy } = layer;
  const number = link(String(index + 1), `layer-${index}`, `Select layer ${index + 1}`, () => events.onChosen(node));
  const made: (Node | string)[] = [element('code', { title: instruction }, [instruction])];
  if (madeBy !== undefined) {
    made.push(link(madeBy.words, `source-${index}`, `Open ${madeBy.words}`, () => events.onSource(madeBy.location)));
  }
  return element('tr', {}, [
    element('th', { scope: 'row' }, [number]),
    element('td', { class: 'instruction' }, made),
    element('td', { class: 'size' }, [formatBytes(bytes), sizeBar(bytes / largest)]),
    element('td', {}, [created > 0 ? agoWords(created, now) : '']),
    element('td', { class: 'number' }, [String(images)]),
  ]);
}

/** A thin bar for a part between 0 and 1; the number stands beside it. */
function sizeBar(part: number): HTMLElement {
  const filled = element('span');
  filled.style.width = `${Math.min(100, Math.max(0, part * 100))}%`;
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, [filled]);
}

/** A button that looks like a link. `key` finds it again after an update. */
export function link(words: string, key: string, title: string, action: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'link', 'data-key': key, title }, [words]);
  made.addEventListener('click', action);
  return made;
}
