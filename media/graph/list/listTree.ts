import type { GraphTreeItem } from '../../../server/protocol/graphTree';
import { element } from '../../webview/element';
import { visibleRows, wayTo, type TreeRow } from './treeRows';
import { treeRowElement } from './treeRowElement';

export interface ListEvents {
  /** The state of a node, for its colour; undefined where it has none. The words say it, too. */
  stateOf(node: string): string | undefined;
  /** Enter, Space or a click on an item that stands for a node; any other item opens and closes. */
  onChosen(node: string): void;
}

/** Height of a line, in pixels; the style sheet has the same. */
const rowHeight = 24;
/** Lines that are made above and below what can be seen. */
const spare = 8;

/**
 * The graph as a tree for keyboard and screen reader, with the keys of the WAI-ARIA tree pattern
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/). Only the lines in sight are elements, so that thousands of lines cost
 * no more than a few; the line with the focus is always one. An update keeps what is open, chosen and focused.
 */
export class ListTree {
  readonly element = element('div', { class: 'list' });
  private readonly tree: HTMLElement;
  private readonly opened = new Map<string, boolean>();
  private readonly lines = new Map<string, { readonly line: HTMLElement; readonly signature: string }>();
  private make: () => readonly GraphTreeItem[] = () => [];
  /** Undefined: not made yet. */
  private roots: readonly GraphTreeItem[] | undefined;
  private isOutdated = false;
  private isToReveal = false;
  private matches: ReadonlySet<string> | undefined;
  private rows: readonly TreeRow[] = [];
  private current: string | undefined;
  private selected: string | undefined;

  /** `name` says to a screen reader what the tree holds. */
  constructor(
    name: string,
    private readonly events: ListEvents,
  ) {
    this.tree = element('div', { role: 'tree', 'aria-label': name });
    this.element.append(this.tree);
    this.element.addEventListener('scroll', () => this.draw());
    new ResizeObserver(() => (this.isOutdated ? this.refresh() : this.draw())).observe(this.element);
    this.tree.addEventListener('keydown', (event) => this.onKey(event));
    this.tree.addEventListener('click', (event) => this.onClick(event));
  }

  /** `make` gives the tree; it is asked as soon as the list can be seen. */
  show(make: () => readonly GraphTreeItem[]): void {
    this.make = make;
    this.roots = undefined;
    this.refresh();
  }

  /** Shows these nodes only, with what leads to them; undefined shows all. */
  setMatches(matches: ReadonlySet<string> | undefined): void {
    this.matches = matches;
    this.refresh();
  }

  /** Marks the lines of a node, opens what hides the outermost one and brings it into view. */
  select(node: string | undefined): void {
    this.selected = node;
    this.isToReveal = true;
    this.refresh();
  }

  /** A list that nobody sees is not made: of thousands of nodes it would cost as much as the picture. */
  private refresh(): void {
    if (this.element.clientHeight === 0) {
      this.isOutdated = true;
      return;
    }
    this.isOutdated = false;
    const roots = (this.roots ??= this.make());
    if (this.isToReveal) {
      this.open(roots);
    }
    this.rows = visibleRows(roots, (key, item) => this.opened.get(key) ?? openFromTheStart(item), this.matches);
    this.tree.style.height = `${this.rows.length * rowHeight}px`;
    this.draw();
    if (this.isToReveal) {
      this.isToReveal = false;
      this.bringIntoView(this.currentIndex());
    }
  }

  /** Opens what hides the selected node; a line of it that has the focus already stays the current one. */
  private open(roots: readonly GraphTreeItem[]): void {
    const { selected } = this;
    if (selected !== undefined && !this.rows.some(({ key, item }) => item.node === selected && key === this.current)) {
      const way = wayTo(roots, selected);
      way?.slice(0, -1).forEach((key) => this.opened.set(key, true));
      this.current = way?.at(-1) ?? this.current;
    }
  }

  /** Makes the lines in sight; those that stay the same stay the same elements. */
  private draw(): void {
    const first = Math.max(0, Math.floor(this.element.scrollTop / rowHeight) - spare);
    const last = Math.min(this.rows.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / rowHeight) + spare);
    const current = this.currentIndex();
    const hadFocus = this.tree.contains(document.activeElement);
    const wanted = [...Array(Math.max(0, last - first)).keys()].map((index) => first + index);
    if (current !== -1 && (current < first || current >= last)) {
      wanted.push(current);
    }
    this.put(wanted.sort((a, b) => a - b).map((index) => this.line(this.rows[index] as TreeRow, index * rowHeight, index === current)));
    if (hadFocus && !this.tree.contains(document.activeElement)) {
      this.tree.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }

  private line(row: TreeRow, top: number, isCurrent: boolean): HTMLElement {
    const { item, key, position, size, open } = row;
    const state = item.node === undefined ? undefined : this.events.stateOf(item.node);
    const signature = JSON.stringify([top, state, item.label, item.note, item.kind, position, size, open, isCurrent, item.node === this.selected]);
    const known = this.lines.get(key);
    if (known?.signature === signature) {
      return known.line;
    }
    const line = treeRowElement(row, top, { isCurrent, selected: this.selected, state });
    this.lines.set(key, { line, signature });
    return line;
  }

  /** Takes out and puts in what differs: an element that is moved would lose the focus. */
  private put(lines: readonly HTMLElement[]): void {
    const kept = new Set<Element>(lines);
    [...this.tree.children].filter((child) => !kept.has(child)).forEach((child) => child.remove());
    lines.forEach((line, index) => {
      if (this.tree.children[index] !== line) {
        this.tree.insertBefore(line, this.tree.children[index] ?? null);
      }
    });
    for (const [key, { line }] of this.lines) {
      if (!kept.has(line)) {
        this.lines.delete(key);
      }
    }
  }

  private currentIndex(): number {
    const at = this.rows.findIndex(({ key }) => key === this.current);
    return at === -1 && this.rows.length > 0 ? 0 : at;
  }

  private goTo(index: number): void {
    const row = this.rows[index];
    if (row !== undefined) {
      this.current = row.key;
      this.bringIntoView(index);
      this.draw();
      this.tree.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }

  private bringIntoView(index: number): void {
    const { scrollTop, clientHeight } = this.element;
    const top = index * rowHeight;
    if (index >= 0 && clientHeight > 0 && (top < scrollTop || top + rowHeight > scrollTop + clientHeight)) {
      this.element.scrollTop = top < scrollTop ? top - rowHeight : top + 2 * rowHeight - clientHeight;
      this.draw();
    }
  }

  private setOpen(row: TreeRow, open: boolean): void {
    if (row.open !== undefined && row.open !== open) {
      this.opened.set(row.key, open);
      this.refresh();
    }
  }

  /** What stands for no node has nothing to show: it opens and closes. */
  private choose(row: TreeRow): void {
    if (row.item.node === undefined) {
      this.setOpen(row, row.open !== true);
    } else {
      this.events.onChosen(row.item.node);
    }
  }

  private onClick({ target }: MouseEvent): void {
    const line = (target as Element).closest<HTMLElement>('[role="treeitem"]');
    const index = this.rows.findIndex(({ key }) => key === line?.dataset['key']);
    const row = this.rows[index];
    if (row !== undefined) {
      this.goTo(index);
      const onTwisty = (target as Element).closest('.twisty') !== null;
      if (onTwisty) {
        this.setOpen(row, row.open !== true);
      } else {
        this.choose(row);
      }
    }
  }

  private onKey(event: KeyboardEvent): void {
    const index = this.currentIndex();
    const row = this.rows[index];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 1);
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.goTo(index + 1),
      ArrowUp: () => this.goTo(index - 1),
      PageDown: () => this.goTo(Math.min(this.rows.length - 1, index + page)),
      PageUp: () => this.goTo(Math.max(0, index - page)),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.rows.length - 1),
      ArrowRight: () => (row.open === true ? this.goTo(index + 1) : this.setOpen(row, true)),
      ArrowLeft: () => (row.open === true ? this.setOpen(row, false) : this.goTo(this.parentOf(index))),
      Enter: () => this.choose(row),
      ' ': () => this.choose(row),
    };
    const action = actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  }

  private parentOf(index: number): number {
    const level = this.rows[index]?.level ?? 1;
    return this.rows.findLastIndex((row, at) => at < index && row.level < level);
  }
}

function openFromTheStart({ kind }: GraphTreeItem): boolean | undefined {
  return kind === 'group' ? true : undefined;
}
