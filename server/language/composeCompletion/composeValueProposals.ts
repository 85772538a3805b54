import { entriesAt, certainTextAt } from '../compose/project/readNodes';
import { interpolate } from '../compose/interpolation';
import { maskSecrets } from '../maskSecrets';
import { valueProposals } from '../completion/proposal';
import { argumentNames, exposedPorts, targetProposals } from './buildProposals';
import { textIdOf, type ComposeProposal } from './keyProposals';
import { knownComposeValues } from './knownComposeValues';
import { nameValueProposals } from './nameProposals';
import { pathProposals } from './pathProposals';
import type { ProposalContext } from './proposalContext';

/** A machine may hold thousands of images, a project as many variables. */
const mostProposals = 500;

/** What can be written as a value. */
export function composeValueProposals(context: ProposalContext): ComposeProposal[] {
  const { schema, slot } = context;
  switch (schema.path) {
    case 'services.*.image':
      return imageProposals(context);
    case 'services.*.build.target':
      return targetProposals(context);
    case 'services.*.build.args[]':
      return argumentNames(context).filter(({ name }) => !slot.present.some((item) => item.startsWith(name))).map(({ name, detail }) => ({ label: name, insert: `${name}=`, kind: 'name', detail }));
    case 'services.*.ports[]':
      return portProposals(context);
    case 'services.*.expose[]':
    case 'services.*.ports[].target':
      return exposedPorts(context).filter((port) => !slot.present.includes(port)).map((port) => ({ label: port.split('/')[0]!, kind: 'value', detail: `EXPOSE ${port}` }));
    default:
      return [...nameValueProposals(context), ...(pathProposals(context)?.proposals ?? []), ...wordProposals(context)];
  }
}

/** Words that the schema, Compose or the Engine knows. */
function wordProposals({ schema, slot, place }: ProposalContext): ComposeProposal[] {
  const textId = textIdOf(slot.path);
  const bySchema = [...schema.values, ...(schema.types.includes('boolean') && schema.path.startsWith('services.*.') ? ['true', 'false'] : [])];
  const known = (knownComposeValues.get(schema.path) ?? []).filter((value) => !bySchema.includes(value));
  const ofSchema = valueProposals(bySchema, textId).map((proposal): ComposeProposal => ({ ...proposal, schemaPath: schema.path }));
  return [...valueProposals(known, textId), ...ofSchema]
    .filter(({ label }) => !slot.present.includes(label))
    // In quotes no second ones are written.
    .map((proposal) => (place.quote === undefined ? proposal : { ...proposal, label: proposal.label.replace(/^"(.*)"$/, '$1') }));
}

/** Images on this machine, and those that other services use. */
function imageProposals({ facts: { localImages = [], project }, place }: ProposalContext): ComposeProposal[] {
  if (place.typed.includes('$')) return [];
  const written = entriesAt(project?.model, 'services').flatMap(({ value }) => certainTextAt(value, 'image') ?? []);
  const local = localImages.slice(0, mostProposals).map((label): ComposeProposal => ({ label, kind: 'image', detail: 'on this machine', textId: 'compose/services.image' }));
  const known = new Set(local.map(({ label }) => label));
  const others = [...new Set(written)].filter((name) => name !== place.typed && !known.has(name)).slice(0, mostProposals);
  return [...local, ...others.map((label): ComposeProposal => ({ label, kind: 'image', detail: 'in this project', textId: 'compose/services.image' }))];
}

/** A mapping for each port that the service's Dockerfile exposes; quoted, as YAML readers take some unquoted ones for numbers. */
function portProposals(context: ProposalContext): ComposeProposal[] {
  const { place, slot } = context;
  return exposedPorts(context).flatMap((exposed): ComposeProposal[] => {
    const [port = '', protocol = 'tcp'] = exposed.toLowerCase().split('/');
    const mapping = `${port}:${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
    if (slot.present.some((item) => new RegExp(`(?:^|\\D)${port}\\D*$`).test(item))) return [];
    return [{ label: mapping, insert: place.quote === undefined ? `"${mapping}"` : mapping, kind: 'value', detail: `EXPOSE ${exposed}`, textId: 'compose/services.ports' }];
  });
}

/** The variables that the `.env` file sets, with their values, and those that the project uses; secrets are masked. */
export function variableProposals({ facts: { project }, text }: Pick<ProposalContext, 'facts' | 'text'>): ComposeProposal[] {
  const found = new Map<string, ComposeProposal>();
  for (const [label, { value, source }] of project?.variables ?? []) {
    found.set(label, { label, kind: 'variable', detail: `${maskSecrets(`${label}=${value.slice(0, 60)}`)} (${source})` });
  }
  for (const { name, value, from } of interpolate(text).uses) {
    if (!found.has(name) && from !== 'variable') found.set(name, { label: name, kind: 'variable', detail: value === undefined ? 'used in this file' : `used in this file, default ${maskSecrets(`${name}=${value.slice(0, 60)}`).slice(name.length + 1)}` });
    if (found.size >= mostProposals) break;
  }
  return [...found.values()];
}
