import type { GraphDrawing } from '../../../server/protocol/drawing';
import { markConnections } from '../../webview/connections';
import { alignEdges, findEdges, type DrawnEdge } from '../../webview/edges';
import { listenToNodes, nameNode, NodeFocus, nodeOf } from '../../webview/nodeFocus';
import { drawPicture, type Picture } from '../../webview/picture';
import { PicturePane } from '../../webview/picturePane';
import { standaloneSvg } from '../../webview/standaloneSvg';
import pictureStyle from './focusPicture.css';

/** At this scale and above, words are easy to read. */
const legible = 0.85;

export interface FocusPictureEvents {
  onSelect(node: string | undefined): void;
  /** Double click, or Enter on the selected node: its own diagram is wanted. */
  onFocus(node: string): void;
  /** Why there is no picture, in words; undefined takes it back. */
  onFailed(sentence: string | undefined): void;
  /** What a node is called beside its label. */
  nameOf(node: string): string;
}

/** The drawn neighbourhood of one node: nodes can be selected and walked over with the keyboard. */
export class FocusPicture {
  readonly pane: PicturePane;
  private readonly focus: NodeFocus;
  private edges: readonly DrawnEdge[] = [];
  private hadFocus = false;
  private selected: string | undefined;
  private matches: ReadonlySet<string> | undefined;
  private beginning: string | undefined;

  constructor(private readonly events: FocusPictureEvents) {
    this.pane = new PicturePane(
      {
        draw: (drawing, label) => this.draw(drawing, label),
        onDrawn: (picture) => this.adopt(picture),
        onFailed: (sentence) => events.onFailed(sentence),
        onMoved: () => undefined,
      },
      undefined,
    );
    const choose = (node: string): void => (node === this.selected ? events.onFocus(node) : events.onSelect(node));
    this.focus = new NodeFocus(this.pane.frame, {
      onChosen: choose,
      onFocused: (node) => void this.pane.reveal(node),
      onLeft: () => events.onSelect(undefined),
    });
    listenToNodes(this.pane.frame, { onChosen: (node) => events.onSelect(node), onLeft: () => events.onSelect(undefined) });
    this.pane.frame.addEventListener('dblclick', ({ target }) => {
      const node = nodeOf(target);
      if (node !== undefined) {
        events.onFocus(node);
      }
    });
  }

  /** The next picture is of another node: it begins with that node in sight, large enough to be read. */
  beginAt(node: string): void {
    this.beginning = node;
  }

  /** Whether a node is in the picture. */
  has(node: string): boolean {
    return this.pane.picture?.elements.has(node) === true;
  }

  select(node: string | undefined): void {
    this.selected = node;
    this.mark();
    if (node !== undefined) {
      this.focus.makeCurrent(node);
      this.pane.reveal(node);
    }
  }

  /** Dims all nodes but these; undefined dims none. */
  setMatches(matches: ReadonlySet<string> | undefined): void {
    this.matches = matches;
    this.dim();
  }

  private dim(): void {
    const { matches } = this;
    for (const [node, drawn] of this.pane.picture?.elements ?? []) {
      drawn.classList.toggle('unmatched', matches !== undefined && !matches.has(node));
    }
  }

  /** The picture as a file of its own; undefined where nothing is drawn. */
  toSvg(description: string): string | undefined {
    const { picture } = this.pane;
    if (picture === undefined) {
      return undefined;
    }
    const { selected } = this;
    this.selected = undefined;
    this.mark();
    const svg = standaloneSvg(picture, description);
    this.selected = selected;
    this.mark();
    return svg;
  }

  private async draw(drawing: GraphDrawing, label: string): Promise<Picture> {
    const picture = await drawPicture(drawing, label, { style: pictureStyle, nodeSpacing: 20, rankSpacing: 48, smallestWidth: 64, direction: 'LR' });
    this.hadFocus = this.focus.hasFocus();
    return picture;
  }

  private adopt(picture: Picture): void {
    // An image holds nothing for a screen reader; a group lets it reach the nodes.
    picture.svg.setAttribute('role', 'group');
    this.edges = findEdges(picture.svg);
    alignEdges(this.edges, 'LR');
    this.focus.adopt(picture, this.hadFocus);
    for (const [node, drawn] of picture.elements) {
      nameNode(drawn, this.events.nameOf(node));
    }
    this.mark();
    this.dim();
    this.begin();
  }

  /** Begins with the wanted node as soon as the picture can be seen: what is hidden has no size. */
  begin(): void {
    if (this.beginning !== undefined && this.pane.picture !== undefined && this.pane.frame.clientWidth > 0) {
      const target = this.pane.picture.elements.get(this.beginning);
      this.beginning = undefined;
      if (target === undefined) {
        this.pane.viewport.fit();
      } else {
        this.pane.viewport.beginAt(target, legible);
      }
    }
  }

  private mark(): void {
    if (this.pane.picture !== undefined) {
      markConnections(this.pane.picture, this.edges, this.selected);
    }
  }
}
