import { legendList, type LegendEntry } from '../webview/legend';

const box = 'M1 1 H25 V15 H1 Z';
const image = 'M1 1 H25 V15 H1 Z M5 1 V15 M21 1 V15';
const rounded = 'M8 1 H18 A7 7 0 0 1 18 15 H8 A7 7 0 0 1 8 1 Z';
const trapezoid = 'M5 1 H21 L25 15 H1 Z';

/** What the shapes of a diagram mean, by the class that its nodes have in the text. */
const entries: Readonly<Record<string, LegendEntry>> = {
  layer: entry(box, 'layer', 'Layers'),
  image: entry(image, 'image', 'Image'),
  untagged: { path: image, line: 'var(--graph-image-line)', dashed: true, words: 'Image without a tag' },
  running: entry(rounded, 'running', '● Running'),
  paused: entry(rounded, 'paused', '◐ Paused'),
  stopped: { path: rounded, line: 'var(--graph-stopped-line)', dashed: true, words: '○ Stopped' },
  failed: entry(rounded, 'failed', 'Failed task'),
  volume: entry('M1 3 C1 0 25 0 25 3 V13 C25 16 1 16 1 13 Z M1 3 C1 6 25 6 25 3', 'volume', 'Volume'),
  network: entry('M6 1 H25 L20 15 H1 Z', 'network', 'Network'),
  service: entry(trapezoid, 'service', 'Service'),
  machine: entry('M1 1 H25 L21 15 H5 Z', 'layer', 'Machine'),
};

/** What the shapes mean that a diagram has. */
export function legend(mermaid: string): HTMLElement {
  const present = new Set([...mermaid.matchAll(/:::([a-z]+)$/gm)].map(([, name]) => name));
  return legendList(Object.entries(entries).flatMap(([name, one]) => (present.has(name) ? [one] : [])));
}

function entry(path: string, colour: 'layer' | 'image' | 'running' | 'paused' | 'failed' | 'volume' | 'network' | 'service', words: string): LegendEntry {
  return { path, fill: `var(--graph-${colour}-fill)`, line: `var(--graph-${colour}-line)`, words };
}
