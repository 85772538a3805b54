import type { GraphState } from '../../server/protocol/graph';
import type { FromGraphView, GraphViewMemory, ToGraphView } from '../../server/protocol/graphView';
import { alignEdges, findEdges } from '../webview/edges';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import { OutlineTree } from '../webview/outlineTree';
import { layOutPage } from '../webview/pageLayout';
import { drawPicture } from '../webview/picture';
import { PicturePane } from '../webview/picturePane';
import graphStyle from './graph.css';
import pictureStyle from './graphPicture.css';
import { legend } from './legend';
import { messageSections } from './messages';

const host = new Host<ToGraphView, FromGraphView, GraphViewMemory>();

/** The page of the graph: it shows the last state that the extension sent. */
class GraphPage {
  private readonly summary = element('p', { id: 'summary', role: 'status' }, ['Reading Docker …']);
  private readonly messages = element('div', { id: 'messages' });
  private readonly leftOut = element('p', { id: 'left-out' });
  private readonly outline = new OutlineTree('Images and containers', { onChosen: (node) => this.choose(node) });
  private readonly pane: PicturePane;
  private readonly page: HTMLElement;
  private messageText = '';
  private drawingLeftOut = '';
  private failure: string | undefined;
  private selected = host.recall().selected;

  constructor() {
    this.pane = new PicturePane(
      {
        draw: (drawing, label) => drawPicture(drawing, label, { style: pictureStyle, nodeSpacing: 16, rankSpacing: 38, direction: 'LR' }),
        onDrawn: (picture) => {
          alignEdges(findEdges(picture.svg), 'LR');
          this.markSelected();
        },
        onFailed: (sentence) => this.showFailure(sentence),
        onMoved: (view) => host.remember({ view }),
      },
      host.recall().view,
    );
    this.page = layOutPage({
      title: 'Docker graph',
      summary: this.summary,
      tools: [],
      messages: this.messages,
      pane: this.pane,
      below: [this.leftOut, legend()],
      outline: this.outline.tree,
      outlineOpen: host.recall().sideOpen !== false,
      style: graphStyle,
      onOutlineToggled: (open) => host.remember({ sideOpen: open }),
    });
    this.pane.frame.addEventListener('click', (event) => {
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
    this.drawingLeftOut = state.drawing?.leftOut ?? '';
    this.showFailure(this.failure);
    this.outline.show(state.outline ?? []);
    this.pane.show((state.graph?.nodes.length ?? 0) === 0 ? undefined : state.drawing, state.summary ?? '');
  }

  /** Messages that have not changed stay as they are: a screen reader would read new ones again, and focus would be lost. */
  private showMessages({ problem, notice }: GraphState): void {
    const text = JSON.stringify([problem, notice]);
    if (text !== this.messageText) {
      this.messageText = text;
      const retry = (): void => {
        this.summary.textContent = 'Trying again …';
        host.tell({ type: 'refresh' });
      };
      this.messages.replaceChildren(...messageSections({ problem, notice }, retry));
    }
  }

  private showFailure(sentence: string | undefined): void {
    this.failure = sentence;
    this.leftOut.textContent = sentence ?? this.drawingLeftOut;
  }

  private select(node: string): void {
    this.selected = node;
    this.outline.select(node);
    this.markSelected();
  }

  private choose(node: string): void {
    this.select(node);
    this.pane.reveal(node);
  }

  private markSelected(): void {
    for (const [node, drawn] of this.pane.picture?.elements ?? []) {
      drawn.classList.toggle('selected', node === this.selected);
    }
  }
}

const page = new GraphPage();
host.onMessage((message) => message.type === 'update' && message.update.kind === 'whole' && page.show(message.update.state));
host.tell({ type: 'ready' });
