import type { DockerGraph } from '../../../server/protocol/graph';
import type { View } from '../../webview/gestures';
import { makeForest } from './forest';
import { HistoryInput } from './input';
import type { HistoryItem } from './items';
import { layOut, type Layout, type Placed } from './layout';
import { foundIn, imagesOfContainers, linesOf, standIn } from './marks';
import { matchesInOrder } from './navigation';
import { Stage } from './stage';

export interface HistoryEvents {
  /** The reader has chosen a node, or none. */
  onSelect(node: string | undefined): void;
  /** Enter or a double click. */
  onOpen(node: string): void;
  onMoved(view: View): void;
  /** Segments, crowds of containers and drawers that are open now. */
  onOpened(opened: readonly string[]): void;
}

export interface HistoryOptions {
  readonly view?: View;
  readonly opened?: readonly string[];
}

/** Of all that was opened once, the newest are remembered. */
const mostRemembered = 300;

/** What a screen reader calls the drawing. */
const label = 'Layer history. Right goes to what lies on it, left to what it lies on, up and down to other rows. Space opens layers, Enter shows details.';

/** The forest of layers with images and containers, from left to right, that can be moved, zoomed and walked over with keys. */
export class HistoryView {
  readonly element: HTMLElement;
  private readonly stage: Stage;
  private readonly input: HistoryInput;
  private readonly openedIds: Set<string>;
  private graph: DockerGraph | undefined;
  private layout: Layout | undefined;
  /** The item that the keys are on; its node is the selected one. */
  private cursor: string | undefined;
  private matches: ReadonlySet<string> | undefined;

  constructor(
    private readonly events: HistoryEvents,
    options: HistoryOptions = {},
  ) {
    this.openedIds = new Set(options.opened ?? []);
    this.stage = new Stage(label, (view) => events.onMoved(view), options.view);
    this.element = this.stage.element;
    this.input = this.listen();
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
      this.stage.camera.start();
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
    return layout === undefined || graph === undefined || matches === undefined ? [] : matchesInOrder(layout, graph, matches);
  }

  fit(): void {
    this.stage.camera.fit();
  }

  zoom(direction: 1 | -1): void {
    this.stage.camera.zoom(direction);
  }

  /** Lays everything out afresh. */
  tidy(): void {
    this.layout = undefined;
    this.layOut(true);
    const placed = this.layoutOf(this.cursor);
    if (placed !== undefined) {
      this.stage.camera.reveal(placed, false);
    } else if (this.input.itemInSight() === undefined) {
      this.stage.camera.start();
    }
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** The drawing as a file of its own, with the theme's colours in it. */
  toSvg(description: string): string {
    return this.stage.toSvg(description);
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
    this.stage.camera.kept = this.layoutOf(this.cursor);
    this.stage.show(this.layout, animate);
    this.mark();
  }

  private mark(): void {
    const { layout, graph, matches, cursor } = this;
    if (layout !== undefined && graph !== undefined) {
      this.stage.mark({ selected: cursor, lines: linesOf(layout, graph, cursor), found: matches && foundIn(layout, graph, matches) });
    }
  }

  private putCursor(id: string | undefined, reveal: 'stay' | 'near' | 'readable'): void {
    this.cursor = id;
    const placed = this.layoutOf(id);
    if (placed !== undefined) {
      this.input.noteVisit(placed.item);
    }
    this.stage.camera.kept = placed;
    this.mark();
    if (placed !== undefined && reveal !== 'stay') {
      this.stage.camera.reveal(placed, reveal === 'readable');
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
    this.tellOpened();
  }

  /** A drawer opens upwards: what came is to be seen as far as there is room, and what was opened before all. */
  private revealChildren(id: string): void {
    const placed = this.layoutOf(id);
    const { camera } = this.stage;
    const room = camera.rowsInFrame - 1;
    const shown = placed?.item.kind === 'shelf' ? placed.item.children.slice(-Math.max(1, room))[0] : undefined;
    const highest = this.layoutOf(shown?.id) ?? placed;
    if (highest !== undefined) {
      camera.reveal(highest, false);
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
      this.tellOpened();
    }
  }

  private tellOpened(): void {
    // Layers come and go for weeks, and what is remembered is written at each step.
    this.events.onOpened([...this.openedIds].slice(-mostRemembered));
  }

  /** Mouse and keys ask for the present state each time. */
  private listen(): HistoryInput {
    const view = this;
    return new HistoryInput(this.element, {
      camera: this.stage.camera,
      get layout() {
        return view.layout;
      },
      get cursor() {
        return view.cursor;
      },
      choose: (id, reveal) => this.choose(id, reveal),
      toggle: (item) => this.toggle(item),
      open: (node) => this.events.onOpen(node),
    });
  }

  private layoutOf(id: string | undefined): Placed | undefined {
    return id === undefined ? undefined : this.layout?.placed.get(id);
  }
}
