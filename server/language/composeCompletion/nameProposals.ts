import { asList, asText } from '../compose/composeValues';
import { parseCompose } from '../compose/parseCompose';
import { entriesAt, itemsAt, nodeAt } from '../compose/project/readNodes';
import { scalarText } from '../compose/project/nodeEdits';
import { argumentNames } from './buildProposals';
import type { NamedSection } from './composeNames';
import { extendedServices } from './extendedServices';
import { textIdOf, type ComposeProposal } from './keyProposals';
import type { ProposalContext } from './proposalContext';

/** Places that name an entry of a section, by the schema's path. */
const namedAt: ReadonlyMap<string, NamedSection> = new Map<string, NamedSection>([
  ['services.*.depends_on[]', 'services'], ['services.*.links[]', 'services'], ['services.*.volumes_from[]', 'services'],
  ['services.*.extends', 'services'], ['services.*.extends.service', 'services'],
  ['services.*.networks[]', 'networks'], ['services.*.volumes[].source', 'volumes'],
  ['services.*.secrets[]', 'secrets'], ['services.*.secrets[].source', 'secrets'], ['services.*.build.secrets[]', 'secrets'], ['services.*.build.secrets[].source', 'secrets'],
  ['services.*.configs[]', 'configs'], ['services.*.configs[].source', 'configs'], ['services.*.models[]', 'models'],
]);

/** Mappings whose keys name an entry of a section. */
const keyedBy: ReadonlyMap<string, NamedSection> = new Map<string, NamedSection>([
  ['services.*.depends_on', 'services'], ['services.*.networks', 'networks'], ['services.*.models', 'models'],
]);

const details: Readonly<Record<NamedSection, string>> = { services: 'service', networks: 'network', volumes: 'volume', secrets: 'secret', configs: 'config', models: 'model' };

/** Every service of a project has the network `default`, whether it is written or not. */
const impliedNetwork = 'default';

/** Values that name a service, a network and so on; another service's network or process space too. */
export function nameValueProposals(context: ProposalContext): ComposeProposal[] {
  const { schema, place } = context;
  const { path } = schema;
  if (path === 'services.*.volumes[]') return place.typed.includes(':') ? [] : others(context, 'volumes').map((proposal) => ({ ...proposal, insert: `${proposal.label}:` }));
  if (['services.*.network_mode', 'services.*.ipc', 'services.*.pid'].includes(path)) {
    return others(context, 'services').map((proposal) => ({ ...proposal, label: `service:${proposal.label}` }));
  }
  if (path === 'services.*.profiles[]') return profileProposals(context);
  const section = namedAt.get(path);
  if (!section) return [];
  const extended = path === 'services.*.extends.service' ? extendedServices(context) : undefined;
  return extended?.map((label) => ({ label, kind: 'stage', detail: details.services, isName: true })) ?? others(context, section);
}

/** Keys that name something: a service of `depends_on`, an ARG of `args`, a volume that services use and nobody declares. */
export function nameKeyProposals(context: ProposalContext): ComposeProposal[] {
  const { schema, slot, style } = context;
  const textId = textIdOf(slot.path);
  const explained = textId === undefined ? {} : { textId };
  if (schema.path === 'services.*.build.args') return argumentNames(context).filter(({ name }) => !slot.present.includes(name)).map(({ name, detail }) => ({ label: name, insert: `${name}: `, kind: 'name', detail, ...explained }));
  const section = keyedBy.get(schema.path);
  if (section) {
    return others(context, section).map((proposal) => ({ ...proposal, insert: section === 'services' ? style.nested(proposal.label, 'condition') : `${proposal.label}:`, continues: section === 'services' }));
  }
  const declared = declaredSections.find((candidate) => candidate === schema.path);
  if (!declared) return [];
  return undeclared(context, declared).filter((name) => !slot.present.includes(name)).map((label) => ({ label, insert: `${label}:`, kind: 'name', detail: 'used by a service, not declared', ...explained }));
}

const declaredSections = ['volumes', 'networks', 'secrets', 'configs'] as const;

function others(context: ProposalContext, section: NamedSection): ComposeProposal[] {
  const { slot, names } = context;
  const own = section === 'services' ? slot.path[1] : undefined;
  const all = section === 'networks' ? [...new Set([...names(section), impliedNetwork])] : names(section);
  const taken = new Set(slot.present.map((item) => nameOfItem(item)));
  const textId = textIdOf(slot.path);
  return all
    .filter((name) => name !== own && !taken.has(name))
    .map((label) => ({ label, kind: section === 'services' ? 'stage' : 'name', detail: details[section], isName: true, ...(textId === undefined ? {} : { textId }) }));
}

/** `data:/var` names `data`. */
function nameOfItem(item: string): string {
  return /^["']?([^:"']*)/.exec(item)![1]!.trim();
}

function profileProposals({ facts, slot, text, place }: ProposalContext): ComposeProposal[] {
  // A file that is half written has no model.
  const written = parseCompose(text).services.flatMap(({ entries }) => (asList(entries.find(({ key }) => key === 'profiles')?.value) ?? []).flatMap((item) => asText(item)?.text ?? []));
  const used = entriesAt(facts.project?.model, 'services').flatMap(({ value }) => itemsAt(value, 'profiles').flatMap((item) => (item.kind === 'scalar' ? [scalarText(item)] : [])));
  return [...new Set([...written, ...used])].filter((name) => name !== '' && name !== place.typed && !slot.present.includes(name)).map((label): ComposeProposal => ({ label, kind: 'value', detail: 'profile', isName: true, textId: 'compose/services.profiles' }));
}

/** What services name and the section does not have. */
function undeclared({ facts, names }: ProposalContext, section: (typeof declaredSections)[number]): readonly string[] {
  const declared = new Set(names(section));
  const used = entriesAt(facts.project?.model, 'services').flatMap(({ value }) => {
    if (section === 'networks') return entriesAt(value, 'networks').map(({ key }) => key);
    return itemsAt(value, section).flatMap((item) => {
      const source = nodeAt(item, 'source');
      const isNamed = section !== 'volumes' || (nodeAt(item, 'type') as { value?: unknown } | undefined)?.value === 'volume';
      return isNamed && source?.kind === 'scalar' && !source.isUncertain ? [scalarText(source)] : [];
    });
  });
  return [...new Set(used)].filter((name) => name !== '' && name !== impliedNetwork && !declared.has(name));
}
