import { formatBytes } from '../../../protocol/formatBytes';
import type { DiskRow } from '../../../protocol/graphDetails';
import { imageId } from '../../../protocol/graphNodeIds';
import { count } from '../../wording';
import type { DaemonDiskFacts, DaemonFacts, ImageFacts } from '../daemonFacts';
import { sharedLayers, type LayerForest } from '../layerTree';
import { shortId } from '../nodeWords';
import { freedLayers } from './freedLayers';
import { HeldByBuildCache } from './heldByBuildCache';

/** A row for each image: what it shares, what `docker rmi` with its name frees, and why that may be less than its own. */
export function imageRows(facts: DaemonFacts, forest: LayerForest, df: DaemonDiskFacts, labels: ReadonlyMap<string, string>): DiskRow[] {
  const cache = new HeldByBuildCache(df.buildCache ?? []);
  const sharedByDaemon = new Map(df.images?.map(({ id, sharedBytes }) => [id, sharedBytes]));
  const areAllKnown = (facts.incomplete ?? []).length === 0;
  const isExact = countsLayersOnly(facts.images, forest);
  const containers = new Map<string, number>();
  facts.containers.forEach(({ imageId: id }) => containers.set(id, (containers.get(id) ?? 0) + 1));
  return facts.images.map((image) => {
    const known = sharedLayers(image, forest);
    const counted = sharedByDaemon.get(image.id);
    const sharedBytes = known?.sharedBytes ?? counted ?? 0;
    const words = { node: imageId(image.id), kind: 'image', label: labels.get(imageId(image.id)) ?? shortId(image.id), bytes: image.bytes, sharedBytes } as const;
    const freed = freedByRemoving(image, containers.get(image.id) ?? 0, forest, cache, isExact ? counted : undefined);
    return { ...words, ...(areAllKnown ? freed : notKnown) };
  });
}

const notKnown = { freedBytes: 0, heldBy: 'not all images and containers are known' } as const;

/** False with the containerd image store, which counts the compressed layers in an image's size, but not in what it shares. */
export function countsLayersOnly(images: readonly ImageFacts[], forest: LayerForest): boolean {
  return images.every((image) => {
    const known = sharedLayers(image, forest);
    return known === undefined || known.ownBytes + known.sharedBytes === image.bytes;
  });
}

/** @param counted the shared bytes as the daemon counts them; undefined where the rest of the image's bytes are not its own layers */
function freedByRemoving(
  image: ImageFacts,
  containers: number,
  forest: LayerForest,
  cache: HeldByBuildCache,
  counted: number | undefined,
): Pick<DiskRow, 'freedBytes' | 'heldBy'> {
  if (containers > 0) {
    return { freedBytes: 0, heldBy: `${count(containers, 'container')} ${containers === 1 ? 'uses' : 'use'} it` };
  }
  if (image.tags.length > 1) {
    return { freedBytes: 0, heldBy: `it has ${image.tags.length} tags: removing one leaves the others` };
  }
  const freed = freedLayers([image], forest, cache);
  if (freed === undefined) {
    return { freedBytes: counted === undefined ? 0 : Math.max(0, image.bytes - counted), heldBy: 'the sizes of its layers are not known' };
  }
  if (freed.inBuildCache > 0) {
    return { freedBytes: freed.bytes, heldBy: `the build cache holds ${formatBytes(freed.inBuildCache)} of it` };
  }
  const others = Math.max(0, (forest.topByImage.get(image.id)?.needed ?? 1) - 1);
  return { freedBytes: freed.bytes, heldBy: freed.bytes === 0 && others > 0 ? `${count(others, 'other image')} ${others === 1 ? 'needs' : 'need'} all of its layers` : '' };
}
