import type { DockerGraph, GraphNode } from '../../../server/protocol/graph';
import type { FromGraphView, GraphViewMemory, GraphViewName } from '../../../server/protocol/graphView';
import { element } from '../../webview/element';
import { Tabs } from '../../webview/tabs';
import type { CommandEvents } from '../details/commandList';
import { DiagramView } from '../diagram/diagramView';
import { DiskView } from '../disk/diskView';
import { HistoryView } from '../history/historyView';
import { icon } from '../icons';

export interface GraphViewsEvents extends CommandEvents {
  /** `reveal`: the node was not chosen by sight. */
  onSelect(node: string | undefined, reveal: boolean): void;
  /** Enter or a double click in the history: the node's details are wanted. */
  onOpen(node: string): void;
  onShown(view: GraphViewName): void;
  tell(message: FromGraphView): void;
  remember(more: Partial<GraphViewMemory>): void;
}

/** The three views of one graph, of which one is shown. All of them know what is selected and what is sought. */
export class GraphViews {
  readonly history: HistoryView;
  readonly diagram: DiagramView;
  readonly disk: DiskView;
  readonly tabs: Tabs<GraphViewName>;
  /** The panels of the tabs. */
  readonly panels: readonly HTMLElement[];
  /** What a bound has left out of the graph. */
  private readonly leftOut = element('p', { class: 'left-out' });
  private nodes: ReadonlyMap<string, GraphNode> = new Map();
  private host: string | undefined;
  private selected: string | undefined;

  constructor(
    { view, opened, shown }: Partial<GraphViewMemory>,
    private readonly events: GraphViewsEvents,
  ) {
    this.history = new HistoryView(
      {
        onSelect: (node) => events.onSelect(node, false),
        onOpen: (node) => events.onOpen(node),
        onMoved: (moved) => events.remember({ view: moved }),
        onOpened: (now) => events.remember({ opened: now }),
      },
      { view, opened },
    );
    this.diagram = new DiagramView({
      onAsked: (node) => events.tell({ type: 'focus', node }),
      onSelect: (node) => events.onSelect(node, false),
      nameOf: (node) => this.nameOf(node),
    });
    this.disk = new DiskView({
      onAsked: () => events.tell({ type: 'disk' }),
      onChosen: (node) => events.onSelect(node, true),
      onCopy: (text) => events.onCopy(text),
      onTerminal: (line) => events.onTerminal(line),
    });
    const history = element('section', { class: 'history-panel' }, [this.history.element, this.leftOut]);
    this.panels = [history, this.diagram.element, this.disk.element];
    this.tabs = new Tabs<GraphViewName>('View', 'view', [
      { name: 'history', label: 'History', icon: icon('history'), panel: history },
      { name: 'focus', label: 'Diagram', icon: icon('diagram'), panel: this.diagram.element },
      { name: 'disk', label: 'Disk', icon: icon('disk'), panel: this.disk.element },
    ], shown ?? 'history', (name) => this.wasShown(name));
  }

  get shown(): GraphViewName {
    return this.tabs.shown;
  }

  /** Draws a graph; what is drawn of the same daemon already stays where it is. */
  show(graph: DockerGraph): void {
    const isSame = this.host === graph.host;
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.history.show(graph, { animate: isSame });
    this.leftOut.textContent = graph.leftOut ?? '';
    if (isSame) {
      this.disk.outdate();
    } else {
      this.disk.forget();
      this.wasShown(this.shown);
    }
    this.host = graph.host;
    this.diagram.outdate();
  }

  select(node: string | undefined, reveal: boolean): void {
    this.selected = node;
    this.history.select(node, { reveal });
    this.diagram.select(node);
    this.disk.select(node);
  }

  setMatches(matches: ReadonlySet<string> | undefined): void {
    this.history.setMatches(matches);
    this.diagram.setMatches(matches);
    this.disk.setMatches(matches);
  }

  /** The present matches in the order in which they are seen. */
  matchesInOrder(): readonly string[] {
    return this.history.matchesInOrder();
  }

  /** Shows a view; the diagram that of `node`. */
  showView(view: GraphViewName, node: string | undefined): void {
    if (view === 'focus' && node !== undefined) {
      this.diagram.focus(node);
    }
    this.tabs.show(view);
  }

  /** Puts the focus into the view in sight. */
  focus(): void {
    if (this.shown === 'history') {
      this.history.focus();
    } else {
      (this.shown === 'focus' ? this.diagram.picture.pane.frame : this.disk.element).focus();
    }
  }

  zoom(direction: 1 | -1): void {
    (this.shown === 'history' ? this.history : this.diagram.picture.pane.viewport).zoom(direction);
  }

  fit(): void {
    (this.shown === 'history' ? this.history : this.diagram.picture.pane.viewport).fit();
  }

  /** The picture in sight as an SVG file; undefined where there is none. */
  svg(): string | undefined {
    if (this.shown === 'history') {
      return this.nodes.size === 0 ? undefined : this.history.toSvg('Layers, images and containers of this Docker');
    }
    return this.shown === 'focus' ? this.diagram.picture.toSvg(this.diagram.drawn?.summary ?? '') : undefined;
  }

  private wasShown(name: GraphViewName): void {
    if (name === 'focus') {
      this.diagram.select(this.selected);
    }
    this.diagram.setOpen(name === 'focus');
    if (name === 'disk') {
      this.disk.open();
    }
    this.events.onShown(name);
  }

  private nameOf(id: string): string {
    const node = this.nodes.get(id);
    return node === undefined ? id : [`${node.kind} ${node.label}`, node.note].filter(Boolean).join(', ');
  }
}
