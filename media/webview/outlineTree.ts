import type { OutlineItem } from '../../server/protocol/drawing';
import { element } from './element';

export interface OutlineListener {
  /** The user chose an item that stands for a node of the picture. */
  onChosen(node: string): void;
}

/**
 * A picture as a tree for keyboard and screen reader, with the keys of the WAI-ARIA tree pattern
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/). An update keeps what is open, chosen and focused.
 */
export class OutlineTree {
  readonly tree: HTMLElement;
  private readonly expanded = new Map<string, boolean>();
  private current: string | undefined;
  private selectedNode: string | undefined;

  /** `name` says to a screen reader what the tree holds. */
  constructor(
    name: string,
    private readonly listener: OutlineListener,
  ) {
    this.tree = element('ul', { role: 'tree', 'aria-label': name });
    this.tree.addEventListener('keydown', (event) => this.onKey(event));
    this.tree.addEventListener('click', (event) => this.onClick(event));
  }

  show(items: readonly OutlineItem[]): void {
    const hadFocus = this.tree.contains(document.activeElement);
    this.tree.replaceChildren(...items.map((item, index) => this.item(item, '', index, 0)));
    const all = this.items();
    const keep = all.find((one) => one.dataset['key'] === this.current) ?? all[0];
    if (keep !== undefined) {
      this.makeCurrent(keep, hadFocus);
    }
  }

  /** Marks the item of a node, opens what hides it and brings it into view. */
  select(node: string | undefined): void {
    this.selectedNode = node;
    for (const one of this.tree.querySelectorAll<HTMLElement>('[role="treeitem"][data-node]')) {
      one.setAttribute('aria-selected', String(one.dataset['node'] === node));
    }
    const found = this.tree.querySelector<HTMLElement>('[aria-selected="true"]');
    if (found !== null) {
      for (let above = parentItem(found); above !== undefined; above = parentItem(above)) {
        this.setExpanded(above, true);
      }
      this.makeCurrent(found, false);
      found.querySelector('.row')?.scrollIntoView({ block: 'nearest' });
    }
  }

  private item(item: OutlineItem, path: string, index: number, depth: number): HTMLElement {
    const key = `${path}/${item.node ?? index}`;
    const open = this.expanded.get(key) ?? item.kind === 'group';
    const branch = item.children.length > 0;
    const row = element('div', { class: 'row' }, [
      element('span', { class: 'twisty', 'aria-hidden': 'true' }, branch ? ['›'] : []),
      element('span', { class: 'words' }, [item.label]),
    ]);
    row.style.setProperty('--depth', String(depth));
    const children = item.children.map((child, position) => this.item(child, key, position, depth + 1));
    return element(
      'li',
      {
        role: 'treeitem',
        tabindex: '-1',
        'data-key': key,
        'data-kind': item.kind,
        'data-node': item.node,
        'aria-label': item.label,
        'aria-expanded': branch ? String(open) : undefined,
        'aria-selected': item.node === undefined ? undefined : String(item.node === this.selectedNode),
      },
      branch ? [row, element('ul', { role: 'group' }, children)] : [row],
    );
  }

  private onClick({ target }: MouseEvent): void {
    const item = (target as Element).closest<HTMLElement>('[role="treeitem"]');
    if (item !== null) {
      this.makeCurrent(item, true);
      this.setExpanded(item, item.getAttribute('aria-expanded') === 'false');
      this.choose(item);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const item = (event.target as Element).closest<HTMLElement>('[role="treeitem"]');
    if (item === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const all = this.items();
    const at = all.indexOf(item);
    const go = (to: HTMLElement | undefined): void => void (to !== undefined && this.makeCurrent(to, true));
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(all[at + 1]),
      ArrowUp: () => go(all[at - 1]),
      Home: () => go(all[0]),
      End: () => go(all.at(-1)),
      ArrowRight: () => (item.getAttribute('aria-expanded') === 'true' ? go(all[at + 1]) : this.setExpanded(item, true)),
      ArrowLeft: () => (item.getAttribute('aria-expanded') === 'true' ? this.setExpanded(item, false) : go(parentItem(item))),
      Enter: () => this.choose(item),
      ' ': () => this.choose(item),
    };
    const action = actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  }

  private choose(item: HTMLElement): void {
    const node = item.dataset['node'];
    if (node !== undefined) {
      this.listener.onChosen(node);
    }
  }

  private setExpanded(item: HTMLElement, open: boolean): void {
    if (item.hasAttribute('aria-expanded')) {
      item.setAttribute('aria-expanded', String(open));
      this.expanded.set(item.dataset['key'] ?? '', open);
    }
  }

  /** One item of a tree can be reached with Tab: the one that was left. */
  private makeCurrent(item: HTMLElement, focus: boolean): void {
    this.tree.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    item.setAttribute('tabindex', '0');
    this.current = item.dataset['key'];
    if (focus) {
      item.focus();
    }
  }

  /** The items that can be seen, in order. */
  private items(): HTMLElement[] {
    return [...this.tree.querySelectorAll<HTMLElement>('[role="treeitem"]')].filter(
      (item) => item.parentElement?.closest('[aria-expanded="false"]') === null,
    );
  }
}

function parentItem(item: HTMLElement): HTMLElement | undefined {
  return item.parentElement?.closest<HTMLElement>('[role="treeitem"]') ?? undefined;
}
