import { resolvedBases } from '../dockerfile/resolvedBases';
import { describeMovingTag, movingTag, type MovingTag } from '../movingTag';
import type { Rule, RuleFact } from './rule';

interface MovingBaseImageFact extends RuleFact {
  readonly image: string;
  readonly tag: MovingTag;
}

/**
 * FROM of an image without a tag or with `latest`, which its owner moves with each release. Whether that hurts, only the
 * reader knows: nothing here tells when it moved last, so the rule is off until somebody asks for it.
 */
export const movingBaseImage: Rule<MovingBaseImageFact> = {
  id: 'moving-base-image',
  severity: 'information',
  alsoKnownAs: ['DL3006', 'DL3007'],
  isOffByDefault: true,
  check: ({ dockerfile, facts: { build } }) => dockerfile.stages.flatMap(({ from, index }) => {
    const { image, stage } = resolvedBases(dockerfile, build)[index]!;
    return stage || image === undefined || !from.image ? [] : movingFact(image, from.image.span);
  }),
  message: ({ image, tag }) => `${describeMovingTag(image, tag)}: the same file builds another image then, and every step runs again. Name a version.`,
};

function movingFact(image: string, span: MovingBaseImageFact['span']): MovingBaseImageFact[] {
  const tag = image === 'scratch' ? undefined : movingTag(image);
  return tag ? [{ span, image, tag }] : [];
}
