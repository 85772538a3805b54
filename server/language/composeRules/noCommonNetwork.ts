import type { ComposeProject } from '../compose/project/composeProject';
import { entriesAt, nodeAt } from '../compose/project/readNodes';
import type { Fix } from '../rules/rule';
import { joinWords } from '../wording';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { lineAfter } from './lineEdits';
import { namedAddresses, type NamedAddress } from './namedAddresses';
import { isComplete, placeInside, servicesOf, type RuleService } from './ruleServices';
import { networksOf, otherNamesOf, ownHostNames, type ServiceNetworks } from './serviceNetworks';

export interface NoCommonNetworkFact extends ComposeRuleFact {
  readonly service: string;
  readonly other: string;
  readonly kind: ServiceNetworks['kind'];
  readonly otherKind: ServiceNetworks['kind'];
  readonly otherNetworks: readonly string[];
  readonly fix: Fix | undefined;
}

/** A service is told to use another one by its name, and no network that knows names has both: the name is unknown there. */
export const noCommonNetwork: ComposeRule<NoCommonNetworkFact> = {
  id: 'no-common-network',
  severity: 'warning',
  alsoKnownAs: [],
  check({ project }) {
    if (!isComplete(project)) return [];
    const services = servicesOf(project);
    const byName = new Map(services.map((service) => [service.name, service]));
    const networks = new Map(services.map((service) => [service.name, networksOf(service, project)]));
    const namedBy = servicesByOtherName(services);
    return services.flatMap((service): NoCommonNetworkFact[] => {
      const own = networks.get(service.name)!;
      if (own.kind === 'other' || own.isShared) return [];
      const known = ownHostNames(service);
      const seen = new Set<string>();
      return namedAddresses(service).flatMap((address): NoCommonNetworkFact[] => {
        const other = byName.get(address.host);
        if (!other || other === service || seen.has(other.name) || known.has(other.name) || isNameOfAnother(other, namedBy)) return [];
        const others = networks.get(other.name)!;
        if (others.kind === 'other' || [...others.names].some((name) => own.names.has(name))) return [];
        // On the host's network both are at its `localhost`.
        if (own.kind === 'host' && others.kind === 'host') return [];
        seen.add(other.name);
        return [factOf(project, service, other, own, others, address)];
      });
    });
  },
  message: (fact) => `${whyWords(fact)} ${adviceWords(fact)}`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function whyWords({ service, other, kind, otherKind, otherNetworks }: NoCommonNetworkFact): string {
  const shown = joinWords(otherNetworks.map((name) => `\`${name}\``), 3);
  if (kind === 'none') return `\`${service}\` has no network (\`network_mode: none\`), so it reaches no other service.`;
  if (otherKind === 'none') return `\`${other}\` has no network (\`network_mode: none\`), so \`${service}\` does not reach it.`;
  if (kind === 'host') return `\`${service}\` is on the host's network, where the name \`${other}\` means nothing${otherKind === 'networks' ? `: only containers on ${shown} know it` : ''}.`;
  if (otherKind === 'host') return `\`${other}\` is on the host's network, so \`${service}\` does not find that name.`;
  if (kind === 'bridge') return `\`${service}\` is on the Engine's own bridge (\`network_mode: bridge\`), where no names of services are known.`;
  if (otherKind === 'bridge') return `\`${other}\` is on the Engine's own bridge (\`network_mode: bridge\`), so \`${service}\` does not find that name.`;
  return `\`${service}\` is on no network of \`${other}\` (${shown}), so it does not find that name.`;
}

function adviceWords({ service, other, kind, otherKind }: NoCommonNetworkFact): string {
  if (kind === 'host' && otherKind === 'networks') return `Use a published port of \`${other}\` at \`localhost\`, or take \`network_mode\` away.`;
  if (kind === 'host' && otherKind === 'bridge') return `Use a published port of \`${other}\` at \`localhost\`.`;
  if (otherKind === 'host' && kind !== 'none') return `Use an address of the host in \`${service}\`, or put both on one network without \`network_mode\`.`;
  return kind === 'networks' && otherKind === 'networks' ? 'Put both on one network.' : 'Put both on one network, without `network_mode`.';
}

/** Services by the further names that they have on their networks. */
function servicesByOtherName(services: readonly RuleService[]): ReadonlyMap<string, readonly RuleService[]> {
  const found = new Map<string, RuleService[]>();
  for (const service of services) {
    for (const name of otherNamesOf(service)) {
      const known = found.get(name);
      if (known) known.push(service);
      else found.set(name, [service]);
    }
  }
  return found;
}

/** Its own further names are known on its own networks only, as its name is. */
function isNameOfAnother(service: RuleService, namedBy: ReadonlyMap<string, readonly RuleService[]>): boolean {
  return (namedBy.get(service.name) ?? []).some((each) => each !== service);
}

function factOf(project: ComposeProject, service: RuleService, other: RuleService, own: ServiceNetworks, others: ServiceNetworks, address: NamedAddress): NoCommonNetworkFact {
  const place = placeInside(project, address.node.place, address.host) ?? address.node.place;
  return { place, service: service.name, other: other.name, kind: own.kind, otherKind: others.kind, otherNetworks: [...others.names], fix: joined(project, service, other, place.path) };
}

/** One more item in the service's own list of networks. */
function joined(project: ComposeProject, service: RuleService, other: RuleService, path: string): Fix | undefined {
  const last = entriesAt(service.node, 'networks').at(-1);
  const network = entriesAt(other.node, 'networks')[0]?.key ?? 'default';
  if (nodeAt(other.node, 'network_mode') || last?.keyPlace.path !== path || last.value.kind !== 'scalar') return undefined;
  const edit = lineAfter(project.texts.get(path) ?? '', last.keyPlace.span, (before) => (/^[ \t]*-[ \t]+$/.test(before) ? `${before}${network}` : undefined));
  return edit && { title: `Put ${service.name} on the network ${network}`, edits: [edit] };
}
