import { element } from '../../webview/element';
import type { View } from '../../webview/gestures';
import { wordsOf } from './itemWords';
import { forkOffset, itemHeight, rowHeight, type Bounds, type Layout, type Placed } from './layout';
import type { Marks } from './marks';

/** Below this scale the words of the picture cannot be read: everything is drawn as bars. */
export const overviewScale = 0.4;
/** From this scale on a bar is high enough for a short name of its own size. */
const nameScale = 0.24;
const nameSize = 9;
/** About how wide a letter of a name is, in CSS pixels: nobody measures hundreds of names for each frame. */
const letterWidth = 5.2;
/** What a cut can leave of a sign outside of the basic plane. */
const halfSign = /[\uD800-\uDBFF]$/;

const looks = ['line', 'layer', 'image', 'running', 'paused', 'stopped', 'failed', 'other'] as const;
type Look = (typeof looks)[number];

interface Colours {
  readonly of: ReadonlyMap<Look, { readonly line: string; readonly fill: string }>;
  readonly ink: string;
  readonly selection: string;
  readonly font: string;
}

interface Bar {
  readonly placed: Placed;
  readonly look: Look;
  readonly name: string;
}

/** Draws a layout from afar: thousands of items as bars on a canvas. */
export class Overview {
  readonly canvas = element('canvas', { class: 'history-overview', 'aria-hidden': 'true' });
  private readonly pen = this.canvas.getContext('2d');
  private readonly probe = element('i', { class: 'overview-probe', hidden: true });
  private colours: Colours | undefined;
  private layout: Layout | undefined;
  /** Only made when it is looked at from afar. */
  private bars: readonly Bar[] | undefined;

  constructor(private readonly frame: HTMLElement) {
    frame.append(this.canvas, this.probe);
  }

  show(layout: Layout): void {
    this.layout = layout;
    this.bars = undefined;
  }

  /** Another theme has other colours. */
  forgetColours(): void {
    this.colours = undefined;
  }

  clear(): void {
    this.canvas.hidden = true;
  }

  paint(view: View, seen: Bounds, { found, selected }: Marks): void {
    const { pen, layout } = this;
    this.canvas.hidden = false;
    this.fillFrame();
    if (pen === null || layout === undefined) {
      return;
    }
    this.colours ??= this.readColours();
    this.bars ??= [...layout.placed.values()].map(barOf).sort((a, b) => looks.indexOf(a.look) - looks.indexOf(b.look));
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const visible = this.bars.filter(({ placed }) => isIn(placed, seen));
    const brush = new Brush(pen, view, this.colours);
    pen.globalAlpha = found === undefined ? 1 : 0.3;
    brush.lines(layout, visible, seen);
    brush.bars(visible.filter(({ placed }) => found?.matches.has(placed.item.id) !== true), 0);
    pen.globalAlpha = 1;
    brush.bars(visible.filter(({ placed }) => found?.matches.has(placed.item.id) === true), 4);
    const chosen = layout.placed.get(selected ?? '');
    if (chosen !== undefined) {
      brush.selection(chosen);
    }
  }

  private fillFrame(): void {
    const { clientWidth, clientHeight } = this.frame;
    const [width, height] = [Math.round(clientWidth * devicePixelRatio), Math.round(clientHeight * devicePixelRatio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
  }

  /** The style sheet's colours, as a canvas takes them. */
  private readColours(): Colours {
    const { probe } = this;
    probe.hidden = false;
    const of = new Map(looks.map((look) => {
      probe.className = `overview-probe ${look}`;
      const { color, backgroundColor } = getComputedStyle(probe);
      return [look, { line: color, fill: backgroundColor }] as const;
    }));
    const { caretColor, outlineColor, fontFamily } = getComputedStyle(probe);
    probe.hidden = true;
    return { of, ink: caretColor, selection: outlineColor, font: `${nameSize}px ${fontFamily}` };
  }
}

/** Draws with one view and one set of colours. */
class Brush {
  constructor(
    private readonly pen: CanvasRenderingContext2D,
    private readonly view: View,
    private readonly colours: Colours,
  ) {}

  /** The branches, without their bends. */
  lines({ forks, placed }: Layout, bars: readonly Bar[], seen: Bounds): void {
    const { pen, view: { x, y, scale } } = this;
    pen.strokeStyle = this.colours.of.get('line')?.line ?? '';
    pen.lineWidth = Math.max(0.5, scale * 1.5);
    pen.beginPath();
    for (const { from, top, bottom } of forks) {
      if (bottom >= seen.top && top <= seen.bottom) {
        const at = (from.x + from.width + forkOffset) * scale + x;
        pen.moveTo(at, top * scale + y);
        pen.lineTo(at, bottom * scale + y);
      }
    }
    for (const { placed: one } of bars) {
      const below = one.item.parent?.kind === 'shelf' ? undefined : placed.get(one.item.parent?.id ?? '');
      if (below !== undefined) {
        const from = below.x + below.width + (below.row === one.row ? 0 : forkOffset);
        pen.moveTo(from * scale + x, one.y * scale + y);
        pen.lineTo(one.x * scale + x, one.y * scale + y);
      }
    }
    pen.stroke();
  }

  /** `least`: how large a bar is at least, in CSS pixels. */
  bars(bars: readonly Bar[], least: number): void {
    const { pen, view: { scale }, colours } = this;
    const isNamed = scale >= nameScale;
    pen.lineWidth = 1;
    pen.font = colours.font;
    pen.textBaseline = 'middle';
    let last: Look | undefined;
    for (const { placed, look, name } of bars) {
      const colour = colours.of.get(look);
      if (look !== last) {
        last = look;
        pen.strokeStyle = colour?.line ?? '';
        pen.fillStyle = (isNamed ? colour?.fill : colour?.line) ?? '';
      }
      const { left, top, width, height } = this.place(placed, least);
      pen.fillRect(left, top, width, height);
      if (isNamed) {
        pen.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
        pen.fillStyle = colours.ink;
        const letters = Math.max(0, Math.floor((width - 6) / letterWidth));
        pen.fillText(name.slice(0, letters).replace(halfSign, ''), left + 3, top + height / 2);
        pen.fillStyle = colour?.fill ?? '';
      }
    }
  }

  selection(placed: Placed): void {
    const { left, top, width, height } = this.place(placed, 8);
    this.pen.strokeStyle = this.colours.selection;
    this.pen.lineWidth = 2;
    this.pen.strokeRect(left - 2, top - 2, width + 4, height + 4);
  }

  private place({ x, y, width }: Placed, least: number): { left: number; top: number; width: number; height: number } {
    const { view } = this;
    const height = Math.max(itemHeight * view.scale, 1, least);
    return { left: x * view.scale + view.x, top: y * view.scale + view.y - height / 2, width: Math.max(width * view.scale, 1, least), height };
  }
}

function isIn({ x, y, width }: Placed, { left, top, right, bottom }: Bounds): boolean {
  return y + rowHeight >= top && y - rowHeight <= bottom && x <= right && x + width >= left;
}

function barOf(placed: Placed): Bar {
  const { item } = placed;
  const { classes, first } = wordsOf(item);
  const state = item.kind === 'container' || item.kind === 'task' ? classes.split(' ')[1] : undefined;
  if (state !== undefined) {
    return { placed, name: first, look: state === 'unhealthy' ? 'failed' : (looks.find((look) => look === state) ?? 'stopped') };
  }
  const isLayer = item.kind === 'layer' || item.kind === 'step';
  // There is room for little: the end of a path says more than its beginning.
  const name = isLayer ? '' : first.replace(/^.*\//, '');
  return { placed, name, look: item.kind === 'image' ? 'image' : isLayer ? 'layer' : 'other' };
}
