import { svgElement } from '../../webview/element';
import { wordsOf } from './itemWords';
import { itemHeight, type Placed } from './layout';
import { fitWords } from './textWidth';

const half = itemHeight / 2;
/** From the left side to the words. */
const inset = 12;
const iconWidth = 20;
const signWidth = 16;
const toggleWidth = 18;

/** How round an item's corners are. */
const radii: Readonly<Record<string, number>> = { image: half, container: half, task: half, more: half, layer: 6, step: 4, shelf: 8, orphans: 8 };

/** Signs of 14 by 14 pixels before the words, for kinds that their shape alone does not tell. */
const icons: Readonly<Record<string, string>> = {
  image: 'M7 1 13 4 7 7 1 4ZM1 7 7 10 13 7M1 10 7 13 13 10',
  volume: 'M2 3.5C2 .8 12 .8 12 3.5V10.5C12 13.2 2 13.2 2 10.5ZM2 3.5C2 6.2 12 6.2 12 3.5',
  network: 'M7 1a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4M2.7 9.4a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4M11.3 9.4a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4M7 4.4V7M2.7 9.4V7H11.3V9.4',
  machine: 'M1 2H13V6H1ZM1 8H13V12H1ZM3.5 4H5M3.5 10H5',
  service: 'M1 1H6V6H1ZM8 1H13V6H8ZM1 8H6V13H1ZM8 8H13V13H8Z',
};

/** Where the mark that opens and closes an item stands: from its right side inwards. */
export const toggleReach = toggleWidth + 8;

export interface ItemFont {
  /** As in CSS: a family. */
  readonly family: string;
}

/**
 * Draws an item around the left end of its middle line. A screen reader finds it as a part of a tree. Words are put in as
 * text; what is cut is in the tooltip.
 */
export function drawItem({ item, width }: Placed, elementId: string, { family }: ItemFont): SVGGElement {
  const words = wordsOf(item);
  const drawn = svgElement('g', {
    id: elementId,
    class: `node item ${words.classes}${item.open === undefined ? '' : item.open ? ' openable open' : ' openable'}`,
    role: 'treeitem',
    'aria-label': words.spoken,
    'aria-level': String(item.level),
    'aria-setsize': String(item.siblings.length),
    'aria-posinset': String(item.siblings.indexOf(item) + 1),
    'aria-expanded': item.open === undefined ? undefined : String(item.open),
    'data-node': item.id,
  }) as SVGGElement;
  const title = svgElement('title');
  title.textContent = words.whole;
  drawn.append(title, ...shapes(item.kind, width, words.classes.includes('several')), ...meter(item, width));
  const icon = icons[item.kind];
  const left = inset + (icon === undefined ? 0 : iconWidth) + (words.sign === '' ? 0 : signWidth);
  if (icon !== undefined) {
    drawn.append(svgElement('path', { class: 'icon', d: icon, transform: `translate(${inset} -7)` }));
  }
  if (words.sign !== '') {
    drawn.append(...signs(words.sign));
  }
  const room = width - left - inset - (item.open === undefined ? 0 : toggleWidth - 4);
  const isAlone = words.second === '';
  drawn.append(textElement(isAlone ? 'first alone' : 'first', fitWords(words.first, room, `600 12px ${family}`), left, isAlone ? 4 : -3));
  if (!isAlone) {
    drawn.append(textElement('second', fitWords(words.second, room, `11px ${family}`), left, 11));
  }
  if (item.open !== undefined) {
    drawn.append(svgElement('path', { class: 'toggle', d: item.open ? 'M-4 -2 0 2 4 -2' : 'M-2 -4 2 0 -2 4', transform: `translate(${width - 14} 0)` }));
  }
  return drawn;
}

/** The shape that words stand on; several layers lie on one another. */
function shapes(kind: string, width: number, isSeveral: boolean): SVGElement[] {
  const rx = String(radii[kind] ?? 6);
  const box = (shift: number, name: string): SVGElement =>
    svgElement('rect', { class: name, x: String(shift), y: String(shift - half), width: String(width), height: String(itemHeight), rx });
  return isSeveral ? [box(3, 'shape behind'), box(0, 'shape')] : [box(0, 'shape')];
}

/** A full, half or empty circle for what runs, pauses or stands still. */
function signs(sign: string): SVGElement[] {
  const circle = (name: string, d: string): SVGElement => svgElement('path', { class: name, d, transform: `translate(${inset + 5} 0)` });
  const whole = 'M0 -4.2A4.2 4.2 0 0 1 0 4.2A4.2 4.2 0 0 1 0 -4.2';
  return sign === '●' ? [circle('sign full', whole)] : [circle('sign', whole), ...(sign === '◐' ? [circle('sign full', 'M0 -4.2A4.2 4.2 0 0 0 0 4.2')] : [])];
}

/** How much a layer holds, as a line at its lower side: ten times as much is always the same length more. */
function meter({ node, step }: Placed['item'], width: number): SVGElement[] {
  const bytes = step?.bytes ?? (node?.kind === 'layer' ? node.bytes : undefined) ?? 0;
  const share = Math.min(1, Math.max(0, (Math.log10(Math.max(1, bytes)) - 3) / 6.5));
  return share === 0
    ? []
    : [svgElement('path', { class: 'meter', d: `M8 ${half}H${8 + Math.round(share * (width - 16))}` })];
}

function textElement(name: string, words: string, x: number, y: number): SVGElement {
  const part = svgElement('tspan');
  part.textContent = words;
  return svgElement('text', { class: name, x: String(x), y: String(y) }, [part]);
}
