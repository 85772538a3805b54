import type { ComposeProject } from '../compose/project/composeProject';
import type { ComposeMappingEntry } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { entriesAt, itemsAt, scalarAt } from '../compose/project/readNodes';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { removedEntry } from './removedEntry';
import { servicesOf, type RuleService } from './ruleServices';

export interface UnusedResourceFact extends ComposeRuleFact {
  readonly kind: string;
  readonly name: string;
  readonly fix: Fix | undefined;
}

/** Sections at the top, and how a service names what stands there. */
const sections: readonly { readonly section: string; readonly kind: string; readonly used: (service: RuleService) => readonly string[] }[] = [
  { section: 'networks', kind: 'network', used: ({ node }) => ['default', ...entriesAt(node, 'networks').map(({ key }) => key)] },
  { section: 'volumes', kind: 'volume', used: ({ node }) => itemsAt(node, 'volumes').flatMap((mount) => nameOf(scalarAt(mount, 'source'))) },
  { section: 'secrets', kind: 'secret', used: ({ node }) => [...itemsAt(node, 'secrets'), ...itemsAt(node, 'build', 'secrets')].flatMap((item) => nameOf(scalarAt(item, 'source'))) },
  { section: 'configs', kind: 'config', used: ({ node }) => itemsAt(node, 'configs').flatMap((item) => nameOf(scalarAt(item, 'source'))) },
];

/** What is declared and no service uses, profiles included. Compose creates none of it. Only where the whole project is known. */
export const unusedResource: ComposeRule<UnusedResourceFact> = {
  id: 'unused-resource',
  severity: 'information',
  alsoKnownAs: [],
  check: ({ project }) => (project.isWhole && servicesOf(project).length > 0 ? sections.flatMap((section) => unusedOf(project, section)) : []),
  message: ({ kind, name }) => `No service uses the ${kind} \`${name}\`, so Compose does not create it. Remove it, or give it to the service that needs it.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function unusedOf(project: ComposeProject, { section, kind, used }: (typeof sections)[number]): UnusedResourceFact[] {
  // A name that nothing declares may be a slip of this one.
  if (project.faults.some(({ code }) => code === `undefined-${kind}`)) return [];
  const names = new Set(servicesOf(project).flatMap((service) => used(service)));
  return entriesAt(project.model, section)
    .filter((entry) => !names.has(entry.key) && scalarAt(entry.value, 'external')?.value !== true && isOwn(project, entry))
    .map((entry) => {
      const { key, keyPlace } = entry;
      const edit = removedEntry(project.texts.get(keyPlace.path) ?? '', section, entry);
      return { place: keyPlace, kind, name: key, fix: edit && { title: `Remove the ${kind} ${key}`, edits: [edit] } };
    });
}

/** What an included file declares may be there for others. */
function isOwn({ paths }: ComposeProject, { keyPlace }: ComposeMappingEntry): boolean {
  return keyPlace.path === paths[0];
}

function nameOf(node: ReturnType<typeof scalarAt>): string[] {
  return node ? [scalarText(node)] : [];
}
