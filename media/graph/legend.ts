import { element, svgElement } from './element';

const box = 'M1 1 H25 V15 H1 Z';
const image = 'M1 1 H25 V15 H1 Z M5 1 V15 M21 1 V15';
const rounded = 'M8 1 H18 A7 7 0 0 1 18 15 H8 A7 7 0 0 1 8 1 Z';

/** What the shapes mean. Shape, line and sign tell the same as the colours. */
export function legend(): HTMLElement {
  return element('ul', { id: 'legend', 'aria-label': 'Legend' }, [
    entry(box, 'layer', 'Layers'),
    entry(image, 'image', 'Image'),
    entry(image, 'stopped', 'Image without a tag'),
    entry(rounded, 'running', '● Running container'),
    entry(rounded, 'paused', '◐ Paused container'),
    entry(rounded, 'stopped', '○ Stopped container'),
  ]);
}

function entry(path: string, colour: 'layer' | 'image' | 'running' | 'paused' | 'stopped', words: string): HTMLElement {
  const drawing = svgElement('path', {
    d: path,
    style: `fill: var(--graph-${colour}-fill, none); stroke: var(--graph-${words === 'Image without a tag' ? 'image' : colour}-line)`,
    'stroke-dasharray': colour === 'stopped' ? '4 3' : undefined,
    'stroke-width': '1.25',
  });
  return element('li', {}, [svgElement('svg', { viewBox: '0 0 26 16', 'aria-hidden': 'true' }, [drawing]), words]);
}
