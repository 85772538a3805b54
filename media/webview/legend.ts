import { element, svgElement } from './element';

export interface LegendEntry {
  /** A path within 26 by 16 pixels. */
  readonly path: string;
  /** CSS values. */
  readonly fill?: string;
  readonly line: string;
  readonly dashed?: boolean;
  readonly words: string;
}

/** What the shapes of a picture mean. Shape, line and sign tell the same as the colours. */
export function legendList(entries: readonly LegendEntry[]): HTMLElement {
  return element('ul', { id: 'legend', 'aria-label': 'Legend' }, entries.map(item));
}

function item({ path, fill = 'none', line, dashed, words }: LegendEntry): HTMLElement {
  const drawing = svgElement('path', {
    d: path,
    style: `fill: ${fill}; stroke: ${line}`,
    'stroke-dasharray': dashed === true ? '4 3' : undefined,
    'stroke-width': '1.25',
  });
  return element('li', {}, [svgElement('svg', { viewBox: '0 0 26 16', 'aria-hidden': 'true' }, [drawing]), words]);
}
