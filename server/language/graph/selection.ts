import { containerId, imageId } from '../../protocol/graphNodeIds';
import { count as counted } from '../wording';
import { buildGraph } from './buildGraph';
import type { ContainerFacts, DaemonFacts, ImageFacts } from './daemonFacts';

/** What one picture holds. Mermaid needs 0.4 s for 60 nodes and a second for 100, and nobody reads more at once. */
export const pictureBounds = { nodes: 44, containersOfAnImage: 12 } as const;

export interface Selection {
  readonly facts: DaemonFacts;
  /** What is not in the picture, in words. */
  readonly leftOut?: string;
}

/**
 * Chooses what a picture shows: with a focus its image and those that share most layers with it; otherwise images in
 * use, then tagged ones, then the rest; newest first. As many as fit.
 */
export function selectForPicture(facts: DaemonFacts, focus?: string): Selection {
  const containers = limitContainers(facts.containers, focus);
  const images = sortedByInterest(facts, focus);
  const orphans = containers.filter(({ imageId: id }) => !facts.images.some((image) => image.id === id));
  const first = (count: number): DaemonFacts => {
    const shown = new Set(images.slice(0, count).map(({ id }) => id));
    const own = containers.filter((container) => shown.has(container.imageId));
    return { ...facts, images: images.slice(0, count), containers: [...own, ...orphans.slice(0, pictureBounds.containersOfAnImage)] };
  };
  // Histories do not change how many nodes there are, and reading them is most of the work.
  const size = (count: number): number => {
    const { images: chosen, ...rest } = first(count);
    return buildGraph({ ...rest, images: chosen.map((image) => ({ ...image, history: undefined })) }, 'daemon').nodes.length;
  };
  let fits = 0;
  for (let step = 2 ** Math.ceil(Math.log2(images.length + 1)); step >= 1; step /= 2) {
    const count = fits + step;
    if (count <= images.length && size(count) <= pictureBounds.nodes) {
      fits = count;
    }
  }
  const selected = first(fits);
  return { facts: selected, ...leftOutWords(facts, selected) };
}

/** Of many containers of one image, the running and the newest are shown. */
function limitContainers(containers: readonly ContainerFacts[], focus: string | undefined): ContainerFacts[] {
  const rank = (container: ContainerFacts): number => (containerId(container.id) === focus ? 0 : container.state === 'running' ? 1 : 2);
  const countByImage = new Map<string, number>();
  return [...containers]
    .sort((a, b) => rank(a) - rank(b) || b.created - a.created || (a.id < b.id ? -1 : 1))
    .filter(({ imageId: id }) => {
      const count = (countByImage.get(id) ?? 0) + 1;
      countByImage.set(id, count);
      return count <= pictureBounds.containersOfAnImage;
    });
}

function sortedByInterest(facts: DaemonFacts, focus: string | undefined): ImageFacts[] {
  const focused = focusedImage(facts, focus);
  const running = new Set(facts.containers.filter(({ state }) => state === 'running').map((container) => container.imageId));
  const used = new Set(facts.containers.map((container) => container.imageId));
  const rank = ({ id, tags }: ImageFacts): number => (running.has(id) ? 0 : used.has(id) ? 1 : tags.length > 0 ? 2 : 3);
  const shared = new Map(facts.images.map((image) => [image, focused === undefined ? 0 : sharedLayers(image, focused)]));
  const isFocused = (image: ImageFacts): number => (image === focused ? 0 : 1);
  return [...facts.images].sort(
    (a, b) =>
      isFocused(a) - isFocused(b) ||
      (shared.get(b) ?? 0) - (shared.get(a) ?? 0) ||
      rank(a) - rank(b) ||
      b.created - a.created ||
      (a.id < b.id ? -1 : 1),
  );
}

function focusedImage(facts: DaemonFacts, focus: string | undefined): ImageFacts | undefined {
  const container = facts.containers.find(({ id }) => containerId(id) === focus);
  return facts.images.find(({ id }) => id === container?.imageId || imageId(id) === focus);
}

function sharedLayers(one: ImageFacts, other: ImageFacts): number {
  const end = one.layers.findIndex((layer, index) => layer !== other.layers[index]);
  return end < 0 ? one.layers.length : end;
}

function leftOutWords(all: DaemonFacts, shown: DaemonFacts): { readonly leftOut?: string } {
  const images = all.images.length - shown.images.length;
  const containers = all.containers.length - shown.containers.length;
  if (images === 0 && containers === 0) {
    return {};
  }
  const parts = [...(images > 0 ? [counted(images, 'image')] : []), ...(containers > 0 ? [counted(containers, 'container')] : [])];
  return { leftOut: `${parts.join(' and ')} not in the picture; the list holds all.` };
}
