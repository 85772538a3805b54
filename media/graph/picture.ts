import mermaid from 'mermaid';
import type { GraphDrawing } from '../../server/protocol/graph';
import { alignEdges } from './edges';
import pictureStyle from './picture.css';

/** A drawn picture, not yet on the page. */
export interface Picture {
  readonly svg: SVGSVGElement;
  /** The drawn element of each node of the graph. */
  readonly elements: ReadonlyMap<string, SVGGElement>;
  readonly width: number;
  readonly height: number;
}

let drawn = 0;

/**
 * Draws off the page. Colours are CSS variables of the page, so a new theme needs no new drawing; a new font does,
 * because mermaid measures the labels.
 * @throws what mermaid throws for a text that it cannot draw.
 */
export async function drawPicture(drawing: GraphDrawing, label: string): Promise<Picture> {
  const { fontFamily } = getComputedStyle(document.body);
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    layout: 'dagre',
    theme: 'base',
    themeVariables: { fontFamily, fontSize: '13px' },
    themeCSS: pictureStyle,
    fontFamily,
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false, curve: 'bumpX', nodeSpacing: 16, rankSpacing: 38, padding: 8, wrappingWidth: 400 },
  });
  drawn += 1;
  const { svg: text } = await mermaid.render(`picture-${drawn}`, drawing.mermaid);
  const holder = document.createElement('template');
  holder.innerHTML = text;
  const svg = holder.content.querySelector('svg') as SVGSVGElement;
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.removeAttribute('aria-roledescription');
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.style.maxWidth = 'none';
  alignEdges(svg);
  return { svg, elements: findNodes(svg, drawing), width, height };
}

/** Mermaid names the group of a node `<picture>-flowchart-<node>-<number>`. */
function findNodes(svg: SVGSVGElement, { nodes }: GraphDrawing): ReadonlyMap<string, SVGGElement> {
  const found = new Map<string, SVGGElement>();
  for (const group of svg.querySelectorAll<SVGGElement>('g.node')) {
    const id = /flowchart-(.+)-\d+$/.exec(group.id)?.[1];
    const node = id === undefined ? undefined : nodes[id];
    if (node !== undefined) {
      group.dataset['node'] = node;
      found.set(node, group);
    }
  }
  return found;
}
