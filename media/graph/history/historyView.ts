import type { DockerGraph } from '../../../server/protocol/graph';
import { element, svgElement } from '../../webview/element';
import type { View } from '../../webview/gestures';
import { standaloneSvg } from '../../webview/standaloneSvg';
import { Camera } from './camera';
import { toggleReach } from './drawItem';
import { makeForest } from './forest';
import type { HistoryItem } from './items';
import { itemHeight, layOut, rowHeight, type Layout, type Placed } from './layout';
import { foundIn, imagesOfContainers, linesOf, standIn, type Marks } from './marks';
import { inReadingOrder, itemAt, neighbour } from './navigation';
import { Overview, overviewScale } from './overview';
import { Painter } from './painter';

export interface HistoryEvents {
  /** The reader has chosen a node, or none. */
  onSelect(node: string | undefined): void;
  /** Enter or a double click. */
  onOpen(node: string): void;
  onMoved(view: View): void;
  /** Segments, crowds of containers and drawers that are open now. */
  onOpened?(opened: readonly string[]): void;
}

export interface HistoryOptions {
  readonly view?: View;
  readonly opened?: readonly string[];
  /** What a screen reader calls the drawing. */
  readonly label?: string;
}

const label = 'Layer history. Right goes to what lies on it, left to what it lies on, up and down to other rows. Space opens layers, Enter shows details.';

/** The forest of layers with images and containers, from left to right, that can be moved, zoomed and walked over with keys. */
export class HistoryView {
  readonly element: HTMLElement;
  private readonly painter = new Painter();
  private readonly camera: Camera;
  private readonly overview: Overview;
  private readonly openedIds: Set<string>;
  private readonly lastVisited = new Map<string, string>();
  private graph: DockerGraph | undefined;
  private layout: Layout | undefined;
  /** The item that the keys are on; its node is the selected one. */
  private cursor: string | undefined;
  private matches: ReadonlySet<string> | undefined;
  private marks: Marks = { selected: undefined, lines: [], found: undefined };
  private isPlanned = false;

  constructor(
    private readonly events: HistoryEvents,
    options: HistoryOptions = {},
  ) {
    this.openedIds = new Set(options.opened ?? []);
    this.element = element('div', { class: 'history', tabindex: '0', role: 'tree', 'aria-label': options.label ?? label });
    this.overview = new Overview(this.element);
    this.element.append(this.painter.svg);
    this.camera = new Camera(this.element, (byUser) => this.onCamera(byUser), options.view);
    this.element.addEventListener('click', (event) => this.onClick(event));
    this.element.addEventListener('dblclick', (event) => this.onDoubleClick(event));
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    new MutationObserver(() => this.onTheme()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    new MutationObserver(() => this.onTheme()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  get opened(): readonly string[] {
    return [...this.openedIds];
  }

  get view(): View {
    return this.camera.view;
  }

  /** Shows a graph. What did not change stays where it is; another daemon's graph is laid out afresh. */
  show(graph: DockerGraph, { animate }: { readonly animate: boolean }): void {
    const isOther = this.graph !== undefined && (this.graph.host !== graph.host || this.graph.source !== graph.source);
    this.graph = graph;
    if (isOther) {
      this.layout = undefined;
    }
    this.layOut(animate && !isOther);
    if (isOther) {
      this.camera.start();
    }
  }

  /** Selects a node without telling that it was; `reveal` opens what hides it and brings it into the frame. */
  select(node: string | undefined, { reveal }: { readonly reveal: boolean }): void {
    if (node !== undefined && reveal) {
      this.openWhatHides(node);
    }
    // One of its single layers may be where the keys are.
    const isOnIt = node !== undefined && this.layoutOf(this.cursor)?.item.node?.id === node;
    this.putCursor(isOnIt ? this.cursor : this.layoutOf(node)?.item.id, reveal ? 'readable' : 'stay');
  }

  /** These stand out, with what they lie on; undefined: all are alike again. */
  setMatches(ids: ReadonlySet<string> | undefined): void {
    this.matches = ids;
    this.mark();
  }

  /** The present matches from above to below; those that something closed hides come last. */
  matchesInOrder(): readonly string[] {
    const { layout, matches, graph } = this;
    if (layout === undefined || graph === undefined || matches === undefined) {
      return [];
    }
    const hidden = graph.nodes.filter(({ id }) => !layout.placed.has(id));
    return [...inReadingOrder(layout).map(({ item }) => item), ...hidden].map(({ id }) => id).filter((id) => matches.has(id));
  }

  /** Goes to the next or previous match from where the keys are. Gives it, or undefined where there is none. */
  nextMatch(direction: 1 | -1): string | undefined {
    const { layout } = this;
    const matches = this.matchesInOrder();
    if (layout === undefined || matches.length === 0) {
      return undefined;
    }
    const places = new Map(inReadingOrder(layout).map(({ item }, index) => [item.id, index]));
    const at = (id: string): number => places.get(id) ?? Infinity;
    const here = this.cursor === undefined ? -1 : at(this.cursor);
    const isAhead = (id: string): boolean => (direction === 1 ? at(id) > here : at(id) < here);
    const next = direction === 1 ? (matches.find(isAhead) ?? matches[0]) : (matches.findLast(isAhead) ?? matches.at(-1));
    if (next !== undefined) {
      this.select(next, { reveal: true });
      this.events.onSelect(next);
    }
    return next;
  }

  fit(): void {
    this.camera.fit();
  }

  zoom(direction: 1 | -1): void {
    this.camera.zoom(direction);
  }

  /** Lays everything out afresh. */
  tidy(): void {
    this.layout = undefined;
    this.layOut(true);
    const placed = this.layoutOf(this.cursor);
    if (placed !== undefined) {
      this.camera.reveal(placed, false);
    } else if (this.itemInSight() === undefined) {
      this.camera.start();
    }
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** The drawing as a file of its own, with the theme's colours in it. */
  toSvg(description: string, part: 'whole' | 'visible' = 'whole'): string {
    if (this.layout === undefined) {
      return '';
    }
    const picture = svgElement('svg', { class: 'history-picture' }, [this.painter.drawAll(this.layout, part === 'visible' ? this.camera.seen : undefined)]) as SVGSVGElement;
    const place = element('div', { class: 'history-export', 'aria-hidden': 'true' }, [picture]);
    this.element.append(place);
    const text = standaloneSvg({ svg: picture }, description, true);
    place.remove();
    return text;
  }

  private layOut(animate: boolean): void {
    const { graph, layout: before } = this;
    if (graph === undefined) {
      return;
    }
    const forest = makeForest(graph, this.openedIds, (id) => before?.placed.has(id) ?? false);
    this.layout = layOut(forest, before);
    if (this.cursor !== undefined && !this.layout.placed.has(this.cursor)) {
      this.cursor = undefined;
    }
    this.camera.kept = this.layoutOf(this.cursor);
    this.overview.show(this.layout);
    this.painter.show(this.layout, animate);
    this.camera.setBounds(this.layout.bounds);
    this.mark();
  }

  private onCamera(byUser: boolean): void {
    this.plan();
    if (byUser) {
      this.events.onMoved(this.camera.view);
    }
  }

  /** Draws once for each frame, however often something moved. */
  private plan(): void {
    if (!this.isPlanned) {
      this.isPlanned = true;
      requestAnimationFrame(() => {
        this.isPlanned = false;
        this.draw();
      });
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

  private mark(): void {
    const { layout, graph, matches, cursor } = this;
    if (layout === undefined || graph === undefined) {
      return;
    }
    this.marks = { selected: cursor, lines: linesOf(layout, graph, cursor), found: matches && foundIn(layout, graph, matches) };
    this.painter.mark(this.marks);
    const current = cursor === undefined ? undefined : this.painter.elementOf(cursor);
    if (current === undefined) {
      this.element.removeAttribute('aria-activedescendant');
    } else {
      this.element.setAttribute('aria-activedescendant', current.id);
    }
    this.plan();
  }

  private putCursor(id: string | undefined, reveal: 'stay' | 'near' | 'readable'): void {
    this.cursor = id;
    const placed = this.layoutOf(id);
    if (placed?.item.parent !== undefined) {
      this.lastVisited.set(placed.item.parent.id, placed.item.id);
    }
    this.camera.kept = placed;
    this.mark();
    if (placed !== undefined && reveal !== 'stay') {
      this.camera.reveal(placed, reveal === 'readable');
    }
  }

  /** The reader goes to an item, and the page is told. */
  private choose(id: string | undefined, reveal: 'stay' | 'near'): void {
    const before = this.layoutOf(this.cursor)?.item.node?.id;
    this.putCursor(id, reveal);
    const node = this.layoutOf(id)?.item.node?.id;
    if (node !== before) {
      this.events.onSelect(node);
    }
  }

  private toggle({ id, open }: HistoryItem): void {
    if (open === undefined) {
      return;
    }
    if (open) {
      this.openedIds.delete(id);
    } else {
      this.openedIds.add(id);
    }
    this.layOut(true);
    this.revealChildren(id);
    this.events.onOpened?.(this.opened);
  }

  /** A drawer opens upwards, layers to the right: what came is to be seen, and what was opened before all. */
  private revealChildren(id: string): void {
    const placed = this.layoutOf(id);
    const last = placed?.item.kind === 'shelf' ? placed.item.children[0] : undefined;
    for (const shown of [this.layoutOf(last?.id), placed]) {
      if (shown !== undefined) {
        this.camera.reveal(shown, false);
      }
    }
  }

  private openWhatHides(node: string): void {
    const { layout, graph } = this;
    if (layout === undefined || graph === undefined || layout.placed.has(node) || !graph.nodes.some(({ id }) => id === node)) {
      return;
    }
    const hiding = standIn(layout, imagesOfContainers(graph), node)?.item.id;
    if (hiding !== undefined) {
      this.openedIds.add(hiding);
      this.layOut(true);
      this.events.onOpened?.(this.opened);
    }
  }

  private onClick(event: MouseEvent): void {
    if (this.camera.dragged) {
      return;
    }
    const placed = this.placedAt(event);
    this.choose(placed?.item.id, 'stay');
    const isAtMark = placed !== undefined && this.camera.pointAt(event.clientX, event.clientY).x > placed.x + placed.width - toggleReach;
    if (placed !== undefined && (isAtMark || placed.item.node === undefined)) {
      this.toggle(placed.item);
    }
  }

  private onDoubleClick(event: MouseEvent): void {
    const node = this.placedAt(event)?.item.node;
    if (node !== undefined) {
      this.events.onOpen(node.id);
    }
  }

  /** A screen reader clicks without a place: then the element says which item it was. */
  private placedAt({ target, clientX, clientY }: MouseEvent): Placed | undefined {
    const id = target instanceof Element ? target.closest<SVGGElement>('g.item')?.dataset['node'] : undefined;
    const { x, y } = this.camera.pointAt(clientX, clientY);
    return id === undefined ? this.layout && itemAt(this.layout, x, y, rowHeight, itemHeight) : this.layoutOf(id);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.layout === undefined) {
      return;
    }
    const item = this.layoutOf(this.cursor)?.item;
    const actions: Readonly<Record<string, () => void>> = {
      '+': () => this.zoom(1),
      '=': () => this.zoom(1),
      '-': () => this.zoom(-1),
      '0': () => this.fit(),
      Escape: () => this.choose(undefined, 'stay'),
      ' ': () => item && this.toggle(item),
      Enter: () => item?.node === undefined ? item && this.toggle(item) : this.events.onOpen(item.node.id),
    };
    const isOurs = actions[event.key] !== undefined || /^(Arrow|Page|Home$|End$)/.test(event.key);
    if (!isOurs || (event.key === 'Escape' && this.cursor === undefined)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const act = actions[event.key];
    if (act !== undefined) {
      act();
    } else {
      const isEnd = event.key === 'Home' || event.key === 'End';
      const from = this.cursor ?? this.firstSeen();
      const next = from === undefined || (this.cursor === undefined && !isEnd) ? from : neighbour(this.layout, from, event.key, this.lastVisited);
      if (next !== undefined) {
        this.choose(next, 'near');
      }
    }
  }

  /** Where the keys begin: the first item in the frame. */
  private firstSeen(): string | undefined {
    return this.itemInSight() ?? (this.layout && inReadingOrder(this.layout)[0]?.item.id);
  }

  private itemInSight(): string | undefined {
    const { left, top, right, bottom } = this.camera.seen;
    const read = this.layout === undefined ? [] : inReadingOrder(this.layout);
    return read.find(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom)?.item.id;
  }

  private layoutOf(id: string | undefined): Placed | undefined {
    return id === undefined ? undefined : this.layout?.placed.get(id);
  }

  /** Colours of the canvas are read once; words are cut for a font. */
  private onTheme(): void {
    this.overview.forgetColours();
    this.painter.forget();
    if (this.layout !== undefined) {
      this.painter.show(this.layout, false);
      this.mark();
    }
  }
}
