import { foundOnce } from '../foundOnce';
import type { HistoryRow, ImageFacts } from './daemonFacts';
import { alignHistory } from './layerHistory';

/** One layer in its place: what lies below it is part of its identity. */
export interface TreeLayer {
  /** Names the whole chain from the base to this layer; 16 hexadecimal digits. */
  readonly chain: string;
  readonly parent: TreeLayer | undefined;
  readonly children: Map<string, TreeLayer>;
  /** Ids of the images that end here. */
  readonly images: string[];
  /** How many images need it. */
  needed: number;
  /** The history row that made it, where one of its images' histories could tell. */
  row: HistoryRow | undefined;
}

/** More layers than any builder makes (127 with overlay2): the rest of such an image is left out. */
export const mostLayersOfAnImage = 512;

export interface LayerForest {
  readonly roots: readonly TreeLayer[];
  /** The last layer of each image, by image id. An image without layers has none. */
  readonly topByImage: ReadonlyMap<string, TreeLayer>;
}

/** Lays the images' layers over one another: images that begin with the same layers share them. */
export function buildLayerForest(images: readonly ImageFacts[]): LayerForest {
  const roots = new Map<string, TreeLayer>();
  const topByImage = new Map<string, TreeLayer>();
  for (const image of images) {
    const rows = layerRows(image);
    let top: TreeLayer | undefined;
    for (const [index, diffId] of image.layers.slice(0, mostLayersOfAnImage).entries()) {
      const siblings: Map<string, TreeLayer> = top?.children ?? roots;
      const layer = siblings.get(diffId) ?? newLayer(diffId, top);
      siblings.set(diffId, layer);
      layer.row ??= rows[index];
      layer.needed += 1;
      top = layer;
    }
    if (top !== undefined) {
      top.images.push(image.id);
      topByImage.set(image.id, top);
    }
  }
  return { roots: [...roots.values()], topByImage };
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

function newLayer(diffId: string, parent: TreeLayer | undefined): TreeLayer {
  return { chain: chainHash(`${parent?.chain ?? ''} ${diffId}`), parent, children: new Map(), images: [], needed: 0, row: undefined };
}

/**
 * A 64-bit digest in two lanes of 32 bits (multiply and rotate). Not for security: it shortens a chain to a name that is
 * the same in every run. Among 100,000 chains two agree with a probability of one in three thousand million.
 */
function chainHash(text: string): string {
  let high = 0x9e3779b9;
  let low = 0x7f4a7c15;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = rotate(Math.imul(high ^ code, 0x85ebca6b), 13) + low;
    low = rotate(Math.imul(low ^ code, 0xc2b2ae35), 16) ^ high;
  }
  return hexadecimal(high) + hexadecimal(Math.imul(low ^ (low >>> 15), 0x27d4eb2f));
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function hexadecimal(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
