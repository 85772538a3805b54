import { svgElement } from '../../webview/element';
import type { View } from '../../webview/gestures';
import { animateChange, fadeOut, type Live } from './animation';
import { grown, holds, isForkIn, nothing, visible } from './area';
import { drawItem, type ItemFont } from './drawItem';
import type { Bounds, Fork, Layout, Placed } from './layout';
import { forkPath, linkPath } from './lines';
import type { Marks } from './marks';

/** How far beyond the frame the SVG reaches, in CSS pixels, as in the style sheet: so far it can be pushed before anything must be drawn. */
const overscan = 200;
/** After so long without a change a zoom has ended. */
const restMilliseconds = 120;
/** How far what is drawn is scaled before it is drawn anew. */
const mostStretch = 1.6;
/** Below this scale the second lines are too small to read. */
const smallScale = 0.6;

/** Draws the part of a layout that can be seen, as SVG. Words and colours are those of the style sheet. */
export class Painter {
  readonly svg = svgElement('svg', { class: 'history-picture', role: 'presentation' }) as SVGSVGElement;
  private readonly world = svgElement('g', { role: 'presentation' });
  private readonly lines = svgElement('g', { class: 'lines', 'aria-hidden': 'true' });
  private readonly chosenLines = svgElement('g', { class: 'chosen-lines', 'aria-hidden': 'true' });
  private readonly items = svgElement('g', { role: 'presentation' });
  private readonly live = new Map<string, Live>();
  private readonly forks = new Map<string, { readonly fork: Fork; readonly drawn: SVGElement }>();
  private readonly elementIds = new Map<string, string>();
  private lastElementId = 0;
  private fontNow: ItemFont | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private layout: Layout | undefined;
  private wanted: { readonly view: View; readonly seen: Bounds | undefined } = { view: { x: 0, y: 0, scale: 1 }, seen: undefined };
  /** The view that the SVG is drawn for, and what of the picture is in it. */
  private drawnAt: View = { x: 0, y: 0, scale: 1 };
  private drawnArea: Bounds = nothing;
  private marks: Marks = { selected: undefined, lines: [], found: undefined };

  constructor() {
    this.world.append(this.lines, this.chosenLines, this.items);
    this.svg.append(this.world);
  }

  /** Shows a new layout. `animate`: what is new fades in, what has moved glides, what is in another state pulses once. */
  show(layout: Layout, animate: boolean): void {
    this.layout = layout;
    for (const id of this.elementIds.keys()) {
      if (!layout.placed.has(id)) {
        this.elementIds.delete(id);
      }
    }
    this.cull(this.drawnArea, animate);
  }

  /**
   * Moves and scales what is drawn as long as it reaches: that costs next to nothing. Else it is drawn anew, with what came
   * into view and without what left it; after a change of scale also at rest, so that words are crisp.
   * @param seen what of the picture the frame shows; undefined: somebody else draws all but the selected item
   */
  moveTo(view: View, seen: Bounds | undefined): void {
    this.wanted = { view, seen };
    const { drawnAt } = this;
    const by = view.scale / drawnAt.scale;
    if (seen === undefined || !holds(this.drawnArea, seen) || by < 1 / mostStretch || by > mostStretch) {
      this.redraw();
      return;
    }
    const push = (to: number, from: number): number => to + overscan - by * (from + overscan);
    const [dx, dy] = [push(view.x, drawnAt.x), push(view.y, drawnAt.y)];
    this.svg.style.transform = by === 1 ? `translate(${Math.round(dx)}px, ${Math.round(dy)}px)` : `translate(${dx}px, ${dy}px) scale(${by})`;
    clearTimeout(this.rest);
    this.rest = by === 1 ? undefined : setTimeout(() => this.redraw(), restMilliseconds);
  }

  /** What is selected, found and related. */
  mark(marks: Marks): void {
    this.marks = marks;
    this.chosenLines.replaceChildren(...marks.lines.map(({ d, name }) => svgElement('path', { class: name, d })));
    this.svg.classList.toggle('searching', marks.found !== undefined);
    this.cull(this.drawnArea, false);
    this.live.forEach((live) => this.markOne(live));
    this.forks.forEach((_, id) => this.markFork(id));
  }

  /** The element of an item that is on the page. */
  elementOf(id: string): SVGGElement | undefined {
    return this.live.get(id)?.drawn;
  }

  /** Takes everything off the page, so that it is drawn anew: another font needs other cuts. */
  forget(): void {
    this.fontNow = undefined;
    this.items.replaceChildren();
    this.lines.replaceChildren();
    this.live.clear();
    this.forks.clear();
  }

  /** All of it, for a file. */
  drawAll(layout: Layout): SVGElement {
    const font = this.font();
    const lines = svgElement('g', { class: 'lines' }, layout.forks.map((fork) => this.drawFork(fork)));
    const items = svgElement('g');
    for (const placed of layout.placed.values()) {
      const link = this.drawLink(placed, layout);
      lines.append(...(link === undefined ? [] : [link]));
      const drawn = drawItem(placed, '', font);
      drawn.removeAttribute('id');
      drawn.setAttribute('transform', `translate(${placed.x} ${placed.y})`);
      items.append(drawn);
    }
    return svgElement('g', {}, [lines, items]);
  }

  private redraw(): void {
    clearTimeout(this.rest);
    const { view: { x, y, scale }, seen } = this.wanted;
    this.drawnAt = { x, y, scale };
    this.drawnArea = seen === undefined ? nothing : grown(seen, overscan / scale);
    this.svg.style.transform = '';
    this.world.setAttribute('transform', `translate(${x + overscan} ${y + overscan}) scale(${scale})`);
    this.svg.classList.toggle('small', scale < smallScale);
    this.cull(this.drawnArea, false);
  }

  private cull(area: Bounds, animate: boolean): void {
    const { layout } = this;
    if (layout === undefined) {
      return;
    }
    const wanted = new Map(visible(layout, area).map((placed) => [placed.item.id, placed]));
    const selected = layout.placed.get(this.marks.selected ?? '');
    if (selected !== undefined) {
      wanted.set(selected.item.id, selected);
    }
    this.live.forEach((live, id) => !wanted.has(id) && this.remove(live, animate && !layout.placed.has(id)));
    wanted.forEach((placed) => this.put(placed, animate));
    this.putForks(layout, area);
  }

  private put(placed: Placed, animate: boolean): void {
    const before = this.live.get(placed.item.id);
    if (before !== undefined && before.placed === placed) {
      return;
    }
    const link = this.layout && this.drawLink(placed, this.layout, before?.link);
    const drawn = before !== undefined && isSame(before.placed, placed) ? before.drawn : drawItem(placed, this.elementId(placed.item.id), this.font());
    drawn.setAttribute('transform', `translate(${placed.x} ${placed.y})`);
    if (link !== before?.link) {
      before?.link?.remove();
      this.lines.append(...(link === undefined ? [] : [link]));
    }
    if (before === undefined) {
      this.items.append(drawn);
    } else if (before.drawn !== drawn) {
      before.drawn.replaceWith(drawn);
    }
    const live = { placed, drawn, link };
    this.live.set(placed.item.id, live);
    this.markOne(live);
    if (animate) {
      animateChange(before?.placed, live, before?.drawn);
    }
  }

  private remove({ placed, drawn, link }: Live, animate: boolean): void {
    this.live.delete(placed.item.id);
    link?.remove();
    if (animate) {
      fadeOut(drawn);
    } else {
      drawn.remove();
    }
  }

  private putForks({ forks }: Layout, area: Bounds): void {
    const wanted = new Set<string>();
    for (const fork of forks) {
      const { id } = fork.from.item;
      if (isForkIn(fork, area)) {
        wanted.add(id);
        const before = this.forks.get(id);
        if (before?.fork !== fork) {
          const drawn = this.drawFork(fork, before?.drawn);
          if (drawn !== before?.drawn) {
            this.lines.append(drawn);
          }
          this.forks.set(id, { fork, drawn });
          this.markFork(id);
        }
      }
    }
    this.forks.forEach(({ drawn }, id) => {
      if (!wanted.has(id)) {
        drawn.remove();
        this.forks.delete(id);
      }
    });
  }

  private drawFork(fork: Fork, before?: SVGElement): SVGElement {
    return drawLine(`line from-${fork.from.item.kind}`, forkPath(fork), before);
  }

  private drawLink({ item, ...place }: Placed, { placed }: Layout, before?: SVGElement): SVGElement | undefined {
    const below = item.parent && item.parent.kind !== 'shelf' ? placed.get(item.parent.id) : undefined;
    return below && drawLine(`line to-${item.kind}`, linkPath(below, { item, ...place }), before);
  }

  private markOne({ placed: { item }, drawn, link }: Live): void {
    const { selected, found } = this.marks;
    const isSelected = item.id === selected;
    drawn.classList.toggle('selected', isSelected);
    drawn.setAttribute('aria-selected', String(isSelected));
    drawn.classList.toggle('match', found?.matches.has(item.id) === true);
    drawn.classList.toggle('way', found?.way.has(item.id) === true);
    link?.classList.toggle('way', found?.way.has(item.id) === true);
  }

  private markFork(id: string): void {
    const way = this.marks.found?.way;
    const entry = this.forks.get(id);
    entry?.drawn.classList.toggle('way', entry.fork.from.item.children.some((child) => way?.has(child.id)));
  }

  private elementId(id: string): string {
    const known = this.elementIds.get(id) ?? `history-item-${(this.lastElementId += 1)}`;
    this.elementIds.set(id, known);
    return known;
  }

  /** Asked once: each question makes the browser work out all styles. */
  private font(): ItemFont {
    this.fontNow ??= { family: getComputedStyle(document.body).fontFamily };
    return this.fontNow;
  }
}

/** A line, or the one from before with another course. */
function drawLine(name: string, d: string, before: SVGElement | undefined): SVGElement {
  if (before === undefined) {
    return svgElement('path', { class: name, d });
  }
  if (before.getAttribute('d') !== d) {
    before.setAttribute('d', d);
  }
  return before;
}

/** Whether two items look the same wherever they stand. */
function isSame({ item: a, width }: Placed, { item: b, width: otherWidth }: Placed): boolean {
  const isSiblingSame = a.level === b.level && a.siblings.length === b.siblings.length && a.siblings.indexOf(a) === b.siblings.indexOf(b);
  return a.node === b.node && a.step === b.step && a.open === b.open && a.count === b.count && width === otherWidth && isSiblingSame;
}
