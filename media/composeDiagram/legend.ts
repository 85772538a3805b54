import type { ComposeDiagramNode } from '../../server/protocol/composeDiagram';
import type { ComposeDiagramKind, GraphDrawing } from '../../server/protocol/drawing';
import { legendList, type LegendEntry } from '../webview/legend';

/** Each kind's shape in the picture, small, and its word. */
const kinds: Readonly<Record<ComposeDiagramKind, { readonly path: string; readonly words: string }>> = {
  port: { path: 'M1 1 H25 V15 H1 L6 8 Z', words: 'Port of the host' },
  service: { path: 'M3 1 H23 A2 2 0 0 1 25 3 V13 A2 2 0 0 1 23 15 H3 A2 2 0 0 1 1 13 V3 A2 2 0 0 1 3 1 Z', words: 'Service' },
  network: { path: 'M8 1 H18 A7 7 0 0 1 18 15 H8 A7 7 0 0 1 8 1 Z', words: 'Network' },
  volume: { path: 'M3 3 A10 2.5 0 0 1 23 3 V13 A10 2.5 0 0 1 3 13 V3 A10 2.5 0 0 0 23 3', words: 'Volume' },
  bind: { path: 'M5 1 H25 L21 15 H1 Z', words: 'Folder or file of the host' },
  secret: { path: 'M1 1 H25 V15 H1 Z M4 1 V15 M22 1 V15', words: 'Secret' },
  config: { path: 'M1 15 L5 1 H21 L25 15 Z', words: 'Config' },
};

/** Each line with what the text of a drawing has for it. */
const lines = [
  { path: 'M1 8 H20 M20 4 L25 8 L20 12 Z', words: 'leads to, needs', mark: ' --> ', labelled: ' -->|' },
  { path: 'M1 8 H20 M20 4 L25 8 L20 12 Z', words: 'needs, starts without it too', dashed: true, mark: ' -.-> ', labelled: ' -.->|' },
  { path: 'M1 8 H25', words: 'uses', mark: ' --- ', labelled: ' ---|' },
];

/** What the shapes and lines mean that this picture has. */
export function legend(nodes: readonly ComposeDiagramNode[], drawing: GraphDrawing): HTMLElement {
  const drawn = new Set(Object.values(drawing.nodes));
  const present = new Set(nodes.filter(({ id }) => drawn.has(id)).map(({ kind }) => kind));
  const shapes = (Object.keys(kinds) as ComposeDiagramKind[]).filter((kind) => present.has(kind));
  const entry = (kind: ComposeDiagramKind): LegendEntry => ({ ...kinds[kind], fill: `var(--compose-${kind}-fill)`, line: `var(--compose-${kind}-line)` });
  const ofProfile = drawing.mermaid.includes(':::profiled\n') ? [{ ...entry('service'), dashed: true, words: 'Service of a profile' }] : [];
  return legendList([
    ...shapes.map(entry),
    ...ofProfile,
    ...lines
      .filter(({ mark, labelled }) => drawing.mermaid.includes(mark) || drawing.mermaid.includes(labelled))
      .map(({ path, words, dashed }) => ({ path, words, dashed, line: 'var(--picture-edge)' })),
  ]);
}
