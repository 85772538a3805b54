import type { GraphDrawing, GraphState } from '../../server/protocol/graph';
import { element } from './element';
import { onState, recall, remember, tell } from './host';
import { legend } from './legend';
import { messageSections } from './messages';
import { OutlineTree } from './outlineTree';
import pageStyle from './page.css';
import { drawPicture, type Picture } from './picture';
import { Viewport } from './viewport';

/** The page of the graph: it shows the last state that the extension sent. */
class GraphPage {
  private readonly summary = element('p', { id: 'summary', role: 'status' }, ['Reading Docker …']);
  private readonly messages = element('div', { id: 'messages' });
  private readonly canvas = element('div', { id: 'canvas' });
  private readonly frame = element('div', {
    id: 'viewport',
    tabindex: '0',
    role: 'group',
    'aria-label': 'Picture. Plus and minus zoom, arrow keys move, 0 shows all.',
  });
  private readonly leftOut = element('p', { id: 'left-out' });
  private readonly page = element('div', { id: 'page' });
  private readonly outlinePane = element('aside', { id: 'outline', 'aria-label': 'Outline' });
  private readonly showAll = this.button('Show all', 'Draw what is in use, not around one node', () => this.focusOn(undefined));
  private readonly outline = new OutlineTree({ onChosen: (node) => this.choose(node) });
  private readonly viewport: Viewport;
  private picture: Picture | undefined;
  private drawnText = '';
  private messageText = '';
  private font = '';
  private last: GraphState | undefined;
  private waiting: GraphState | undefined;
  private drawing = false;
  private selected = recall().focus;

  constructor() {
    this.frame.append(this.canvas);
    this.viewport = new Viewport(this.frame, this.canvas, (view) => remember({ view }), recall().view);
    this.outlinePane.append(this.outline.tree);
    this.build();
    this.canvas.addEventListener('click', (event) => {
      const node = (event.target as Element).closest<SVGGElement>('g.node')?.dataset['node'];
      if (node !== undefined) {
        this.select(node);
      }
    });
  }

  show(state: GraphState): void {
    const summary = state.summary ?? state.problem?.title ?? '';
    if (summary !== this.summary.textContent) {
      this.summary.textContent = summary;
    }
    this.showMessages(state);
    this.page.classList.toggle('stale', state.notice?.kind === 'stale');
    this.leftOut.textContent = state.drawing?.leftOut ?? '';
    this.outline.show(state.outline ?? []);
    this.last = state;
    this.waiting = state;
    void this.draw();
  }

  /** Messages that have not changed stay as they are: a screen reader would read new ones again, and focus would be lost. */
  private showMessages({ problem, notice }: GraphState): void {
    const text = JSON.stringify([problem, notice]);
    if (text !== this.messageText) {
      this.messageText = text;
      const retry = (): void => {
        this.summary.textContent = 'Trying again …';
        tell({ type: 'refresh' });
      };
      this.messages.replaceChildren(...messageSections({ problem, notice }, retry));
    }
  }

  /** Colours follow the theme by themselves; labels are measured, so another font needs another drawing. */
  redrawForFont(): void {
    const { fontFamily } = getComputedStyle(document.body);
    if (fontFamily !== this.font) {
      this.font = fontFamily;
      this.drawnText = '';
      this.waiting ??= this.last;
      void this.draw();
    }
  }

  /** Draws the last state only: states that come while one is being drawn replace one another. */
  private async draw(): Promise<void> {
    if (this.drawing) {
      return;
    }
    this.drawing = true;
    for (let state = this.waiting; state !== undefined; state = this.waiting) {
      this.waiting = undefined;
      const drawing = state.drawing;
      const text = drawing?.mermaid ?? '';
      if (drawing === undefined || (state.graph?.nodes.length ?? 0) === 0) {
        this.picture = undefined;
        this.canvas.replaceChildren();
      } else if (text !== this.drawnText) {
        await this.drawAndSwap(drawing, state.summary ?? '');
      }
      this.drawnText = text;
    }
    this.drawing = false;
  }

  private async drawAndSwap(drawing: GraphDrawing, label: string): Promise<void> {
    try {
      this.swap(await drawPicture(drawing, label));
    } catch (error) {
      this.leftOut.textContent = `The picture could not be drawn. The list holds everything. (${String(error).slice(0, 200)})`;
    }
  }

  /** One frame shows the old picture, the next one the new; the view stays where it is. */
  private swap(picture: Picture): void {
    this.picture = picture;
    this.canvas.replaceChildren(picture.svg);
    this.viewport.setPictureSize(picture.width, picture.height);
    this.markSelected();
  }

  private select(node: string): void {
    this.selected = node;
    this.outline.select(node);
    this.markSelected();
  }

  private choose(node: string): void {
    this.select(node);
    const drawn = this.picture?.elements.get(node);
    if (drawn !== undefined) {
      this.viewport.reveal(drawn);
    } else if (!node.startsWith('layer:')) {
      this.focusOn(node);
    }
  }

  /** Asks for a picture around one node, for those that the picture at hand leaves out. */
  private focusOn(node: string | undefined): void {
    remember({ focus: node });
    this.showAll.hidden = node === undefined;
    this.viewport.fit();
    tell({ type: 'focus', node });
  }

  private markSelected(): void {
    for (const [node, drawn] of this.picture?.elements ?? []) {
      drawn.classList.toggle('selected', node === this.selected);
    }
  }

  private build(): void {
    document.head.append(element('style', {}, [pageStyle]));
    this.showAll.hidden = recall().focus === undefined;
    this.outlinePane.hidden = recall().outlineOpen === false;
    const toggle = this.button('List', 'Show or hide the list', () => {
      this.outlinePane.hidden = !this.outlinePane.hidden;
      toggle.setAttribute('aria-expanded', String(!this.outlinePane.hidden));
      remember({ outlineOpen: !this.outlinePane.hidden });
    });
    toggle.setAttribute('aria-expanded', String(!this.outlinePane.hidden));
    const tools = element('div', { class: 'tools', role: 'toolbar', 'aria-label': 'View' }, [
      this.showAll,
      this.button('−', 'Zoom out', () => this.viewport.zoom(-1)),
      this.button('+', 'Zoom in', () => this.viewport.zoom(1)),
      this.button('Fit', 'Show the whole picture', () => this.viewport.fit()),
      toggle,
    ]);
    this.page.append(
      element('header', {}, [element('h1', {}, ['Docker graph']), this.summary, tools]),
      this.messages,
      element('main', {}, [element('div', { id: 'picture' }, [this.frame, this.leftOut, legend()]), this.outlinePane]),
    );
    document.body.append(this.page);
    this.font = getComputedStyle(document.body).fontFamily;
  }

  private button(label: string, title: string, action: () => void): HTMLButtonElement {
    const made = element('button', { type: 'button', title, 'aria-label': title }, [label]);
    made.addEventListener('click', action);
    return made;
  }
}

const page = new GraphPage();
onState((state) => page.show(state));
new MutationObserver(() => page.redrawForFont()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
tell({ type: 'ready' });
