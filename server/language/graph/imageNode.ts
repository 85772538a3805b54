import type { ImageNode } from '../../protocol/graph';
import { imageId } from '../../protocol/graphNodeIds';
import { formatBytes } from '../../protocol/formatBytes';
import { count } from '../wording';
import { imageCues, withCues } from './cues';
import type { ImageFacts } from './daemonFacts';
import type { SharedLayers } from './layerTree';
import { daemonText, nodeLabel, nodeNote, shortId } from './nodeWords';

/** `containers`: how many were made from it. `shared`: undefined where the size of a layer is not known. */
export function imageNode(image: ImageFacts, containers: number, shared: SharedLayers | undefined): ImageNode {
  const tags = image.tags.map(daemonText).sort();
  return {
    kind: 'image',
    id: imageId(image.id),
    label: imageLabel(image, tags),
    note: nodeNote(formatBytes(image.bytes), tags.length > 1 ? `and ${count(tags.length - 1, 'more tag')}` : undefined),
    tags,
    digests: (image.digests ?? []).map(daemonText).sort(),
    bytes: image.bytes,
    ...(shared && { ownBytes: shared.ownBytes, sharedBytes: shared.sharedBytes }),
    layers: image.layers.length,
    containers,
    created: image.created,
    ...withCues(imageCues(image, containers)),
  };
}

/** The first tag; without one `NAME@sha256:1234…` as it was pulled, or `untagged` and the short id. */
function imageLabel({ id, digests = [] }: ImageFacts, tags: readonly string[]): string {
  const digest = [...digests].sort()[0]?.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
  return nodeLabel(tags[0] ?? digest ?? `untagged ${shortId(id)}`, shortId(id));
}
