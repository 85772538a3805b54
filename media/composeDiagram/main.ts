import type { ComposeDiagramNode, ComposeDiagramState, ComposeDiagramViewMemory, FromComposeDiagramView, ToComposeDiagramView } from '../../server/protocol/composeDiagram';
import type { GraphDrawing } from '../../server/protocol/drawing';
import { alignEdges, findEdges, type DrawnEdge } from '../webview/edges';
import { element } from '../webview/element';
import { Host } from '../webview/host';
import { foldedNotice, noticeSection } from '../webview/noticeSection';
import { OutlineTree } from '../webview/outlineTree';
import { layOutPage } from '../webview/pageLayout';
import { drawPicture, type Direction, type Picture } from '../webview/picture';
import { PicturePane } from '../webview/picturePane';
import pageStyle from './composeDiagram.css';
import { markConnections } from './connections';
import pictureStyle from './diagramPicture.css';
import { exportMenu } from './exportMenu';
import { legend } from './legend';
import { nameNode, NodeFocus, nodeOf } from './nodeFocus';
import { drawStates, stateWords } from './serviceStates';
import { standaloneSvg } from './standaloneSvg';

const host = new Host<ToComposeDiagramView, FromComposeDiagramView, ComposeDiagramViewMemory>();
/** Below this width, in pixels, the list takes room that the picture needs; it is then closed until it is asked for. */
const narrow = 720;
/** At this scale and above, words are easy to read, and a picture of more nodes is drawn in one direction only. */
const legible = 0.85;
const mostForTwoDrawings = 30;
/** How long the words of a done action stay, in milliseconds. */
const doneMs = 6000;

/** The page of a compose file's picture: it shows the last state that the extension sent. */
class ComposeDiagramPage {
  private readonly summary = element('p', { id: 'summary', role: 'status' }, ['Waiting for a compose file …']);
  private readonly done = element('p', { id: 'done', role: 'status' });
  private readonly messages = element('div', { id: 'messages' });
  private readonly overlay = element('div', { id: 'overlay' });
  private readonly leftOut = element('p', { id: 'left-out' });
  private readonly daemon = element('p', { id: 'daemon' });
  private readonly legendPlace = element('div');
  private readonly outline = new OutlineTree('Services and what they use', { onChosen: (node) => this.choose(node) });
  private readonly pane: PicturePane;
  private readonly focus: NodeFocus;
  private readonly page: HTMLElement;
  private readonly exports: HTMLElement;
  private edges: readonly DrawnEdge[] = [];
  private state: ComposeDiagramState | undefined;
  private nodes: ReadonlyMap<string, ComposeDiagramNode> = new Map();
  private failure: string | undefined;
  private hadFocus = false;
  private direction: Direction | undefined;
  private selected: string | undefined;
  private shownNotice = '';
  private explainedText: string | undefined;
  private doneTimer = 0;

  constructor() {
    this.pane = new PicturePane(
      {
        draw: (drawing, label) => this.draw(drawing, label),
        onDrawn: (picture) => this.adopt(picture),
        onFailed: (sentence) => this.showFailure(sentence),
        onMoved: (view) => host.remember({ view }),
      },
      host.recall().view,
    );
    this.focus = new NodeFocus(this.pane.frame, {
      onChosen: (node) => this.choose(node),
      onFocused: (node) => void this.pane.reveal(node),
      onLeft: () => this.select(undefined),
    });
    this.exports = exportMenu('Export', 'Copy or save the diagram', [
      { label: 'Copy mermaid text', title: 'Copy the mermaid text', action: () => host.tell({ type: 'copyMermaid' }) },
      { label: 'Save as .mmd …', title: 'Save the mermaid text as a file', action: () => host.tell({ type: 'saveMermaid' }) },
      { label: 'Save as .svg …', title: 'Save the picture as an SVG file', action: () => this.saveSvg() },
    ]);
    this.page = layOutPage({
      title: 'Compose diagram',
      summary: this.summary,
      tools: [this.exports],
      messages: this.messages,
      pane: this.pane,
      below: [this.overlay, element('div', { class: 'notes' }, [this.leftOut, this.daemon, this.done]), this.legendPlace],
      outline: this.outline.tree,
      outlineOpen: host.recall().outlineOpen ?? window.innerWidth >= narrow,
      style: pageStyle,
      onOutlineToggled: (open) => host.remember({ outlineOpen: open }),
    });
    this.exports.hidden = true;
    this.listenToClicks();
  }

  show(state: ComposeDiagramState): void {
    if (this.state !== undefined && this.state.uri !== state.uri) {
      this.select(undefined);
      this.direction = undefined;
      this.pane.viewport.fit();
      host.remember({ view: undefined });
    }
    host.remember({ uri: state.uri });
    this.state = state;
    this.nodes = new Map(state.nodes.map((node) => [node.id, node]));
    if (state.summary !== this.summary.textContent) {
      this.summary.textContent = state.summary;
    }
    this.showNotice(state);
    this.showFailure(this.failure);
    this.daemon.textContent = state.daemonSentence;
    this.exports.hidden = state.drawing === undefined;
    this.showLegend(state);
    this.outline.show(state.outline);
    this.pane.show(state.drawing, state.summary);
    this.showNodes();
  }

  /** Says for a moment that something is done. */
  tellDone(sentence: string): void {
    this.done.textContent = sentence;
    window.clearTimeout(this.doneTimer);
    this.doneTimer = window.setTimeout(() => (this.done.textContent = ''), doneMs);
  }

  /**
   * A notice that has not changed stays as it is: a screen reader would read a new one again. Where a picture stays, its notice
   * lies over it in one line, for a file that is typed is unreadable again and again and nothing may jump each time.
   */
  private showNotice({ notice, drawing }: ComposeDiagramState): void {
    this.page.classList.toggle('unreadable', notice?.kind === 'unreadable');
    const text = JSON.stringify([notice, drawing === undefined]);
    if (text !== this.shownNotice) {
      this.shownNotice = text;
      this.messages.replaceChildren(...(notice === undefined || drawing !== undefined ? [] : [noticeSection(notice)]));
      this.overlay.replaceChildren(...(notice === undefined || drawing === undefined ? [] : [foldedNotice(notice)]));
    }
  }

  private showLegend({ nodes, drawing }: ComposeDiagramState): void {
    if (drawing?.mermaid !== this.explainedText) {
      this.explainedText = drawing?.mermaid;
      this.legendPlace.replaceChildren(...(drawing === undefined ? [] : [legend(nodes, drawing)]));
    }
  }

  private showFailure(sentence: string | undefined): void {
    this.failure = sentence;
    this.leftOut.textContent = sentence ?? this.state?.drawing?.leftOut ?? '';
  }

  private async draw(drawing: GraphDrawing, label: string): Promise<Picture> {
    const draw = (direction: Direction): Promise<Picture> => drawPicture(drawing, label, { style: pictureStyle, nodeSpacing: 24, rankSpacing: 44, smallestWidth: 48, direction });
    const picture = await (this.direction === undefined ? this.drawInBestDirection(draw) : draw(this.direction));
    this.hadFocus = this.focus.hasFocus();
    return picture;
  }

  /** The direction in which more can be read here; it stays, so that an edit does not turn the picture. */
  private async drawInBestDirection(draw: (direction: Direction) => Promise<Picture>): Promise<Picture> {
    const wide = await draw('LR');
    const { viewport } = this.pane;
    const scale = viewport.fittingScale(wide.width, wide.height);
    const high = scale < legible && wide.elements.size <= mostForTwoDrawings ? await draw('TB') : undefined;
    const isHigh = high !== undefined && viewport.fittingScale(high.width, high.height) > scale;
    this.direction = isHigh ? 'TB' : 'LR';
    return isHigh ? high : wide;
  }

  private adopt(picture: Picture): void {
    // An image holds nothing for a screen reader; a group lets it reach the nodes.
    picture.svg.setAttribute('role', 'group');
    this.edges = findEdges(picture.svg);
    alignEdges(this.edges, this.direction ?? 'LR');
    this.focus.adopt(picture, this.hadFocus);
    this.showNodes();
  }

  /** What stands in the nodes and around them that is no part of the drawing's text. */
  private showNodes(): void {
    const { picture } = this.pane;
    if (picture === undefined || this.state === undefined) {
      return;
    }
    drawStates(picture, this.state.nodes);
    for (const [node, drawn] of picture.elements) {
      nameNode(drawn, this.nameOf(node));
    }
    if (this.selected !== undefined && !picture.elements.has(this.selected)) {
      this.selected = undefined;
    }
    this.mark(this.selected);
  }

  private nameOf(id: string): string {
    const node = this.nodes.get(id);
    const state = node?.state === undefined ? '' : `, ${stateWords(node.state)}`;
    return node === undefined ? id : `${node.kind} ${node.label}${state}`;
  }

  private choose(node: string): void {
    this.select(node);
    this.pane.reveal(node);
    if (this.nodes.get(node)?.place !== undefined) {
      host.tell({ type: 'reveal', node });
    }
  }

  private select(node: string | undefined): void {
    this.selected = node;
    this.outline.select(node);
    this.mark(node);
    if (node !== undefined) {
      this.focus.makeCurrent(node);
    }
  }

  private mark(node: string | undefined): void {
    if (this.pane.picture !== undefined) {
      markConnections(this.pane.picture, this.edges, node);
    }
  }

  /** A click beside all nodes ends the selection; the end of a drag is no click. */
  private listenToClicks(): void {
    let pressed = { x: 0, y: 0 };
    this.pane.frame.addEventListener('pointerdown', ({ clientX, clientY }) => (pressed = { x: clientX, y: clientY }));
    this.pane.frame.addEventListener('click', ({ target, clientX, clientY }) => {
      if (Math.hypot(clientX - pressed.x, clientY - pressed.y) <= 4) {
        const node = nodeOf(target);
        if (node === undefined) {
          this.select(undefined);
        } else {
          this.choose(node);
        }
      }
    });
  }

  /** The file shows the project, not what is selected at the moment. */
  private saveSvg(): void {
    const { picture } = this.pane;
    if (picture !== undefined) {
      this.mark(undefined);
      const svg = standaloneSvg(picture, this.state?.summary ?? '');
      this.mark(this.selected);
      host.tell({ type: 'saveSvg', svg });
    }
  }
}

const page = new ComposeDiagramPage();
host.onMessage((message) => (message.type === 'state' ? page.show(message.state) : page.tellDone(message.sentence)));
host.tell({ type: 'ready' });
