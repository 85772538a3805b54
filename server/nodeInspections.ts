import type { DaemonFacts } from './language/graph/daemonFacts';
import type { ImageInspection } from './language/graph/details/inspection';
import type { ToldOnRequest } from './language/graph/details/surroundings';
import { containerId, imageId, volumeId } from './protocol/graphNodeIds';
import type { DaemonReader } from './world/docker/connect';
import { decodeContainerInspection, decodeEngineSecurity, decodeImageInspection, decodeVolumeInspection } from './world/docker/decodeInspection';

/**
 * Asks the daemon for what only one thing's details need. What it does not answer is missing: the rest is told.
 * @param node a node's id
 */
export async function inspectNode(reader: DaemonReader, node: string, facts: DaemonFacts): Promise<ToldOnRequest> {
  const container = facts.containers.find(({ id }) => containerId(id) === node);
  const image = container?.imageId || facts.images.find(({ id }) => imageId(id) === node)?.id;
  const volume = facts.volumes?.find(({ name }) => volumeId(name) === node);
  const [inspected, ofImage, engine, ofVolume] = await Promise.all([
    container && answer(reader.inspectContainer(container.id)).then(decodeContainerInspection),
    image ? inspectImage(reader, image) : undefined,
    container && answer(reader.info()).then(decodeEngineSecurity),
    volume && answer(reader.listVolumes()).then((all) => decodeVolumeInspection(all, volume.name)),
  ]);
  return { ...(inspected && { container: inspected }), ...(ofImage && { image: ofImage }), ...(engine && { engine }), ...(ofVolume && { volume: ofVolume }) };
}

export async function inspectImage(reader: DaemonReader, id: string): Promise<ImageInspection | undefined> {
  return decodeImageInspection(await answer(reader.inspectImage(id)), Date.now());
}

async function answer(call: Promise<unknown>): Promise<unknown> {
  return call.catch(() => undefined);
}
