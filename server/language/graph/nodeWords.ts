import type { ContainerNode, ImageNode, LayerNode } from '../../protocol/graph';
import { formatBytes } from '../../protocol/formatBytes';

/** The words for a node, the same in the picture, in the outline and in the terminal. */

/** `web:1.5`, or for an image without a tag its short id. */
export function imageName({ tags, id }: ImageNode): string {
  return tags[0] ?? `untagged ${shortId(id)}`;
}

/** `2 layers, 139 MB` */
export function layerSize({ layers, bytes }: LayerNode): string {
  return bytes === undefined ? plural(layers, 'layer') : `${plural(layers, 'layer')}, ${formatBytes(bytes)}`;
}

/** The step that takes most of the space, the first of equals. */
export function largestStep({ steps }: LayerNode): string | undefined {
  return steps?.reduce((largest, step) => (step.bytes > largest.bytes ? step : largest), steps[0]!)?.instruction;
}

/**
 * The state without its age, so that it changes only when the container does: `running, healthy`, `exited with code 1`.
 * The daemon tells exit code and health only inside its sentence, such as `Exited (1) 2 hours ago`.
 */
export function containerState({ state, status }: ContainerNode): string {
  const code = /^Exited \((-?\d+)\)/.exec(status)?.[1];
  const health = /\((healthy|unhealthy|health: starting)\)/.exec(status)?.[1];
  const word = state || 'state unknown';
  if (state === 'exited' && code !== undefined) {
    return `${word} with code ${code}`;
  }
  return health === undefined ? word : `${word}, ${health}`;
}

/** `1 image`, `3 images` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Twelve digits, as the Docker command line shows them. */
export function shortId(id: string): string {
  return id.replace(/^(?:image:|container:)?(?:sha256:)?/, '').slice(0, 12);
}
