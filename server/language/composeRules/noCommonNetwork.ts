import type { ComposeProject } from '../compose/project/composeProject';
import { entriesAt } from '../compose/project/readNodes';
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
  readonly onHost: boolean;
  readonly otherNetworks: readonly string[];
  readonly fix: Fix | undefined;
}

/** A service is told to use another one by its name, and no network has both: the name is unknown there. */
export const noCommonNetwork: ComposeRule<NoCommonNetworkFact> = {
  id: 'no-common-network',
  severity: 'warning',
  alsoKnownAs: [],
  check({ project }) {
    if (!isComplete(project)) return [];
    const services = servicesOf(project);
    const byName = new Map(services.map((service) => [service.name, service]));
    const networks = new Map(services.map((service) => [service.name, networksOf(service, project)]));
    const aliases = new Set(services.flatMap(otherNamesOf));
    return services.flatMap((service): NoCommonNetworkFact[] => {
      const own = networks.get(service.name)!;
      if (own.kind === 'other' || own.isShared) return [];
      const known = ownHostNames(service);
      const seen = new Set<string>();
      return namedAddresses(service).flatMap((address): NoCommonNetworkFact[] => {
        const other = byName.get(address.host);
        if (!other || other === service || seen.has(other.name) || known.has(other.name) || aliases.has(other.name)) return [];
        const others = networks.get(other.name)!;
        if (others.kind !== 'networks' || [...others.names].some((name) => own.names.has(name))) return [];
        seen.add(other.name);
        return [factOf(project, service, other, own, others, address)];
      });
    });
  },
  message({ service, other, onHost, otherNetworks }) {
    const shown = joinWords(otherNetworks.map((name) => `\`${name}\``), 3);
    if (onHost) return `\`${service}\` is on the host's network, where the name \`${other}\` means nothing: only containers on ${shown} know it. Use a published port of \`${other}\` at \`localhost\`, or take \`network_mode\` away.`;
    return `\`${service}\` is on no network of \`${other}\` (${shown}), so it does not find that name. Put both on one network.`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function factOf(project: ComposeProject, service: RuleService, other: RuleService, own: ServiceNetworks, others: ServiceNetworks, address: NamedAddress): NoCommonNetworkFact {
  const place = placeInside(project, address.node.place, address.host) ?? address.node.place;
  return { place, service: service.name, other: other.name, onHost: own.kind === 'host', otherNetworks: [...others.names], fix: joined(project, service, other, place.path) };
}

/** One more item in the service's own list of networks. */
function joined(project: ComposeProject, service: RuleService, other: RuleService, path: string): Fix | undefined {
  const last = entriesAt(service.node, 'networks').at(-1);
  const network = entriesAt(other.node, 'networks')[0]?.key ?? 'default';
  if (last?.keyPlace.path !== path || last.value.kind !== 'scalar') return undefined;
  const edit = lineAfter(project.texts.get(path) ?? '', last.keyPlace.span, (before) => (/^[ \t]*-[ \t]+$/.test(before) ? `${before}${network}` : undefined));
  return edit && { title: `Put ${service.name} on the network ${network}`, edits: [edit] };
}
