/** Where the picture stands: offset in CSS pixels and scale. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const smallestScale = 0.1;
const largestScale = 4;
const zoomStep = 1.2;
const panStep = 60;
const margin = 24;

/** Pans and zooms one picture with mouse, wheel and keys. As long as the user has not moved it, it fits itself in. */
export class Viewport {
  private view: View = { x: 0, y: 0, scale: 1 };
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
    this.listenToMouse();
    frame.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.settle()).observe(frame);
  }

  /** Tells how large the picture is now; the view stays where the user put it. */
  setPictureSize(width: number, height: number): void {
    this.size = { width, height };
    this.settle();
  }

  zoom(direction: 1 | -1): void {
    this.zoomAt(zoomStep ** direction, this.frame.clientWidth / 2, this.frame.clientHeight / 2);
  }

  /** Shows the whole picture, and goes on doing so when it changes. */
  fit(): void {
    this.moved = false;
    this.settle();
  }

  /** Moves the picture just so far that an element is inside the frame. */
  reveal(target: Element): void {
    const inner = target.getBoundingClientRect();
    const outer = this.frame.getBoundingClientRect();
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
    if (!this.moved) {
      const { clientWidth, clientHeight } = this.frame;
      const { width, height } = this.size;
      const scale = this.fittingScale(width, height);
      this.view = { x: (clientWidth - width * scale) / 2, y: (clientHeight - height * scale) / 2, scale };
    }
    this.apply();
  }

  private zoomAt(factor: number, x: number, y: number): void {
    const scale = clamp(this.view.scale * factor, smallestScale, largestScale);
    const by = scale / this.view.scale;
    this.move({ x: x - (x - this.view.x) * by, y: y - (y - this.view.y) * by, scale });
  }

  private move(view: View): void {
    this.view = view;
    this.moved = true;
    this.apply();
    this.onMoved(view);
  }

  private apply(): void {
    const { x, y, scale } = this.view;
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  private listenToMouse(): void {
    this.frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    this.frame.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        this.drag(event);
      }
    });
  }

  /** The pointer is captured only once it moves, so that a click still reaches the node below it. */
  private drag({ pointerId, clientX, clientY }: PointerEvent): void {
    const start = this.view;
    const onMove = (event: PointerEvent): void => {
      const dx = event.clientX - clientX;
      const dy = event.clientY - clientY;
      if (this.frame.hasPointerCapture(pointerId) || Math.hypot(dx, dy) > 4) {
        this.frame.setPointerCapture(pointerId);
        this.frame.classList.add('dragging');
        this.move({ ...start, x: start.x + dx, y: start.y + dy });
      }
    };
    const onEnd = (): void => {
      this.frame.classList.remove('dragging');
      this.frame.removeEventListener('pointermove', onMove);
      this.frame.removeEventListener('pointerup', onEnd);
      this.frame.removeEventListener('pointercancel', onEnd);
    };
    this.frame.addEventListener('pointermove', onMove);
    this.frame.addEventListener('pointerup', onEnd);
    this.frame.addEventListener('pointercancel', onEnd);
  }

  /** As in a map: the wheel moves, with Ctrl or Cmd (and a pinch, which browsers report as such) it zooms. */
  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = this.frame.getBoundingClientRect();
      this.zoomAt(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    } else {
      this.move({ ...this.view, x: this.view.x - event.deltaX, y: this.view.y - event.deltaY });
    }
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

function clamp(value: number, smallest: number, largest: number): number {
  return Math.min(largest, Math.max(smallest, value));
}
