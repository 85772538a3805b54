import { element, svgElement } from '../../webview/element';
import type { View } from '../../webview/gestures';
import { oncePerFrame } from '../../webview/oncePerFrame';
import { standaloneSvg } from '../../webview/standaloneSvg';
import { Camera } from './camera';
import type { Layout } from './layout';
import type { Marks } from './marks';
import { Overview, overviewScale } from './overview';
import { Painter } from './painter';

/** What of the history is to be seen: near as SVG, from afar on a canvas, where the camera stands. */
export class Stage {
  readonly element: HTMLElement;
  readonly camera: Camera;
  private readonly painter = new Painter();
  private readonly overview: Overview;
  private layout: Layout | undefined;
  private marks: Marks = { selected: undefined, lines: [], found: undefined };
  private readonly plan = oncePerFrame(() => this.draw());

  constructor(label: string, onMoved: (view: View) => void, view: View | undefined) {
    this.element = element('div', { class: 'history', tabindex: '0', role: 'tree', 'aria-label': label });
    this.overview = new Overview(this.element);
    this.element.append(this.painter.svg);
    this.camera = new Camera(this.element, (byUser) => this.onCamera(byUser, onMoved), view);
    new MutationObserver(() => this.onTheme()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    new MutationObserver(() => this.onTheme()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  show(layout: Layout, animate: boolean): void {
    this.layout = layout;
    this.overview.show(layout);
    this.painter.show(layout, animate);
    this.camera.setBounds(layout.bounds);
  }

  /** What stands out; a screen reader is told which item the keys are on. */
  mark(marks: Marks): void {
    this.marks = marks;
    this.painter.mark(marks);
    const current = marks.selected === undefined ? undefined : this.painter.elementOf(marks.selected);
    if (current === undefined) {
      this.element.removeAttribute('aria-activedescendant');
    } else {
      this.element.setAttribute('aria-activedescendant', current.id);
    }
    this.plan();
  }

  /** The drawing as a file of its own, with the theme's colours in it. */
  toSvg(description: string): string {
    if (this.layout === undefined) {
      return '';
    }
    const picture = svgElement('svg', { class: 'history-picture' }, [this.painter.drawAll(this.layout)]) as SVGSVGElement;
    const place = element('div', { class: 'history-export', 'aria-hidden': 'true' }, [picture]);
    this.element.append(place);
    const text = standaloneSvg({ svg: picture }, description, true);
    place.remove();
    return text;
  }

  private onCamera(byUser: boolean, onMoved: (view: View) => void): void {
    this.plan();
    if (byUser) {
      onMoved(this.camera.view);
    }
  }

  private draw(): void {
    const { view, seen } = this.camera;
    const isFar = view.scale < overviewScale;
    this.element.classList.toggle('far', isFar);
    this.painter.moveTo(view, isFar ? undefined : seen);
    if (isFar) {
      this.overview.paint(view, seen, this.marks);
    } else {
      this.overview.clear();
    }
  }

  /** Colours of the canvas are read once; words are cut for a font. */
  private onTheme(): void {
    this.overview.forgetColours();
    this.painter.forget();
    if (this.layout !== undefined) {
      this.painter.show(this.layout, false);
      this.mark(this.marks);
    }
  }
}
