import { Gestures, type View } from './gestures';

export type { View } from './gestures';

const smallestScale = 0.1;
const panStep = 60;
const margin = 24;

/** Pans and zooms one picture with mouse, wheel and keys. As long as the user has not moved it, it fits itself in. */
export class Viewport {
  view: View = { x: 0, y: 0, scale: 1 };
  readonly smallestScale = smallestScale;
  private readonly gestures: Gestures;
  private size = { width: 1, height: 1 };
  private moved = false;

  constructor(
    private readonly frame: HTMLElement,
    private readonly canvas: HTMLElement,
    private readonly onMoved: (view: View) => void,
    remembered: View | undefined,
  ) {
    if (remembered !== undefined) {
      this.view = remembered;
      this.moved = true;
    }
    this.gestures = new Gestures(frame, this);
    frame.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.settle()).observe(frame);
  }

  /** Tells how large the picture is now; the view stays where the user put it. */
  setPictureSize(width: number, height: number): void {
    this.size = { width, height };
    this.settle();
  }

  zoom(direction: 1 | -1): void {
    this.gestures.zoom(direction);
  }

  /** Shows the whole picture, and goes on doing so when it changes. */
  fit(): void {
    this.moved = false;
    this.settle();
  }

  /**
   * Shows the whole picture if it is at least this large then; if not, at this scale with one element of it as near to the
   * middle as the picture's edges allow.
   */
  beginAt(target: Element, scale: number): void {
    this.fit();
    if (this.view.scale < scale) {
      const by = scale / this.view.scale;
      const outer = this.frame.getBoundingClientRect();
      const inner = target.getBoundingClientRect();
      const at = (middle: number, start: number, offset: number): number => (middle - start - offset) * by;
      const { clientWidth, clientHeight } = this.frame;
      const x = clientWidth / 2 - at(inner.left + inner.width / 2, outer.left, this.view.x);
      const y = clientHeight / 2 - at(inner.top + inner.height / 2, outer.top, this.view.y);
      this.move({ x: within(x, this.size.width * scale, clientWidth), y: within(y, this.size.height * scale, clientHeight), scale });
    }
  }

  /** Moves the picture just so far that an element is inside the frame. */
  reveal(target: Element): void {
    const inner = target.getBoundingClientRect();
    const outer = this.frame.getBoundingClientRect();
    if (outer.width === 0) {
      return; // Hidden: nothing of it can be in or out of sight.
    }
    const dx = overlap(inner.left, inner.right, outer.left + margin, outer.right - margin);
    const dy = overlap(inner.top, inner.bottom, outer.top + margin, outer.bottom - margin);
    if (dx !== 0 || dy !== 0) {
      this.move({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
    }
  }

  /** The scale at which a picture of this size is seen whole; at most 1. */
  fittingScale(width: number, height: number): number {
    const { clientWidth, clientHeight } = this.frame;
    return clamp(Math.min((clientWidth - 2 * margin) / width, (clientHeight - 2 * margin) / height, 1), smallestScale, 1);
  }

  private settle(): void {
    const { clientWidth, clientHeight } = this.frame;
    if (!this.moved && clientWidth > 0) {
      const { width, height } = this.size;
      const scale = this.fittingScale(width, height);
      this.view = { x: (clientWidth - width * scale) / 2, y: (clientHeight - height * scale) / 2, scale };
    }
    this.apply();
  }

  /** Puts the picture somewhere on the user's behalf. */
  move(view: View): void {
    this.view = view;
    this.moved = true;
    this.apply();
    this.onMoved(view);
  }

  private apply(): void {
    const { x, y, scale } = this.view;
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const pan = (dx: number, dy: number) => () => this.move({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
    const actions: Readonly<Record<string, () => void>> = {
      '+': () => this.zoom(1),
      '=': () => this.zoom(1),
      '-': () => this.zoom(-1),
      '0': () => this.fit(),
      ArrowLeft: pan(panStep, 0),
      ArrowRight: pan(-panStep, 0),
      ArrowUp: pan(0, panStep),
      ArrowDown: pan(0, -panStep),
    };
    const action = actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  }
}

/** How far a range must move to lie inside another; its start wins where it is too long. */
function overlap(start: number, end: number, from: number, to: number): number {
  return start < from ? from - start : end > to ? Math.max(to - end, from - start) : 0;
}

/** Where a picture of this length begins, wanted at `start`: none of the frame stays empty, or all of the picture is seen. */
function within(start: number, length: number, frame: number): number {
  return length + 2 * margin <= frame ? (frame - length) / 2 : clamp(start, frame - margin - length, margin);
}

function clamp(value: number, smallest: number, largest: number): number {
  return Math.min(largest, Math.max(smallest, value));
}
