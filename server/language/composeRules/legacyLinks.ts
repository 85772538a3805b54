import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf } from './ruleServices';
import { itemsAt } from '../compose/project/readNodes';

export interface LegacyLinksFact extends ComposeRuleFact {
  readonly key: 'links' | 'volumes_from';
}

/** Keys of the time before networks and named volumes. */
export const legacyLinks: ComposeRule<LegacyLinksFact> = {
  id: 'legacy-links',
  severity: 'information',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap(({ node }) =>
      (['links', 'volumes_from'] as const).flatMap((key): LegacyLinksFact[] => {
        const entry = node.entries.get(key);
        return entry && itemsAt(node, key).length > 0 ? [{ place: entry.keyPlace, key }] : [];
      }),
    ),
  message: ({ key }) =>
    key === 'links'
      ? 'Services of one network reach each other by their names without `links`. It still adds a second name and an order of starting: write `aliases` and `depends_on` for these.'
      : '`volumes_from` takes every mount of another container, whatever it is. Name the volumes that both use under `volumes`.',
};
