import type { ImageFacts } from '../daemonFacts';
import { mostLayersOfAnImage } from '../layerChains';
import type { LayerForest, TreeLayer } from '../layerTree';
import type { HeldByBuildCache } from './heldByBuildCache';

/** What goes when images are removed together. */
export interface FreedLayers {
  /** Bytes of layers that no other image needs, and that the build cache does not hold either. */
  readonly bytes: number;
  /** Bytes of those that the build cache holds. */
  readonly inBuildCache: number;
}

/**
 * A layer goes when all images that need it go: what several images free together is more than the sum of what each frees
 * alone. Undefined where the size of a layer that goes is not known.
 */
export function freedLayers(images: readonly ImageFacts[], forest: LayerForest, cache: HeldByBuildCache): FreedLayers | undefined {
  const going = new Map<TreeLayer, number>();
  for (const { id } of images) {
    for (let layer = forest.topByImage.get(id); layer !== undefined; layer = layer.parent) {
      going.set(layer, (going.get(layer) ?? 0) + 1);
    }
  }
  const freed = [...going].flatMap(([layer, users]) => (users === layer.needed ? [layer] : []));
  if (freed.some(({ row }) => row === undefined) || images.some(({ layers }) => layers.length > mostLayersOfAnImage)) {
    return undefined;
  }
  let [bytes, inBuildCache] = [0, 0];
  for (const { row } of freed) {
    if (row !== undefined && cache.holds(row)) {
      inBuildCache += row.bytes;
    } else {
      bytes += row?.bytes ?? 0;
    }
  }
  return { bytes, inBuildCache };
}
