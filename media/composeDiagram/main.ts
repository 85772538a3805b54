import type { ComposeDiagramNode, ComposeDiagramState, ComposeDiagramViewMemory, FromComposeDiagramView, ToComposeDiagramView } from '../../server/protocol/composeDiagram';
import { element } from '../webview/element';
import { exportMenu } from '../webview/exportMenu';
import { Host } from '../webview/host';
import { foldedNotice, noticeSection } from '../webview/noticeSection';
import { OutlineTree } from '../webview/outlineTree';
import { button, layOutPage } from '../webview/pageLayout';
import pageStyle from './composeDiagram.css';
import { DiagramPicture } from './diagramPicture';
import { legend } from './legend';

const host = new Host<ToComposeDiagramView, FromComposeDiagramView, ComposeDiagramViewMemory>();
/** Below this width, in pixels, the list takes room that the picture needs; it is then closed until it is asked for. */
const narrow = 720;
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
  private readonly picture = new DiagramPicture(
    {
      onChosen: (node) => this.choose(node),
      onLeft: () => this.select(undefined),
      onFailed: (sentence) => this.showFailure(sentence),
      onMoved: (view) => host.remember({ view }),
    },
    host.recall().view,
  );
  private readonly exports = exportMenu(button('Export', 'Copy or save the diagram', () => undefined), 'Copy or save the diagram', [
    { label: 'Copy mermaid text', title: 'Copy the mermaid text', action: () => host.tell({ type: 'copyMermaid' }) },
    { label: 'Save as .mmd …', title: 'Save the mermaid text as a file', action: () => host.tell({ type: 'saveMermaid' }) },
    { label: 'Save as .svg …', title: 'Save the picture as an SVG file', action: () => this.saveSvg() },
  ]);
  private readonly page: HTMLElement;
  private state: ComposeDiagramState | undefined;
  private nodes: ReadonlyMap<string, ComposeDiagramNode> = new Map();
  private failure: string | undefined;
  private shownNotice = '';
  private explainedText: string | undefined;
  private doneTimer = 0;

  constructor() {
    this.page = layOutPage({
      title: 'Compose diagram',
      summary: this.summary,
      tools: [this.exports],
      messages: this.messages,
      pane: this.picture.pane,
      below: [this.overlay, element('div', { class: 'notes' }, [this.leftOut, this.daemon, this.done]), this.legendPlace],
      outline: this.outline.tree,
      outlineOpen: host.recall().outlineOpen ?? window.innerWidth >= narrow,
      style: pageStyle,
      onOutlineToggled: (open) => host.remember({ outlineOpen: open }),
    });
    this.exports.hidden = true;
  }

  show(state: ComposeDiagramState): void {
    if ((host.recall().uri ?? state.uri) !== state.uri) {
      this.picture.beginAnew();
      this.outline.select(undefined);
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
    this.picture.show(state);
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

  private choose(node: string): void {
    this.select(node);
    this.picture.pane.reveal(node);
    if (this.nodes.get(node)?.place !== undefined) {
      host.tell({ type: 'reveal', node });
    }
  }

  private select(node: string | undefined): void {
    this.outline.select(node);
    this.picture.select(node);
  }

  private saveSvg(): void {
    const svg = this.picture.toSvg(this.state?.summary ?? '');
    if (svg !== undefined) {
      host.tell({ type: 'saveSvg', svg });
    }
  }
}

const page = new ComposeDiagramPage();
host.onMessage((message) => (message.type === 'state' ? page.show(message.state) : page.tellDone(message.sentence)));
host.tell({ type: 'ready' });
