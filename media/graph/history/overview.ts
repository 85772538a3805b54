import { element } from '../../webview/element';
import type { View } from '../../webview/gestures';
import { wordsOf } from './itemWords';
import { forkOffset, itemHeight, rowHeight, type Bounds, type Layout, type Placed } from './layout';
import type { Marks } from './marks';

/** Below this scale words cannot be read: everything is drawn as bars. */
export const overviewScale = 0.4;

/** What a bar shows, in the order in which it is drawn. */
const looks = ['line', 'layer', 'image', 'running', 'paused', 'stopped', 'failed', 'other'] as const;
type Look = (typeof looks)[number];

/** Draws a layout from afar: thousands of items as bars on a canvas. */
export class Overview {
  readonly canvas = element('canvas', { class: 'history-overview', 'aria-hidden': 'true' });
  private readonly pen = this.canvas.getContext('2d');
  private readonly probe = element('i', { class: 'overview-probe', hidden: true });
  private colours: ReadonlyMap<Look, string> | undefined;
  private layout: Layout | undefined;
  /** Only made when it is looked at from afar. */
  private bars: ReadonlyMap<Look, readonly Placed[]> | undefined;

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
    const ratio = devicePixelRatio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.colours ??= this.readColours();
    this.bars ??= this.sortBars(layout);
    pen.globalAlpha = found === undefined ? 1 : 0.3;
    this.paintForks(pen, view, seen, layout);
    const isOut = (placed: Placed): boolean => found !== undefined && !found.matches.has(placed.item.id);
    for (const [look, bars] of this.bars) {
      pen.fillStyle = this.colours.get(look) ?? '';
      paintBars(pen, bars.filter((placed) => found === undefined || isOut(placed)), view, seen, 0);
    }
    pen.globalAlpha = 1;
    if (found !== undefined) {
      for (const [look, bars] of this.bars) {
        pen.fillStyle = this.colours.get(look) ?? '';
        paintBars(pen, bars.filter((placed) => !isOut(placed)), view, seen, 4);
      }
    }
    const chosen = layout.placed.get(selected ?? '');
    if (chosen !== undefined) {
      pen.fillStyle = getComputedStyle(this.probe).outlineColor;
      paintBars(pen, [chosen], view, seen, 8);
    }
  }

  private sortBars(layout: Layout): ReadonlyMap<Look, readonly Placed[]> {
    const bars = new Map<Look, Placed[]>();
    for (const placed of layout.placed.values()) {
      const look = lookOf(placed);
      const others = bars.get(look);
      if (others === undefined) {
        bars.set(look, [placed]);
      } else {
        others.push(placed);
      }
    }
    return bars;
  }

  private paintForks(pen: CanvasRenderingContext2D, { x, y, scale }: View, seen: Bounds, { forks, placed }: Layout): void {
    pen.strokeStyle = this.colours?.get('line') ?? '';
    pen.lineWidth = Math.max(0.5, scale * 1.5);
    pen.beginPath();
    for (const { from, top, bottom } of forks) {
      if (bottom >= seen.top && top <= seen.bottom) {
        const at = (from.x + from.width + forkOffset) * scale + x;
        pen.moveTo((from.x + from.width) * scale + x, from.y * scale + y);
        pen.lineTo(at, from.y * scale + y);
        pen.moveTo(at, top * scale + y);
        pen.lineTo(at, bottom * scale + y);
      }
    }
    for (const { item, x: left, y: middle } of placed.values()) {
      const below = item.parent?.kind === 'shelf' ? undefined : placed.get(item.parent?.id ?? '');
      if (below !== undefined && middle >= seen.top && middle <= seen.bottom) {
        pen.moveTo((below.x + below.width + forkOffset) * scale + x, middle * scale + y);
        pen.lineTo(left * scale + x, middle * scale + y);
      }
    }
    pen.stroke();
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
  private readColours(): ReadonlyMap<Look, string> {
    const { probe } = this;
    probe.hidden = false;
    const colours = new Map(looks.map((look) => {
      probe.className = `overview-probe ${look}`;
      return [look, getComputedStyle(probe).color] as const;
    }));
    probe.hidden = true;
    return colours;
  }
}

function lookOf({ item }: Placed): Look {
  const { classes } = wordsOf(item);
  if (item.kind === 'container' || item.kind === 'task') {
    const state = classes.split(' ')[1];
    return state === 'unhealthy' ? 'failed' : (looks.find((look) => look === state) ?? 'stopped');
  }
  return item.kind === 'image' ? 'image' : item.kind === 'layer' || item.kind === 'step' ? 'layer' : 'other';
}

function paintBars(pen: CanvasRenderingContext2D, bars: readonly Placed[], { x, y, scale }: View, seen: Bounds, least: number): void {
  for (const { x: left, y: middle, width } of bars) {
    if (middle + rowHeight >= seen.top && middle - rowHeight <= seen.bottom && left <= seen.right && left + width >= seen.left) {
      const wide = Math.max(width * scale, 1, least);
      const high = Math.max(itemHeight * scale, 1, least);
      pen.fillRect(left * scale + x, middle * scale + y - high / 2, wide, high);
    }
  }
}
