import type { GraphDrawing } from '../../server/protocol/drawing';
import { element } from './element';
import type { Picture } from './picture';
import { Viewport, type View } from './viewport';

export interface PictureListener {
  /** Draws off the page; may throw. */
  draw(drawing: GraphDrawing, label: string): Promise<Picture>;
  /** A new picture is on the page. */
  onDrawn(picture: Picture): void;
  /** In words for the reader; undefined takes back what was said before. */
  onFailed(sentence: string | undefined): void;
  /** The user moved or zoomed. */
  onMoved(view: View): void;
}

/** The part of a page that shows one picture and keeps it up to date: zoom and place stay while it is drawn anew. */
export class PicturePane {
  private readonly canvas = element('div', { id: 'canvas' });
  readonly frame = element('div', {
    id: 'viewport',
    tabindex: '0',
    role: 'group',
    'aria-label': 'Picture. Plus and minus zoom, arrow keys move, 0 shows all.',
  });
  readonly viewport: Viewport;
  /** What is on the page now. */
  picture: Picture | undefined;
  private shown: { readonly drawing: GraphDrawing | undefined; readonly label: string } = { drawing: undefined, label: '' };
  private drawnText: string | undefined;
  private drawing = false;
  private outdated = false;
  private font = '';

  constructor(
    private readonly listener: PictureListener,
    remembered: View | undefined,
  ) {
    this.frame.append(this.canvas);
    this.viewport = new Viewport(this.frame, this.canvas, (view) => listener.onMoved(view), remembered);
    new MutationObserver(() => this.redrawForFont()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  }

  /** Shows a drawing; `label` says to a screen reader what it is. Without a drawing the pane is empty. */
  show(drawing: GraphDrawing | undefined, label: string): void {
    this.shown = { drawing, label };
    this.picture?.svg.setAttribute('aria-label', label);
    this.outdated = true;
    void this.draw();
  }

  /** Brings a node into the frame; false where the picture does not have it. */
  reveal(node: string): boolean {
    const drawn = this.picture?.elements.get(node);
    if (drawn !== undefined) {
      this.viewport.reveal(drawn);
    }
    return drawn !== undefined;
  }

  /** Colours follow the theme by themselves; labels are measured, so another font needs another drawing. */
  private redrawForFont(): void {
    const { fontFamily } = getComputedStyle(document.body);
    if (this.font !== '' && fontFamily !== this.font) {
      this.drawnText = undefined;
      this.outdated = true;
      void this.draw();
    }
  }

  /** Draws the last drawing only: those that come while one is being drawn replace one another. */
  private async draw(): Promise<void> {
    if (this.drawing) {
      return;
    }
    this.drawing = true;
    while (this.outdated) {
      this.outdated = false;
      const { drawing, label } = this.shown;
      const text = drawing?.mermaid;
      if (drawing === undefined) {
        this.picture = undefined;
        this.canvas.replaceChildren();
        this.listener.onFailed(undefined);
      } else if (text !== this.drawnText) {
        await this.drawAndSwap(drawing, label);
      }
      this.drawnText = text;
    }
    this.drawing = false;
  }

  /** One frame shows the old picture, the next one the new; the view stays where it is. */
  private async drawAndSwap(drawing: GraphDrawing, label: string): Promise<void> {
    this.font = getComputedStyle(document.body).fontFamily;
    try {
      const picture = await this.listener.draw(drawing, label);
      this.picture = picture;
      this.canvas.replaceChildren(picture.svg);
      this.viewport.setPictureSize(picture.width, picture.height);
      this.listener.onFailed(undefined);
      this.listener.onDrawn(picture);
    } catch (error) {
      this.listener.onFailed(`The picture could not be drawn. The list holds everything. (${String(error).slice(0, 200)})`);
    }
  }
}
