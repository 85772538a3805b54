import { resolvedBases } from '../dockerfile/resolvedBases';
import { inlineCode } from '../wording';
import type { Rule, RuleFact } from './rule';

interface MovingBaseImageFact extends RuleFact {
  readonly image: string;
  readonly hasTag: boolean;
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
  message: ({ image, hasTag }) =>
    `${inlineCode(image)} ${hasTag ? 'moves with each release' : 'has no tag, which means `latest`, and that moves with each release'}: the same file builds another image then, and every step runs again. Name a version.`,
};

function movingFact(image: string, span: MovingBaseImageFact['span']): MovingBaseImageFact[] {
  if (image === '' || image === 'scratch' || image.includes('@') || /[\s$]/.test(image)) return [];
  const tag = /:([\w][\w.-]*)$/.exec(image.slice(image.lastIndexOf('/') + 1))?.[1];
  return tag === undefined || tag === 'latest' ? [{ span, image, hasTag: tag !== undefined }] : [];
}

