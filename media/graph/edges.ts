/** Half the width of a drawn node, and its middle, in the picture's own coordinates. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
}

/** Room for the arrow head. */
const arrow = 5;

/**
 * Leads every edge from the middle of a node's right side to the middle of the next one's left side. In a picture of
 * layers each node has one edge coming in, from the rank before it, so such an edge crosses no node; mermaid's own may
 * leave a node at the top or bottom. An edge whose ends are not found stays as mermaid drew it.
 */
export function alignEdges(svg: SVGSVGElement): void {
  const places = new Map<string, Place>();
  for (const node of svg.querySelectorAll<SVGGElement>('g.node')) {
    const id = /flowchart-(.+)-\d+$/.exec(node.id)?.[1];
    const place = placeOf(node);
    if (id !== undefined && place !== undefined) {
      places.set(id, place);
    }
  }
  for (const path of svg.querySelectorAll<SVGPathElement>('path.flowchart-link')) {
    const [, from = '', to = ''] = /^L_((?:layer|image)_\w+?)_((?:layer|image|container)_\w+)_\d+$/.exec(path.dataset['id'] ?? '') ?? [];
    const start = places.get(from);
    const end = places.get(to);
    if (start !== undefined && end !== undefined) {
      const x1 = start.x + start.halfWidth;
      const x2 = end.x - end.halfWidth - arrow;
      const bend = Math.max(16, (x2 - x1) / 2);
      path.setAttribute('d', `M${x1},${start.y} C${x1 + bend},${start.y} ${x2 - bend},${end.y} ${x2},${end.y}`);
      // Mermaid hides the end of its own line below the arrow head with a dash of the line's length.
      path.style.strokeDasharray = '';
    }
  }
}

/** Nodes are drawn around the origin of their group: rectangles with a width, images as a polygon. */
function placeOf(node: SVGGElement): Place | undefined {
  const middle = node.transform.baseVal.consolidate()?.matrix;
  const shape = node.querySelector('.label-container');
  const width = shape instanceof SVGPolygonElement ? polygonWidth(shape) : Number(shape?.getAttribute('width'));
  return middle === undefined || !(width > 0) ? undefined : { x: middle.e, y: middle.f, halfWidth: width / 2 };
}

function polygonWidth(shape: SVGPolygonElement): number {
  const xs = [...shape.points].map(({ x }) => x);
  return Math.max(...xs) - Math.min(...xs);
}
