import { element, svgElement } from '../webview/element';

/** Lines within 16 by 16 pixels, drawn in the colour of the text around them. */
const paths = {
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9ZM10.3 10.3L14 14',
  filter: 'M2 3.5H14M4.5 8H11.5M6.5 12.5H9.5',
  previous: 'M4 10L8 6L12 10',
  next: 'M4 6L8 10L12 6',
  minus: 'M3 8H13',
  plus: 'M3 8H13M8 3V13',
  fit: 'M2.5 6V2.5H6M10 2.5H13.5V6M13.5 10V13.5H10M6 13.5H2.5V10',
  tidy: 'M2.5 3.5H6M2.5 12.5H6M6 3.5C9 3.5 8 8 11 8H13.5M6 12.5C9 12.5 8 8 11 8',
  refresh: 'M13 8A5 5 0 1 1 11.3 4.2M13.5 2V5.2H10.3',
  context: 'M2.5 3H13.5V7H2.5ZM2.5 9H13.5V13H2.5ZM5 5H5.1M5 11H5.1',
  export: 'M8 10V2M5 4.8L8 1.8L11 4.8M3 9V13.5H13V9',
  side: 'M2.5 3H13.5V13H2.5ZM9.5 3V13',
  copy: 'M5.5 5.5H13.5V13.5H5.5ZM10.5 5.5V2.5H2.5V10.5H5.5',
  terminal: 'M2 3H14V13H2ZM4.5 6L6.5 8L4.5 10M8.5 10H11.5',
  diagram: 'M2 3H6.5V6.5H2ZM9.5 9.5H14V13H9.5ZM4.2 6.5V11.2H9.5',
  history: 'M3.5 3.5H3.6M3.5 8H3.6M3.5 12.5H3.6M3.5 3.5V12.5M3.5 8C7 8 6 4 9 4H13M3.5 12.5C8 12.5 7 10 10 10H13',
  disk: 'M2.5 4C2.5 1.8 13.5 1.8 13.5 4V12C13.5 14.2 2.5 14.2 2.5 12ZM2.5 4C2.5 6.2 13.5 6.2 13.5 4M2.5 8C2.5 10.2 13.5 10.2 13.5 8',
  hint: 'M6 11.5H10M6.5 13.8H9.5M8 2A4 4 0 0 0 5.6 9.2L6 11.5H10L10.4 9.2A4 4 0 0 0 8 2Z',
  changes: 'M8 2L14.5 13.5H1.5ZM8 6.5V9.5M8 11.5V11.6',
  layer: 'M8 2L14 5L8 8L2 5ZM2 8L8 11L14 8M2 11L8 14L14 11',
  image: 'M2.5 2.5H13.5V13.5H2.5ZM2.5 6H13.5M6 2.5V13.5',
  container: 'M2 4.5L8 1.8L14 4.5V11.5L8 14.2L2 11.5ZM2 4.5L8 7.2L14 4.5M8 7.2V14.2',
  volume: 'M3 4C3 2.2 13 2.2 13 4V12C13 13.8 3 13.8 3 12ZM3 4C3 5.8 13 5.8 13 4',
  network: 'M8 2.5V6M8 6H3.5V10M8 6H12.5V10M2 10H5V13H2ZM11 10H14V13H11ZM6.5 1.5H9.5V4H6.5Z',
  project: 'M2 4H6.5L8 5.5H14V13H2Z',
  service: 'M2.5 2.5H7V7H2.5ZM9 2.5H13.5V7H9ZM2.5 9H7V13.5H2.5ZM9 9H13.5V13.5H9Z',
  task: 'M2.5 8L6.5 12L13.5 4',
  machine: 'M2 3H14V10.5H2ZM5.5 13.5H10.5M8 10.5V13.5',
} as const;

export type IconName = keyof typeof paths;

/** The kinds of things that have an icon. */
export const kinds = ['layer', 'image', 'container', 'volume', 'network', 'project', 'service', 'task', 'machine'] as const;

/** A small picture that says nothing to a screen reader. */
export function icon(name: IconName): SVGElement {
  return svgElement('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [svgElement('path', { d: paths[name] })]);
}

/** The icon of what an id names, by the word before its colon; a compose project has one, too. */
export function kindIconOf(id: string): SVGElement {
  return icon(kinds.find((kind) => id.startsWith(`${kind}:`)) ?? 'layer');
}

/** A button with a picture, whose title says what it does. With `label` the words stand beside the picture. */
export function iconButton(name: IconName, title: string, action: () => void, label = ''): HTMLButtonElement {
  const made = element('button', { type: 'button', title, 'aria-label': title, class: label === '' ? 'icon-only' : 'with-icon' }, [icon(name), label]);
  made.addEventListener('click', action);
  return made;
}
