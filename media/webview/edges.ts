import { flowchartId, type Direction } from './picture';

/** A line of a drawn flowchart with the nodes that it joins and the group of its label, if it has words. */
export interface DrawnEdge {
  readonly path: SVGPathElement;
  readonly from: SVGGElement;
  readonly to: SVGGElement;
  readonly label: SVGGElement | undefined;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Room for the arrow head, and how far a line without one goes below its node, whose side may be slanted. */
const arrow = 5;
const below = 10;

/** The lines of a picture whose two nodes are found. */
export function findEdges(svg: SVGSVGElement): DrawnEdge[] {
  const nodes = new Map([...svg.querySelectorAll<SVGGElement>('g.node')].map((node) => [flowchartId(node), node]));
  const labels = new Map([...svg.querySelectorAll<SVGGElement>('.edgeLabel .label')].map((label) => [label.dataset['id'], label]));
  return [...svg.querySelectorAll<SVGPathElement>('path.flowchart-link')].flatMap((path) => {
    const name = path.dataset['id'] ?? '';
    const label = labels.get(name);
    const ends = endsOf(name, nodes);
    return ends === undefined ? [] : [{ path, ...ends, label: label?.textContent?.trim() ? label : undefined }];
  });
}

/** Mermaid names a line `L_<from>_<to>_<number>`. An id may hold `_` itself, so each is tried. */
function endsOf(name: string, nodes: ReadonlyMap<string | undefined, SVGGElement>): { from: SVGGElement; to: SVGGElement } | undefined {
  const both = /^L_(.+)_\d+$/.exec(name)?.[1] ?? '';
  for (let at = both.indexOf('_'); at !== -1; at = both.indexOf('_', at + 1)) {
    const from = nodes.get(both.slice(0, at));
    const to = nodes.get(both.slice(at + 1));
    if (from !== undefined && to !== undefined) {
      return { from, to };
    }
  }
  return undefined;
}

/**
 * Leads every line from the middle of the side where a node ends to the middle of the side where the next one begins; mermaid's
 * own may leave a node anywhere. What lies between stays, so that a line goes around the nodes that mermaid leads it around.
 * A line that goes back stays as it is. The picture must be on the page, because its nodes are measured.
 */
export function alignEdges(edges: readonly DrawnEdge[], direction: Direction): void {
  const turned = (point: Point): Point => (direction === 'LR' ? point : { x: point.y, y: point.x });
  for (const { path, from, to, label } of edges) {
    const hasArrow = path.hasAttribute('marker-end');
    const start = sidesOf(from, direction);
    const end = sidesOf(to, direction);
    if (start === undefined || end === undefined || start.last >= end.first) {
      continue;
    }
    const labelAt = label === undefined ? undefined : turned(middleOf(label.parentElement as Element as SVGGElement) ?? { x: NaN, y: NaN });
    // Mermaid's layout has a column for labels between two columns of nodes: every second point, from the first on.
    const between = pointsOf(path).slice(1, -1).map(turned).filter(({ x }, index) => index % 2 === 1 || Math.abs(x - (labelAt?.x ?? NaN)) < 1);
    const first = { x: start.last, y: start.middle };
    const last = { x: hasArrow ? end.first - arrow : end.first, y: end.middle };
    const points = [first, ...between.filter(({ x }) => x > first.x && x < last.x), last];
    const { x, y } = turned({ x: last.x + below, y: last.y });
    path.setAttribute('d', smooth(points, turned) + (hasArrow ? '' : ` L${x},${y}`));
    // Mermaid hides the end of its own line below the arrow head with a dash of the line's length.
    path.style.strokeDasharray = '';
  }
}

/** A curve that goes through each point straight ahead. */
function smooth(points: readonly Point[], turned: (point: Point) => Point): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  const written = (x: number, y: number): string => {
    const point = turned({ x, y });
    return `${point.x},${point.y}`;
  };
  let at = first;
  const parts = rest.map((point) => {
    const bend = Math.max(16, (point.x - at.x) / 2);
    const part = `C${written(at.x + bend, at.y)} ${written(point.x - bend, point.y)} ${written(point.x, point.y)}`;
    at = point;
    return part;
  });
  return `M${written(first.x, first.y)} ${parts.join(' ')}`;
}

/** The points that mermaid's layout has found, in the picture's own coordinates. */
function pointsOf(path: SVGPathElement): readonly Point[] {
  try {
    return JSON.parse(atob(path.dataset['points'] ?? '')) as Point[];
  } catch {
    return [];
  }
}

/** Where a node begins and ends in the direction of the picture, and its middle across. */
function sidesOf(node: SVGGElement, direction: Direction): { first: number; last: number; middle: number } | undefined {
  const middle = middleOf(node);
  const { x, y, width, height } = node.getBBox();
  if (middle === undefined || width === 0) {
    return undefined;
  }
  return direction === 'LR'
    ? { first: middle.x + x, last: middle.x + x + width, middle: middle.y }
    : { first: middle.y + y, last: middle.y + y + height, middle: middle.x };
}

/** Nodes and labels are drawn around the origin of their group. */
function middleOf(group: SVGGElement): Point | undefined {
  const matrix = group.transform.baseVal.consolidate()?.matrix;
  return matrix && { x: matrix.e, y: matrix.f };
}
