import type { FromGraphView } from '../../../server/protocol/graphView';
import { exportMenu } from '../../webview/exportMenu';
import { iconButton } from '../icons';
import { base64Of, svgToPng } from './png';

export interface ExportSource {
  /** The picture in sight as an SVG file; undefined where there is none. */
  svg(): string | undefined;
  /** The mermaid text of the diagram in sight; undefined where there is none. */
  mermaid(): string | undefined;
  /** The name of a file without its ending. */
  name(): string;
  tell(message: FromGraphView): void;
  /** Says for a moment what is done or why it cannot be. */
  say(sentence: string): void;
}

/** The menu that copies and saves what is in sight. */
export function graphExports(source: ExportSource): HTMLElement {
  return exportMenu(iconButton('export', 'Copy or save the picture', () => undefined), 'Copy or save the picture', [
    { label: 'Copy as mermaid', title: 'Copy the text of the diagram as mermaid', action: () => copyMermaid(source) },
    { label: 'Copy as PNG', title: 'Copy the picture as PNG', action: () => void withPng(source, copyPng) },
    { label: 'Save as SVG …', title: 'Save the picture as an SVG file', action: () => withSvg(source, (data) => source.tell({ type: 'save', format: 'svg', name: source.name(), data })) },
    { label: 'Save as PNG …', title: 'Save the picture as a PNG file', action: () => void withPng(source, savePng) },
  ]);
}

function copyMermaid({ mermaid, tell, say }: ExportSource): void {
  const text = mermaid();
  if (text === undefined) {
    say('Only the diagram of one node has a mermaid text: select something and choose Diagram first.');
  } else {
    tell({ type: 'copy', text });
    say('Mermaid text copied.');
  }
}

function withSvg(source: ExportSource, action: (svg: string) => void): void {
  const svg = source.svg();
  if (svg === undefined) {
    source.say('There is no picture here.');
  } else {
    action(svg);
  }
}

async function withPng(source: ExportSource, action: (source: ExportSource, png: Promise<Blob>) => Promise<void>): Promise<void> {
  const svg = source.svg();
  if (svg === undefined) {
    source.say('There is no picture here.');
    return;
  }
  try {
    await action(source, svgToPng(svg));
  } catch {
    source.say('That did not work as PNG: save the picture as SVG.');
  }
}

/** The clipboard is asked at once, while the page still has the user's click. */
async function copyPng({ say }: ExportSource, png: Promise<Blob>): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  say('Picture copied.');
}

async function savePng({ tell, name }: ExportSource, png: Promise<Blob>): Promise<void> {
  tell({ type: 'save', format: 'png', name: name(), data: await base64Of(await png) });
}
