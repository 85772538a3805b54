import type { ComposeDiagramNode, ComposeDiagramState } from '../../server/protocol/composeDiagram';
import type { GraphDrawing } from '../../server/protocol/drawing';
import { markConnections } from '../webview/connections';
import { alignEdges, findEdges, type DrawnEdge } from '../webview/edges';
import { listenToNodes, nameNode, NodeFocus } from '../webview/nodeFocus';
import { drawPicture, type Direction, type Picture } from '../webview/picture';
import { PicturePane } from '../webview/picturePane';
import { standaloneSvg } from '../webview/standaloneSvg';
import type { View } from '../webview/viewport';
import pictureStyle from './diagramPicture.css';
import { drawStates, stateWords } from './serviceStates';

/** At this scale and above, words are easy to read, and a picture of more nodes is drawn in one direction only. */
const legible = 0.85;
const mostForTwoDrawings = 30;

export interface DiagramListener {
  /** A click or a key chose a node. */
  onChosen(node: string): void;
  /** A click beside all nodes, or Escape. */
  onLeft(): void;
  /** Why there is no picture, in words; undefined takes it back. */
  onFailed(sentence: string | undefined): void;
  onMoved(view: View): void;
}

/** The picture of a compose project with what is no part of its text: states, names, the selected node. */
export class DiagramPicture {
  readonly pane: PicturePane;
  private readonly focus: NodeFocus;
  private edges: readonly DrawnEdge[] = [];
  private nodes: ReadonlyMap<string, ComposeDiagramNode> = new Map();
  private direction: Direction | undefined;
  private hadFocus = false;
  private selected: string | undefined;

  constructor(
    listener: DiagramListener,
    remembered: View | undefined,
  ) {
    this.pane = new PicturePane(
      {
        draw: (drawing, label) => this.draw(drawing, label),
        onDrawn: (picture) => this.adopt(picture),
        onFailed: (sentence) => listener.onFailed(sentence),
        onMoved: (view) => listener.onMoved(view),
      },
      remembered,
    );
    this.focus = new NodeFocus(this.pane.frame, {
      onChosen: (node) => listener.onChosen(node),
      onFocused: (node) => void this.pane.reveal(node),
      onLeft: () => listener.onLeft(),
    });
    listenToNodes(this.pane.frame, { onChosen: (node) => listener.onChosen(node), onLeft: () => listener.onLeft() });
  }

  show({ nodes, drawing, summary }: ComposeDiagramState): void {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.pane.show(drawing, summary);
    this.showNodes();
  }

  /** Another project comes next: it begins as a whole, in the direction that suits it. */
  beginAnew(): void {
    this.direction = undefined;
    this.select(undefined);
    this.pane.viewport.fit();
  }

  /** Marks a node and what it is connected with; Tab comes to it next. */
  select(node: string | undefined): void {
    this.selected = node;
    this.mark(node);
    if (node !== undefined) {
      this.focus.makeCurrent(node);
    }
  }

  /** The picture as a file of its own; it shows the project, not what is selected at the moment. */
  toSvg(description: string): string | undefined {
    const { picture } = this.pane;
    if (picture === undefined) {
      return undefined;
    }
    this.mark(undefined);
    const svg = standaloneSvg(picture, description);
    this.mark(this.selected);
    return svg;
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

  private showNodes(): void {
    const { picture } = this.pane;
    if (picture === undefined) {
      return;
    }
    drawStates(picture, [...this.nodes.values()]);
    for (const [node, drawn] of picture.elements) {
      nameNode(drawn, this.nameOf(node));
    }
    this.mark(this.selected);
  }

  private nameOf(id: string): string {
    const node = this.nodes.get(id);
    const state = node?.state === undefined ? '' : `, ${stateWords(node.state)}`;
    return node === undefined ? id : `${node.kind} ${node.label}${state}`;
  }

  private mark(node: string | undefined): void {
    if (this.pane.picture !== undefined) {
      markConnections(this.pane.picture, this.edges, node);
    }
  }
}
