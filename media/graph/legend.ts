import { legendList, type LegendEntry } from '../webview/legend';

const box = 'M1 1 H25 V15 H1 Z';
const image = 'M1 1 H25 V15 H1 Z M5 1 V15 M21 1 V15';
const rounded = 'M8 1 H18 A7 7 0 0 1 18 15 H8 A7 7 0 0 1 8 1 Z';

/** What the shapes of the graph mean. */
export function legend(): HTMLElement {
  return legendList([
    entry(box, 'layer', 'Layers'),
    entry(image, 'image', 'Image'),
    { path: image, line: 'var(--graph-image-line)', dashed: true, words: 'Image without a tag' },
    entry(rounded, 'running', '● Running container'),
    entry(rounded, 'paused', '◐ Paused container'),
    { path: rounded, line: 'var(--graph-stopped-line)', dashed: true, words: '○ Stopped container' },
  ]);
}

function entry(path: string, colour: 'layer' | 'image' | 'running' | 'paused', words: string): LegendEntry {
  return { path, fill: `var(--graph-${colour}-fill)`, line: `var(--graph-${colour}-line)`, words };
}
