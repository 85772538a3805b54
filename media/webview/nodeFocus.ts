import { svgElement } from './element';
import type { Picture } from './picture';

export interface NodeFocusListener {
  /** Enter, Space or a click on a node. */
  onChosen(node: string): void;
  /** The focus came to a node with a key. */
  onFocused(node: string): void;
  /** Escape. */
  onLeft(): void;
}

type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** Lets the keyboard walk over the nodes of a picture: one of them can be reached with Tab, arrow keys go to the next one. */
export class NodeFocus {
  private picture: Picture | undefined;
  private current: string | undefined;

  constructor(
    frame: HTMLElement,
    private readonly listener: NodeFocusListener,
  ) {
    frame.addEventListener('keydown', (event) => this.onKey(event), { capture: true });
    frame.addEventListener('focusin', ({ target }) => {
      const node = nodeOf(target);
      if (node !== undefined) {
        this.makeCurrent(node);
        listener.onFocused(node);
      }
    });
  }

  /** Whether the focus is on a node; to be asked before a new picture takes the place of this one. */
  hasFocus(): boolean {
    return nodeOf(document.activeElement) !== undefined;
  }

  /** Makes the nodes of a picture reachable. */
  adopt(picture: Picture, hadFocus: boolean): void {
    this.picture = picture;
    for (const drawn of picture.elements.values()) {
      drawn.setAttribute('role', 'button');
      drawn.setAttribute('tabindex', '-1');
    }
    const keep = this.current !== undefined && picture.elements.has(this.current) ? this.current : [...picture.elements.keys()][0];
    if (keep !== undefined) {
      this.makeCurrent(keep);
      if (hadFocus) {
        picture.elements.get(keep)?.focus({ preventScroll: true });
      }
    }
  }

  /** Tab comes to this node next. */
  makeCurrent(node: string): void {
    this.picture?.elements.get(this.current ?? '')?.setAttribute('tabindex', '-1');
    this.picture?.elements.get(node)?.setAttribute('tabindex', '0');
    this.current = node;
  }

  private onKey(event: KeyboardEvent): void {
    const node = nodeOf(event.target);
    if (node === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      this.listener.onChosen(node);
    } else if (event.key === 'Escape') {
      this.listener.onLeft();
    } else if (event.key.startsWith('Arrow')) {
      this.nearest(node, event.key as Direction)?.focus({ preventScroll: true });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** The nearest node on one side; what lies to the side of the way counts as further away. */
  private nearest(node: string, direction: Direction): SVGGElement | undefined {
    const { elements } = this.picture as Picture;
    const from = middle(elements.get(node) as SVGGElement);
    let best: { drawn: SVGGElement; distance: number } | undefined;
    for (const [other, drawn] of elements) {
      const to = middle(drawn);
      const [along, across] = turned(to.x - from.x, to.y - from.y, direction);
      const distance = along + 2 * Math.abs(across);
      if (other !== node && along > 1 && (best === undefined || distance < best.distance)) {
        best = { drawn, distance };
      }
    }
    return best?.drawn;
  }
}

/** What a screen reader says of a node and what its tooltip shows: labels can be cut. */
export function nameNode(drawn: SVGGElement, name: string): void {
  const tooltip = drawn.querySelector(':scope > title') ?? drawn.insertBefore(svgElement('title'), drawn.firstChild);
  if (tooltip.textContent !== name) {
    tooltip.textContent = name;
    drawn.setAttribute('aria-label', name);
  }
}

/** The node that an element of the page belongs to. */
export function nodeOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGGElement>('g.node')?.dataset['node'] : undefined;
}

/** Tells of clicks on a node of a picture and beside all of them. The end of a drag is no click. */
export function listenToNodes(frame: HTMLElement, { onChosen, onLeft }: Pick<NodeFocusListener, 'onChosen' | 'onLeft'>): void {
  let pressed = { x: 0, y: 0 };
  frame.addEventListener('pointerdown', ({ clientX, clientY }) => (pressed = { x: clientX, y: clientY }));
  frame.addEventListener('click', ({ target, clientX, clientY }) => {
    if (Math.hypot(clientX - pressed.x, clientY - pressed.y) <= 4) {
      const node = nodeOf(target);
      if (node === undefined) {
        onLeft();
      } else {
        onChosen(node);
      }
    }
  });
}

function middle(drawn: SVGGElement): { x: number; y: number } {
  const { left, right, top, bottom } = drawn.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function turned(dx: number, dy: number, direction: Direction): readonly [number, number] {
  switch (direction) {
    case 'ArrowLeft':
      return [-dx, dy];
    case 'ArrowRight':
      return [dx, dy];
    case 'ArrowUp':
      return [-dy, dx];
    case 'ArrowDown':
      return [dy, dx];
  }
}
