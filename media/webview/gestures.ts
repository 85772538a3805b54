/** Where a picture stands: offset in CSS pixels and scale. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What can be moved and zoomed. */
export interface Movable {
  readonly view: View;
  readonly smallestScale: number;
  move(view: View): void;
}

const largestScale = 4;
const zoomStep = 1.2;

/** Moves and zooms as in a map: drag and wheel move, the wheel with Ctrl or Cmd and a pinch zoom. */
export class Gestures {
  /** Whether the pointer moved the picture since it went down: then its click means nothing. */
  dragged = false;

  constructor(
    private readonly frame: HTMLElement,
    private readonly movable: Movable,
  ) {
    frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    frame.addEventListener('pointerdown', (event) => {
      this.dragged = false;
      if (event.button === 0) {
        this.drag(event);
      }
    });
  }

  /** Zooms so that a point of the frame stays where it is. */
  zoomAt(factor: number, x: number, y: number): void {
    const { view, smallestScale } = this.movable;
    const scale = Math.min(largestScale, Math.max(smallestScale, view.scale * factor));
    const by = scale / view.scale;
    this.movable.move({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, scale });
  }

  /** Zooms by one step around the middle of the frame. */
  zoom(direction: 1 | -1): void {
    this.zoomAt(zoomStep ** direction, this.frame.clientWidth / 2, this.frame.clientHeight / 2);
  }

  /** The pointer is captured only once it moves, so that a click still reaches the node below it. */
  private drag({ pointerId, clientX, clientY }: PointerEvent): void {
    const start = this.movable.view;
    const onMove = (event: PointerEvent): void => {
      // It was let go outside of the frame before it was captured.
      if (event.buttons === 0) {
        return onEnd();
      }
      const dx = event.clientX - clientX;
      const dy = event.clientY - clientY;
      if (this.dragged || Math.hypot(dx, dy) > 4) {
        this.dragged = true;
        this.frame.setPointerCapture(pointerId);
        this.frame.classList.add('dragging');
        this.movable.move({ ...start, x: start.x + dx, y: start.y + dy });
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

  /** Browsers report a pinch as a wheel with Ctrl. */
  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = this.frame.getBoundingClientRect();
      this.zoomAt(Math.exp((-event.deltaY * unit) / 300), event.clientX - left, event.clientY - top);
    } else {
      const { x, y, scale } = this.movable.view;
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      this.movable.move({ x: x - dx * unit, y: y - dy * unit, scale });
    }
  }
}
