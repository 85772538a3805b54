import type { Camera } from './camera';
import { toggleReach } from './drawItem';
import type { HistoryItem } from './items';
import { itemHeight, rowHeight, type Layout, type Placed } from './layout';
import { inReadingOrder, itemAt, neighbour } from './navigation';

/** What mouse and keys can do with the history. */
export interface HistoryActor {
  readonly layout: Layout | undefined;
  readonly camera: Camera;
  /** The item that the keys are on. */
  readonly cursor: string | undefined;
  /** Goes to an item, or to none. */
  choose(id: string | undefined, reveal: 'stay' | 'near'): void;
  toggle(item: HistoryItem): void;
  /** Shows what is told about a node. */
  open(node: string): void;
}

/** Mouse and keys over the history. */
export class HistoryInput {
  /** The child of each item that was visited last. */
  private readonly lastVisited = new Map<string, string>();

  constructor(
    element: HTMLElement,
    private readonly actor: HistoryActor,
  ) {
    element.addEventListener('click', (event) => this.onClick(event));
    element.addEventListener('dblclick', (event) => this.onDoubleClick(event));
    element.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Remembers the way to an item for the way back. */
  noteVisit({ id, parent }: HistoryItem): void {
    if (parent !== undefined) {
      this.lastVisited.set(parent.id, id);
    }
  }

  /** The first item in the frame. */
  itemInSight(): string | undefined {
    const { left, top, right, bottom } = this.actor.camera.seen;
    return this.read().find(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom)?.item.id;
  }

  private onClick(event: MouseEvent): void {
    const { actor } = this;
    if (actor.camera.dragged) {
      return;
    }
    const placed = this.placedAt(event);
    actor.choose(placed?.item.id, 'stay');
    const isAtMark = placed !== undefined && actor.camera.pointAt(event.clientX, event.clientY).x > placed.x + placed.width - toggleReach;
    if (placed !== undefined && (isAtMark || placed.item.node === undefined)) {
      actor.toggle(placed.item);
    }
  }

  private onDoubleClick(event: MouseEvent): void {
    const node = this.placedAt(event)?.item.node;
    if (node !== undefined) {
      this.actor.open(node.id);
    }
  }

  /** A screen reader clicks without a place: then the element says which item it was. */
  private placedAt({ target, clientX, clientY }: MouseEvent): Placed | undefined {
    const { layout, camera } = this.actor;
    const id = target instanceof Element ? target.closest<SVGGElement>('g.item')?.dataset['node'] : undefined;
    const { x, y } = camera.pointAt(clientX, clientY);
    return id === undefined ? layout && itemAt(layout, x, y, rowHeight, itemHeight) : layout?.placed.get(id);
  }

  private onKey(event: KeyboardEvent): void {
    const { actor } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || actor.layout === undefined) {
      return;
    }
    const act = this.actionOf(event.key);
    const isWay = /^(Arrow|Page|Home$|End$)/.test(event.key);
    if ((act === undefined && !isWay) || (event.key === 'Escape' && actor.cursor === undefined)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const next = act === undefined ? this.nextItem(actor.layout, event.key) : undefined;
    if (next !== undefined) {
      actor.choose(next, 'near');
    }
    act?.();
  }

  private actionOf(key: string): (() => void) | undefined {
    const { actor } = this;
    const item = actor.layout?.placed.get(actor.cursor ?? '')?.item;
    const actions: Readonly<Record<string, () => void>> = {
      '+': () => actor.camera.zoom(1),
      '=': () => actor.camera.zoom(1),
      '-': () => actor.camera.zoom(-1),
      '0': () => actor.camera.fit(),
      Escape: () => actor.choose(undefined, 'stay'),
      ' ': () => item && actor.toggle(item),
      Enter: () => (item?.node === undefined ? item && actor.toggle(item) : actor.open(item.node.id)),
    };
    return Object.hasOwn(actions, key) ? actions[key] : undefined;
  }

  /** Keys begin at the first item in the frame. */
  private nextItem(layout: Layout, key: string): string | undefined {
    const { cursor } = this.actor;
    const from = cursor ?? this.itemInSight() ?? this.read()[0]?.item.id;
    const isEnd = key === 'Home' || key === 'End';
    return from === undefined || (cursor === undefined && !isEnd) ? from : neighbour(layout, from, key, this.lastVisited);
  }

  private read(): readonly Placed[] {
    return this.actor.layout === undefined ? [] : inReadingOrder(this.actor.layout);
  }
}
