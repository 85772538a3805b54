import type { Mermaid } from 'mermaid';
import type { GraphDrawing } from '../../server/protocol/drawing';
import sharedStyle from './picture.css';

/** Set by `media/mermaid`, which every page with a picture loads before its own script. */
declare const mermaid: Mermaid;

/** A drawn picture, not yet on the page. */
export interface Picture {
  readonly svg: SVGSVGElement;
  /** The drawn element of each node of the picture, by the node's own id. */
  readonly elements: ReadonlyMap<string, SVGGElement>;
  readonly width: number;
  readonly height: number;
}

/** From left to right, or from top to bottom. */
export type Direction = 'LR' | 'TB';

/** What one kind of picture has for itself. */
export interface PictureLook {
  /** Its own rules, beside those of all pictures. */
  readonly style: string;
  readonly nodeSpacing: number;
  readonly rankSpacing: number;
  readonly direction: Direction;
  /** Shorter labels are drawn as wide as this, in pixels; mermaid's own measure where it is missing. */
  readonly smallestWidth?: number;
}

let drawn = 0;

/**
 * Draws off the page. Colours are CSS variables of the page, so a new theme needs no new drawing; a new font does,
 * because mermaid measures the labels.
 * @throws what mermaid throws for a text that it cannot draw.
 */
export async function drawPicture(drawing: GraphDrawing, label: string, look: PictureLook): Promise<Picture> {
  const { fontFamily } = getComputedStyle(document.body);
  const { style, nodeSpacing, rankSpacing, direction, smallestWidth } = look;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    layout: 'dagre',
    theme: 'base',
    themeVariables: { fontFamily, fontSize: '13px' },
    themeCSS: `${style}\n${sharedStyle}`,
    fontFamily,
    htmlLabels: false,
    flowchart: {
      htmlLabels: false,
      useMaxWidth: false,
      curve: direction === 'LR' ? 'bumpX' : 'bumpY',
      nodeSpacing,
      rankSpacing,
      padding: 8,
      wrappingWidth: 400,
      ...(smallestWidth === undefined ? {} : { minNodeWidth: smallestWidth }),
    },
  });
  drawn += 1;
  const { svg: text } = await mermaid.render(`picture-${drawn}`, drawing.mermaid.replace(/^flowchart LR$/m, `flowchart ${direction}`));
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
  return { svg, elements: findNodes(svg, drawing), width, height };
}

/** The flowchart's own id of a drawn node: mermaid names its group `<picture>-flowchart-<node>-<number>`. */
export function flowchartId({ id }: SVGGElement): string | undefined {
  return /flowchart-(.+)-\d+$/.exec(id)?.[1];
}

function findNodes(svg: SVGSVGElement, { nodes }: GraphDrawing): ReadonlyMap<string, SVGGElement> {
  const found = new Map<string, SVGGElement>();
  for (const group of svg.querySelectorAll<SVGGElement>('g.node')) {
    const id = flowchartId(group);
    const node = id === undefined ? undefined : nodes[id];
    if (node !== undefined) {
      group.dataset['node'] = node;
      found.set(node, group);
    }
  }
  return found;
}
