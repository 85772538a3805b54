import type { GraphIndex } from '../../../protocol/graphIndex';

/**
 * The images that need some of these layers: those that share most of them first, of equals those in use, then tagged ones,
 * then the newest.
 * @param layers ids of layers, each lying on the next
 */
export function imageKin(layers: readonly string[], index: GraphIndex): readonly string[] {
  const seen = new Set<string>();
  return layers.flatMap((layer) => imagesOn(layer, seen, index).sort((a, b) => compareImages(a, b, index)));
}

/** The image's layers down to the first of those given, its top first. */
export function layersAbove(image: string, layers: ReadonlySet<string>, index: GraphIndex): readonly string[] {
  const own = [...index.layersOf(image)].reverse();
  const end = own.findIndex((layer) => layers.has(layer));
  return end < 0 ? own : own.slice(0, end);
}

/** All images that need a layer, but for those on layers that were seen before. Walks with its own stack: chains are long. */
function imagesOn(layer: string, seen: Set<string>, index: GraphIndex): string[] {
  const images: string[] = [];
  const waiting = [layer];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!seen.has(next)) {
      seen.add(next);
      images.push(...index.to(next, 'top'));
      waiting.push(...index.to(next, 'on'));
    }
  }
  return images;
}

function compareImages(a: string, b: string, index: GraphIndex): number {
  const [one, other] = [index.nodeOfKind(a, 'image'), index.nodeOfKind(b, 'image')];
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  const isUsed = Number(other.containers > 0) - Number(one.containers > 0);
  const isTagged = Number(other.tags.length > 0) - Number(one.tags.length > 0);
  return isUsed || isTagged || other.created - one.created || (a < b ? -1 : 1);
}
