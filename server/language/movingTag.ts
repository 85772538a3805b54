import { parseImageReference } from './imageReference';

/** Why an image's name does not say which version it is. */
export type MovingTag = 'none' | 'latest';

/** Without a tag Docker takes `latest`, which its owner moves with each release. Undefined for a version, a digest, or no valid name. */
export function movingTag(image: string): MovingTag | undefined {
  const reference = parseImageReference(image);
  if (!reference || reference.digest !== undefined) return undefined;
  if (reference.tag === undefined) return 'none';
  return reference.tag === 'latest' ? 'latest' : undefined;
}

/** That it moves, as the start of a sentence. */
export function describeMovingTag(image: string, tag: MovingTag): string {
  return `\`${image}\` ${tag === 'latest' ? 'moves with each release' : 'has no tag, which means `latest`, and that moves with each release'}`;
}
