import { describeMovingTag, movingTag, type MovingTag } from '../movingTag';
import { nodeAt, scalarAt } from '../compose/project/readNodes';
import { scalarText } from '../compose/project/nodeEdits';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf } from './ruleServices';

export interface UnpinnedImageFact extends ComposeRuleFact {
  readonly image: string;
  readonly tag: MovingTag;
}

/** An image of a registry without a tag or with `latest`. What the project builds itself is not pulled. */
export const unpinnedImage: ComposeRule<UnpinnedImageFact> = {
  id: 'unpinned-image',
  severity: 'hint',
  alsoKnownAs: ['service-image-require-explicit-tag'],
  check({ project }) {
    const services = servicesOf(project);
    const built = new Set(services.filter(({ node }) => nodeAt(node, 'build')).map(({ node }) => String(scalarAt(node, 'image')?.value)));
    return services.flatMap(({ node }): UnpinnedImageFact[] => {
      const written = scalarAt(node, 'image');
      // Compose rejects a number or a truth value, and that is said already.
      if (typeof written?.value !== 'string' || written.isUncertain || built.has(scalarText(written))) return [];
      const tag = movingTag(scalarText(written));
      return tag ? [{ place: written.place, image: scalarText(written), tag }] : [];
    });
  },
  message: ({ image, tag }) => `${describeMovingTag(image, tag)}: two machines may run different programs. Name a version.`,
};
