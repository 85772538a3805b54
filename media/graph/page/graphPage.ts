import { applyGraphUpdate } from '../../../server/protocol/applyGraphUpdate';
import type { DockerGraph, GraphNode, GraphState } from '../../../server/protocol/graph';
import { graphTree } from '../../../server/protocol/graphTree';
import type { GraphUpdate } from '../../../server/protocol/graphUpdate';
import type { FromGraphView, GraphViewMemory, GraphViewName, ToGraphView } from '../../../server/protocol/graphView';
import { element } from '../../webview/element';
import type { Host } from '../../webview/host';
import { oncePerFrame } from '../../webview/oncePerFrame';
import { Tabs } from '../../webview/tabs';
import type { CommandEvents } from '../details/commandList';
import { DetailsPane } from '../details/detailsPane';
import { readFilters } from '../find/filters';
import { Finder } from '../find/finder';
import { ListTree } from '../list/listTree';
import { graphExports } from './exports';
import { GraphViews } from './graphViews';
import { Header, readingWords } from './header';
import { SidePane } from './sidePane';
import { StateMessages } from './stateMessages';

/** Below this width, in pixels, the side pane takes room that the view needs; it is then closed until it is asked for. */
const narrow = 720;
const usualSideWidth = 360;
/** How long the words of a done action stay, in milliseconds. */
const doneMs = 4000;
/** Changes that come close together ask for details once, in milliseconds. */
const detailsDelayMs = 150;

/** The page of the graph: its views, and beside them the details of what is selected and everything as a list. */
export class GraphPage {
  /** The whole page, to be put into the document. */
  readonly element: HTMLElement;
  private readonly messages: StateMessages;
  private readonly done = element('p', { id: 'done', role: 'status' });
  private readonly views: GraphViews;
  private readonly list: ListTree;
  private readonly details: DetailsPane;
  private readonly finder: Finder;
  private readonly sideTabs: Tabs<'details' | 'list'>;
  private readonly side: SidePane;
  private readonly header: Header;
  private state: GraphState = {};
  private nodes: ReadonlyMap<string, GraphNode> = new Map();
  private selected: string | undefined;
  /** Selected before the graph had it: it is brought into view when it comes. */
  private awaited: string | undefined;
  /** A view that is remembered stays where the reader put it. */
  private isToReveal: boolean;
  /** Of the last update; undefined while the whole state is awaited. */
  private number: number | undefined;
  private drawn: DockerGraph | undefined;
  /** Updates that come within one frame are drawn together. */
  private readonly planDrawing = oncePerFrame(() => this.draw());
  private doneTimer = 0;
  private detailsTimer: number | undefined;

  constructor(private readonly host: Host<ToGraphView, FromGraphView, GraphViewMemory>) {
    const memory = host.recall();
    this.awaited = memory.selected;
    this.isToReveal = memory.view === undefined;
    this.messages = new StateMessages({ onRetry: () => this.refresh(), onContext: () => host.tell({ type: 'chooseContext' }) });
    this.list = new ListTree('Everything of this Docker', { onChosen: (node) => this.select(node, true), stateOf: (node) => this.stateOf(node) });
    this.details = this.makeDetails();
    this.views = this.makeViews(memory);
    this.finder = this.makeFinder(memory);
    this.sideTabs = new Tabs<'details' | 'list'>('Beside the view', 'side', [
      { name: 'details', label: 'Details', panel: this.details.element },
      { name: 'list', label: 'List', panel: this.list.element },
    ], memory.side ?? 'details', (side) => host.remember({ side }));
    this.side = new SidePane(
      [this.sideTabs.list, this.details.element, this.list.element],
      { open: memory.sideOpen ?? window.innerWidth >= narrow, width: memory.sideWidth ?? usualSideWidth },
      { onToggled: (sideOpen) => this.sideToggled(sideOpen), onResized: (sideWidth) => host.remember({ sideWidth }) },
    );
    this.header = this.makeHeader();
    this.header.showView(this.views.shown);
    this.element = this.layOut();
  }

  /** Takes a message of the extension. */
  receive(message: ToGraphView): void {
    switch (message.type) {
      case 'update':
        return this.update(message.update);
      case 'details':
        return this.details.show(message.node, message.details);
      case 'focus':
        return this.views.diagram.show(message.node, message.focus);
      case 'disk':
        return this.views.disk.show(message.disk);
      case 'select':
        this.isToReveal = true;
        this.select(message.node, true);
        return message.view === undefined ? undefined : this.views.showView(message.view, message.node);
    }
  }

  /** A patch that does not follow what is known would draw something else than the daemon has: the whole is asked for. */
  private update(update: GraphUpdate): void {
    const follows = this.number !== undefined && update.number === this.number + 1;
    if (update.kind === 'patch' && !follows) {
      if (this.number !== undefined) {
        this.number = undefined;
        this.host.tell({ type: 'refresh' });
      }
      return;
    }
    this.number = update.number;
    this.state = applyGraphUpdate(this.state, update);
    this.planDrawing();
  }

  private draw(): void {
    const { graph, summary, problem, notice } = this.state;
    const sign = notice?.kind === 'stale' ? 'Not live' : graph?.source === 'sample' ? 'Sample' : '';
    this.messages.show(this.state);
    this.header.show(summary ?? problem?.title ?? readingWords, sign, graph?.host ?? problem?.host ?? '');
    this.element.classList.toggle('stale', notice?.kind === 'stale');
    this.element.classList.toggle('unknown', graph === undefined);
    this.element.classList.toggle('without-graph', (graph?.nodes.length ?? 0) === 0);
    if (graph !== undefined && graph !== this.drawn) {
      this.drawn = graph;
      this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
      this.views.show(graph);
      this.list.show(() => graphTree(graph));
      this.finder.show(graph.nodes);
      this.followSelection();
    }
  }

  private followSelection(): void {
    if (this.awaited !== undefined && (this.nodes.has(this.awaited) || this.awaited.startsWith('project:'))) {
      this.select(this.awaited, this.isToReveal);
    } else {
      this.askForDetails();
    }
  }

  private select(node: string | undefined, reveal: boolean): void {
    const isOther = node !== this.selected || this.awaited !== undefined;
    this.selected = node;
    this.awaited = node === undefined || this.nodes.has(node) || (this.drawn !== undefined && node.startsWith('project:')) ? undefined : node;
    this.host.remember({ selected: node });
    this.views.select(node, reveal);
    this.list.select(node);
    this.finder.select(node);
    if (isOther) {
      this.details.select(node, node === undefined ? undefined : this.nodes.get(node));
      this.askForDetails();
    }
  }

  /** Asks once for all that happens within a moment. Changes without end must not put the question off for ever. */
  private askForDetails(): void {
    this.detailsTimer ??= window.setTimeout(() => {
      this.detailsTimer = undefined;
      if (this.selected !== undefined && this.drawn !== undefined) {
        this.host.tell({ type: 'details', node: this.selected });
      }
    }, detailsDelayMs);
  }

  private refresh(): void {
    this.header.say(readingWords);
    this.host.tell({ type: 'refresh' });
  }

  /** Says for a moment that something is done, or why not. */
  private say(sentence: string): void {
    this.done.textContent = sentence;
    window.clearTimeout(this.doneTimer);
    this.doneTimer = window.setTimeout(() => (this.done.textContent = ''), doneMs);
  }

  private readonly commandEvents: CommandEvents = {
    onCopy: (text) => {
      this.host.tell({ type: 'copy', text });
      this.say('Copied.');
    },
    // The terminal shows itself, or VS Code says why there is none.
    onTerminal: (line) => this.host.tell({ type: 'terminal', line }),
  };

  private makeDetails(): DetailsPane {
    return new DetailsPane({
      ...this.commandEvents,
      onChosen: (node) => this.select(node, true),
      onDiagram: (node) => this.views.showView('focus', node),
      onSource: (location) => this.host.tell({ type: 'openSource', location }),
      onLesson: (lesson) => this.host.tell({ type: 'openLesson', lesson }),
    });
  }

  private makeViews(memory: Partial<GraphViewMemory>): GraphViews {
    return new GraphViews(memory, {
      ...this.commandEvents,
      onSelect: (node, reveal) => this.select(node, reveal),
      onOpen: (node) => this.openDetails(node),
      onShown: (shown) => this.viewShown(shown),
      tell: (message) => this.host.tell(message),
      remember: (more) => this.host.remember(more),
    });
  }

  private makeFinder({ search, filters }: Partial<GraphViewMemory>): Finder {
    return new Finder(search ?? '', readFilters(filters), () => this.views.matchesInOrder(), {
      onMatches: (matches) => {
        this.views.setMatches(matches);
        this.list.setMatches(matches);
      },
      onStep: (node) => this.select(node, true),
      onLeft: () => this.views.focus(),
      onRemember: (found) => this.host.remember(found),
    });
  }

  private makeHeader(): Header {
    const { views, host } = this;
    return new Header({
      views: views.tabs,
      search: this.finder.search.element,
      filter: this.finder.filter.element,
      exports: graphExports({
        svg: () => (this.state.graph === undefined ? undefined : views.svg()),
        mermaid: () => (views.shown === 'focus' ? views.diagram.drawn?.drawing.mermaid : undefined),
        name: () => (views.shown === 'history' ? 'docker-history' : 'docker-diagram'),
        tell: (message) => host.tell(message),
        say: (sentence) => this.say(sentence),
      }),
      isSideOpen: () => this.side.isOpen,
      onContext: () => host.tell({ type: 'chooseContext' }),
      onRefresh: () => this.refresh(),
      onSide: () => this.side.toggle(),
      onZoom: (direction) => views.zoom(direction),
      onFit: () => views.fit(),
      onTidy: () => views.history.tidy(),
    });
  }

  private stateOf(id: string): string | undefined {
    const node = this.nodes.get(id);
    return node?.kind === 'container' ? (node.health === 'unhealthy' ? 'unhealthy' : node.state) : undefined;
  }

  private openDetails(node: string): void {
    this.select(node, false);
    this.side.open();
    this.sideTabs.show('details');
    this.details.element.focus();
  }

  private viewShown(shown: GraphViewName): void {
    this.host.remember({ shown });
    this.header.showView(shown);
  }

  private sideToggled(sideOpen: boolean): void {
    this.host.remember({ sideOpen });
    this.header.markSide();
  }

  private layOut(): HTMLElement {
    return element('div', { id: 'page', class: 'without-graph' }, [
      this.header.element,
      this.messages.element,
      element('main', {}, [element('div', { class: 'views' }, [...this.views.panels, this.done]), this.side.divider, this.side.element]),
    ]);
  }
}
