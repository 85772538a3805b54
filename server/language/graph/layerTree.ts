import { foundOnce } from '../foundOnce';
import type { HistoryRow, ImageFacts } from './daemonFacts';
import { layerChains, mostLayersOfAnImage } from './layerChains';
import { alignHistory } from './layerHistory';

/** One layer in its place: what lies below it is part of its identity. */
export interface TreeLayer {
  /** Names the whole chain from the base to this layer; 16 hexadecimal digits. */
  readonly chain: string;
  readonly parent: TreeLayer | undefined;
  readonly children: TreeLayer[];
  /** Ids of the images that end here. */
  readonly images: string[];
  /** How many images need it. */
  needed: number;
  /** The history row that made it, where one of its images' histories could tell. */
  row: HistoryRow | undefined;
}

export interface LayerForest {
  readonly roots: readonly TreeLayer[];
  /** The last layer of each image, by image id. An image without layers has none. */
  readonly topByImage: ReadonlyMap<string, TreeLayer>;
}

/** Lays the images' layers over one another: images that begin with the same layers share them. */
export function buildLayerForest(images: readonly ImageFacts[]): LayerForest {
  const roots: TreeLayer[] = [];
  const byChain = new Map<string, TreeLayer>();
  const topByImage = new Map<string, TreeLayer>();
  for (const image of images) {
    const rows = layerRows(image);
    let top: TreeLayer | undefined;
    layerChains(image.layers).forEach((chain, index) => {
      let layer = byChain.get(chain);
      if (layer === undefined) {
        layer = newLayer(chain, top);
        byChain.set(chain, layer);
        (top?.children ?? roots).push(layer);
      }
      layer.row ??= rows[index];
      layer.needed += 1;
      top = layer;
    });
    if (top !== undefined) {
      top.images.push(image.id);
      topByImage.set(image.id, top);
    }
  }
  return { roots, topByImage };
}

/** Bytes of an image's layers, by who needs them. */
export interface SharedLayers {
  /** Of layers that only this image needs. */
  readonly ownBytes: number;
  /** Of layers that other images need, too. */
  readonly sharedBytes: number;
}

/**
 * What an image shares with others, as `docker system df -v` counts it: a layer is shared where another image has the same
 * chain up to it. Undefined where the size of one of its layers is not known.
 */
export function sharedLayers({ id, layers }: ImageFacts, forest: LayerForest): SharedLayers | undefined {
  let ownBytes = 0;
  let sharedBytes = 0;
  for (let layer = forest.topByImage.get(id); layer !== undefined; layer = layer.parent) {
    if (layer.row === undefined) {
      return undefined;
    }
    if (layer.needed > 1) {
      sharedBytes += layer.row.bytes;
    } else {
      ownBytes += layer.row.bytes;
    }
  }
  return layers.length > mostLayersOfAnImage ? undefined : { ownBytes, sharedBytes };
}

/** The row of each layer, where they can be told; found once for a history, which belongs to one image for ever. */
function layerRows({ history, layers }: ImageFacts): readonly HistoryRow[] {
  if (history === undefined) {
    return [];
  }
  const known = rowsByLayerCount(history);
  const rows = known.get(layers.length) ?? alignHistory(history, layers.length) ?? [];
  known.set(layers.length, rows);
  return rows;
}

const rowsByLayerCount = foundOnce((_: readonly HistoryRow[]) => new Map<number, readonly HistoryRow[]>());

function newLayer(chain: string, parent: TreeLayer | undefined): TreeLayer {
  return { chain, parent, children: [], images: [], needed: 0, row: undefined };
}
