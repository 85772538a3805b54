import { Gestures, type Movable, type View } from '../../webview/gestures';
import { isStill } from './motion';
import { itemHeight, rowHeight, type Bounds, type Placed } from './layout';

const margin = 28;
/** Words can be read well at this scale, and still at the other. */
const readableScale = 0.85;
const leastReadableScale = 0.7;
const mostOfOneScale = 1;
const glideMilliseconds = 140;

/** Where the reader stands before the drawing. As long as nobody has moved it, it follows the size of the frame. */
export class Camera implements Movable {
  view: View = { x: margin, y: margin, scale: 1 };
  private readonly gestures: Gestures;
  private bounds: Bounds = { left: 0, top: 0, right: 1, bottom: 1 };
  private follows: 'start' | 'whole' | 'nothing' = 'start';
  /** The bounds at the start: what comes later does not push away what is there. */
  private startBounds: Bounds | undefined;
  private size: { readonly width: number; readonly height: number };
  /** What stays in sight when the frame gets smaller. */
  kept: Placed | undefined;
  /** Something was chosen while the frame was hidden: it is brought into sight when the frame is there again. */
  private isToReveal = false;
  private gliding: number | undefined;

  constructor(
    private readonly frame: HTMLElement,
    private readonly onChanged: (byUser: boolean) => void,
    remembered: View | undefined,
  ) {
    if (remembered !== undefined && Object.values(remembered).every(Number.isFinite) && remembered.scale > 0) {
      this.view = remembered;
      this.follows = 'nothing';
    }
    this.gestures = new Gestures(frame, this);
    this.size = { width: frame.clientWidth, height: frame.clientHeight };
    new ResizeObserver(() => this.onResized()).observe(frame);
  }

  /** All of the drawing can be seen at this scale. */
  get smallestScale(): number {
    return Math.min(0.1, this.wholeScale());
  }

  /** Whether the pointer has just moved the drawing, so that its click means nothing. */
  get dragged(): boolean {
    return this.gestures.dragged;
  }

  /** What of the drawing the frame shows. */
  get seen(): Bounds {
    const { x, y, scale } = this.view;
    const { clientWidth, clientHeight } = this.frame;
    return { left: -x / scale, top: -y / scale, right: (clientWidth - x) / scale, bottom: (clientHeight - y) / scale };
  }

  /** How many rows the frame has room for. */
  get rowsInFrame(): number {
    return Math.floor((this.frame.clientHeight - 2 * margin) / (rowHeight * this.view.scale));
  }

  /** Tells how large the drawing is now. What is in the frame stays there: only the first drawing and another frame move it. */
  setBounds(bounds: Bounds): void {
    const isFirst = this.startBounds === undefined;
    this.bounds = bounds;
    this.startBounds ??= bounds;
    if (isFirst) {
      this.settle();
    }
  }

  move(view: View): void {
    this.stopGliding();
    this.view = view;
    this.follows = 'nothing';
    this.onChanged(true);
  }

  zoom(direction: 1 | -1): void {
    this.gestures.zoom(direction);
  }

  pan(dx: number, dy: number): void {
    const { x, y, scale } = this.view;
    this.move({ x: x + dx, y: y + dy, scale });
  }

  /** Shows all of it. */
  fit(): void {
    this.follows = 'whole';
    this.settle();
    this.onChanged(true);
  }

  /** The beginning of the drawing, large enough to read. */
  start(): void {
    this.follows = 'start';
    this.startBounds = this.bounds;
    this.settle();
  }

  /** Moves just so far that an item can be seen; `readable` comes nearer where its words are too small. */
  reveal({ x, y, width }: Placed, readable: boolean): void {
    const { clientWidth, clientHeight } = this.frame;
    if (clientWidth === 0 || clientHeight === 0) {
      this.isToReveal = true;
      return;
    }
    let { view } = this;
    if (readable && view.scale < leastReadableScale - 0.1) {
      const scale = readableScale;
      view = { x: clientWidth / 2 - (x + width / 2) * scale, y: clientHeight / 2 - y * scale, scale };
    }
    const dx = shift(x * view.scale + view.x, (x + width) * view.scale + view.x, clientWidth);
    const dy = shift((y - itemHeight / 2) * view.scale + view.y, (y + itemHeight / 2) * view.scale + view.y, clientHeight);
    if (view !== this.view || dx !== 0 || dy !== 0) {
      this.glide({ x: view.x + dx, y: view.y + dy, scale: view.scale });
    }
  }

  /** Moves in a few frames, so that the eye can follow; at once where the way is long or nothing shall move. */
  private glide(to: View): void {
    this.stopGliding();
    const from = this.view;
    const isLong = Math.abs(to.x - from.x) > this.frame.clientWidth || Math.abs(to.y - from.y) > this.frame.clientHeight;
    if (isLong || to.scale !== from.scale || isStill()) {
      this.move(to);
      return;
    }
    const begun = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - begun) / glideMilliseconds));
      if (part === 1) {
        this.move(to);
        return;
      }
      const eased = 1 - (1 - part) ** 3;
      this.view = { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, scale: to.scale };
      this.follows = 'nothing';
      this.onChanged(false);
      this.gliding = requestAnimationFrame(step);
    };
    this.gliding = requestAnimationFrame(step);
  }

  private stopGliding(): void {
    if (this.gliding !== undefined) {
      cancelAnimationFrame(this.gliding);
      this.gliding = undefined;
    }
  }

  /** A pane that opens beside the drawing does not hide what was chosen. */
  private onResized(): void {
    const { kept, size, view, isToReveal } = this;
    const wasSeen = kept !== undefined && isWithin(kept, view, size);
    this.size = { width: this.frame.clientWidth, height: this.frame.clientHeight };
    this.settle();
    if (this.size.width > 0) {
      this.isToReveal = false;
      if (kept !== undefined && (wasSeen || isToReveal)) {
        this.reveal(kept, isToReveal);
      }
    }
  }

  /** A point of the window as a point of the drawing. */
  pointAt(clientX: number, clientY: number): { readonly x: number; readonly y: number } {
    const { left, top } = this.frame.getBoundingClientRect();
    const { x, y, scale } = this.view;
    return { x: (clientX - left - x) / scale, y: (clientY - top - y) / scale };
  }

  private settle(): void {
    if (this.follows !== 'nothing') {
      const isWhole = this.follows === 'whole';
      const bounds = isWhole ? this.bounds : (this.startBounds ?? this.bounds);
      const whole = this.wholeScale(bounds);
      const scale = isWhole || whole >= leastReadableScale ? whole : readableScale;
      const { clientWidth, clientHeight } = this.frame;
      const spareX = isWhole ? Math.max(0, clientWidth - 2 * margin - (bounds.right - bounds.left) * scale) : 0;
      const spareY = isWhole ? Math.max(0, clientHeight - 2 * margin - (bounds.bottom - bounds.top) * scale) : 0;
      this.view = { x: margin - bounds.left * scale + spareX / 2, y: margin - bounds.top * scale + spareY / 2, scale };
    }
    this.onChanged(false);
  }

  private wholeScale({ left, top, right, bottom } = this.bounds): number {
    const { clientWidth, clientHeight } = this.frame;
    const fitting = Math.min((clientWidth - 2 * margin) / (right - left), (clientHeight - 2 * margin) / (bottom - top), mostOfOneScale);
    return Math.max(fitting, 0.001);
  }
}

/** Whether the middle of an item is within a frame of this size. */
function isWithin({ x, y, width }: Placed, view: View, size: { readonly width: number; readonly height: number }): boolean {
  const [left, top] = [(x + width / 2) * view.scale + view.x, y * view.scale + view.y];
  return left >= 0 && left <= size.width && top >= 0 && top <= size.height;
}

/** How far a range must move to lie within a length; its start wins where it is too long. */
function shift(start: number, end: number, length: number): number {
  return start < margin ? margin - start : end > length - margin ? Math.max(length - margin - end, margin - start) : 0;
}
