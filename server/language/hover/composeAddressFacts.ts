import { namedAddresses } from '../composeRules/namedAddresses';
import { inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { servicesOf } from './composeModel';
import { namesOnNetwork, networksOf } from './composeNetworkFacts';

const ownMachine = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/** At a variable that holds an address: which service it leads to, and over which network. */
export function addressFacts(context: ComposeHoverContext, variable: string): string[] {
  const services = servicesOf(context);
  const own = services.find(({ name }) => name === context.service?.name);
  if (!own) return [];
  const hosts = new Set(namedAddresses(own).filter((address) => address.variable === variable).map(({ host }) => host));
  return [...hosts].slice(0, 3).flatMap((host) => {
    if (ownMachine.test(host)) return networksOf(own).length === 0 ? [] : [`For the program in the container ${inlineCode(host)} is the container itself; for a browser it is the machine that it runs on.`];
    const others = services.filter((other) => other.name !== own.name && networksOf(other).some((network) => namesOnNetwork(other, network).includes(host)));
    const other = others.length === 1 ? others[0] : others.find(({ name }) => name === host);
    if (!other) return [];
    const common = networksOf(own).filter((network) => networksOf(other).includes(network) && namesOnNetwork(other, network).includes(host));
    const called = other.name === host ? 'a service' : `the service ${inlineCode(other.name)}`;
    return common.length === 0 ? [] : [`${inlineCode(host)} is ${called}, reached over ${joinWords(common.map((network) => inlineCode(network)), 3)}.`];
  });
}
