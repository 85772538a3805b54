import type { DrawnEdge } from './edges';
import type { Picture } from './picture';

/** Marks one node of a picture, what it is connected with, and the lines between them. Without a node nothing is marked. */
export function markConnections({ elements }: Picture, edges: readonly DrawnEdge[], selected: string | undefined): void {
  const chosen = selected === undefined ? undefined : elements.get(selected);
  const near = new Set<SVGGElement>();
  for (const { path, from, to, label } of edges) {
    const touches = chosen !== undefined && (from === chosen || to === chosen);
    if (touches) {
      near.add(from).add(to);
    }
    path.classList.toggle('near', touches);
    label?.classList.toggle('near', touches);
  }
  for (const drawn of elements.values()) {
    drawn.classList.toggle('selected', drawn === chosen);
    drawn.classList.toggle('near', near.has(drawn));
  }
}
