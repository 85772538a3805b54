import type { LayerNode } from '../../../protocol/graph';
import type { LayerRow } from '../../../protocol/graphDetails';
import type { DetailsSurroundings } from './surroundings';

/**
 * The layers of segments as rows, base first. A segment whose steps the daemon has not told gives none.
 * @param below how many layers lie below the first segment
 */
export function layerRows(segments: readonly LayerNode[], madeBy: DetailsSurroundings['madeBy'], below = 0): readonly LayerRow[] {
  let number = below;
  return segments.flatMap(({ id, images, layers, steps = [] }) => {
    const first = number;
    number += layers;
    return steps.map((step, index): LayerRow => {
      const made = madeBy?.get(first + index);
      return { ...step, node: id, images, ...(made && { madeBy: made }) };
    });
  });
}
