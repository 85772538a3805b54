import type { ModelService } from '../compose/project/consistency/projectServices';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { count, inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { namesAt, projectOf, scopeOf, servicesOf } from './composeModel';
import { declaredFacts, nameWords, usersWords } from './composeNameWords';
import { mostItems } from './composeServiceItems';

/** Services that one sentence names, and how many of them with all their names: a sentence of five lines is read by nobody. */
const mostReached = 6;
const mostWithAliases = 3;

/** Keys of the networks a service is on; `default` where it names none. Empty with `network_mode`. */
export function networksOf({ node }: Pick<ModelService, 'node'>): readonly string[] {
  if (nodeAt(node, 'network_mode')) return [];
  const names = namesAt(node, 'networks');
  return names.length > 0 ? names : ['default'];
}

/** By which names others on a network find a service: its own first, then aliases and its container's name. */
export function namesOnNetwork({ name, node }: ModelService, network: string): readonly string[] {
  const container = certainTextAt(node, 'container_name');
  return [...new Set([name, ...namesAt(node, 'networks', network, 'aliases'), ...(container === undefined ? [] : [container])])];
}

/** At a service's `networks`: whom it can reach by which name, and by which names it is reached. */
export function serviceNetworkFacts(context: ComposeHoverContext): string[] {
  const { service, place } = context;
  const services = servicesOf(context);
  const own = services.find(({ name }) => name === service?.name);
  if (!own) return [];
  const at = place.path[3];
  const one = typeof at === 'number' ? (place.value.kind === 'scalar' ? context.text(place.value) : undefined) : at;
  return networksOf(own).filter((network) => one === undefined || network === one).slice(0, mostItems).flatMap((network) => {
    const others = services.filter((other) => other.name !== own.name && networksOf(other).includes(network));
    const reached = `Others on ${inlineCode(network)} reach it as ${joinWords(codes(namesOnNetwork(own, network)), 3)}`;
    if (others.length === 0) return [`${reached}; no other service of this ${scopeOf(context)} is on it.`, ...address(own, network)];
    return [`${reached}; it reaches ${joinWords(others.map((other) => reachedName(other, network, others.length <= mostWithAliases)), mostReached)} by name.`, ...address(own, network)];
  });
}

function codes(names: readonly string[]): string[] {
  return names.map((name) => inlineCode(name, 40));
}

/** `db` or `db` (also `database`). */
function reachedName(service: ModelService, network: string, withAliases: boolean): string {
  const [name, ...more] = namesOnNetwork(service, network);
  return `${inlineCode(name!, 40)}${withAliases && more.length > 0 ? ` (also ${joinWords(codes(more), 2)})` : ''}`;
}

function address({ node }: ModelService, network: string): string[] {
  const written = scalarAt(node, 'networks', network, 'ipv4_address') ?? scalarAt(node, 'networks', network, 'ipv6_address');
  return written && !written.isUncertain ? [`Its address there is always ${inlineCode(scalarText(written))}.`] : [];
}

/** At a top-level network: who is on it, and what it is called on the daemon. */
export function networkFacts(context: ComposeHoverContext): string[] {
  const name = context.place.path[1];
  if (typeof name !== 'string') return declaredFacts(context);
  const network = nodeAt(projectOf(context).model, 'networks', name);
  const users = servicesOf(context).filter((service) => networksOf(service).includes(name)).map((service) => service.name);
  const internal = scalarAt(network, 'internal')?.value === true;
  return [...subnetFacts(context), usersWords(context, users), ...nameWords(context, name, 'networks'), ...(internal ? ['Internal: no way out to other networks.'] : [])];
}

/** At a range of addresses: how many containers fit. */
function subnetFacts(context: ComposeHoverContext): string[] {
  const { place } = context;
  if (!['subnet', 'ip_range'].includes(String(place.path.at(-1)))) return [];
  const [, bits] = /^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(context.text(place.value) ?? '') ?? [];
  if (bits === undefined || Number(bits) > 30 || Number(bits) < 1) return [];
  return [`Room for ${count(2 ** (32 - Number(bits)) - 3, 'container')}: without the network's own address, the broadcast and the gateway.`];
}
