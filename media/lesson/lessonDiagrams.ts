import type { Mermaid } from 'mermaid';
import type { LessonDiagram } from '../../server/protocol/course';
import { element } from '../webview/element';
import { diagramConfig } from './diagramTheme';

/** Set by `media/mermaid`, which the page loads before its own script. */
declare const mermaid: Mermaid;

let drawings = 0;

/** The diagrams of one lesson. Each is one figure, which goes from text to text; it is drawn anew when the theme changes. */
export class LessonDiagrams {
  private readonly figures: ReadonlyMap<string, Figure>;
  private readonly observer: MutationObserver;
  private look = lookOfPage();
  private drawing: Promise<void> = Promise.resolve();

  constructor(diagrams: readonly LessonDiagram[]) {
    this.figures = new Map(diagrams.map((diagram) => [diagram.name, new Figure(diagram)]));
    this.observer = new MutationObserver(() => this.followTheme());
    this.observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    this.observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  }

  figure(name: string): HTMLElement | undefined {
    return this.figures.get(name)?.element;
  }

  get names(): readonly string[] {
    return [...this.figures.keys()];
  }

  /** Draws all that is not drawn yet; its figures must be on the page. */
  draw(): Promise<void> {
    // One after the other: mermaid has one configuration for all.
    this.drawing = this.drawing.then(async () => {
      for (const figure of this.figures.values()) await figure.draw();
    });
    return this.drawing;
  }

  dispose(): void {
    this.observer.disconnect();
  }

  private followTheme(): void {
    const look = lookOfPage();
    if (look !== this.look) {
      this.look = look;
      this.figures.forEach((figure) => figure.forget());
      void this.draw();
    }
  }
}

class Figure {
  readonly element: HTMLElement;
  private readonly place: HTMLElement;
  private isDrawn = false;

  constructor(private readonly diagram: LessonDiagram) {
    this.place = element('div', { class: 'drawing', role: 'img', 'aria-label': diagram.alternative });
    this.element = element('figure', {}, [
      this.place,
      element('details', { class: 'in-words' }, [element('summary', {}, ['The picture in words']), element('p', {}, [diagram.alternative])]),
    ]);
  }

  forget(): void {
    this.isDrawn = false;
  }

  async draw(): Promise<void> {
    if (this.isDrawn || !this.element.isConnected) return;
    this.isDrawn = true;
    try {
      mermaid.initialize(diagramConfig());
      drawings += 1;
      const { svg } = await mermaid.render(`diagram-${drawings}`, this.diagram.mermaid);
      this.place.replaceChildren(drawn(svg));
    } catch (error) {
      this.place.replaceChildren(element('p', { class: 'not-drawn' }, [`The picture could not be drawn. ${this.diagram.alternative}`]));
      console.error(error);
    }
  }
}

/** Not larger than mermaid drew it, and as narrow as the page. */
function drawn(text: string): SVGSVGElement {
  const holder = document.createElement('template');
  holder.innerHTML = text;
  const svg = holder.content.querySelector('svg') as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal;
  svg.removeAttribute('height');
  svg.removeAttribute('aria-roledescription');
  svg.setAttribute('role', 'presentation');
  svg.setAttribute('width', String(Math.ceil(width)));
  svg.style.maxWidth = '100%';
  // Words stay legible: what would become smaller than this is scrolled.
  svg.style.minWidth = `${Math.round(width * leastScale)}px`;
  svg.style.aspectRatio = `${width} / ${height}`;
  return svg;
}

const leastScale = 0.8;

/** What a drawing depends on of the page. */
function lookOfPage(): string {
  return `${document.body.className} ${document.documentElement.getAttribute('style') ?? ''}`;
}
