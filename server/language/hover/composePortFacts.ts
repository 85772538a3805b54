import type { ComposeValue } from '../compose/composeFile';
import { asList, asMapping, asText, valueOf } from '../compose/composeValues';
import { isEveryAddress, isLoopback } from '../compose/hostAddress';
import { portMapping, type PortFault, type PortMapping, type PortRange } from '../compose/portMapping';
import type { ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { portPublishing } from '../compose/project/portPublishing';
import { scalarAt } from '../compose/project/readNodes';
import { keyValues } from '../compose/readServices';
import { inlineCode, joinWords } from '../wording';
import { code, unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { namesAt, projectOf, serviceNode } from './composeModel';
import { portSummary, readPort } from './composePortSummary';
import { serviceEntry, serviceItems } from './composeServiceItems';

const faults: Readonly<Record<PortFault, string>> = {
  address: 'the part before the host port is not an IP address (IPv6 needs brackets)',
  'container-port': 'the container port is not a number from 1 to 65535 or a range of them',
  'host-port': 'the host port is not a number from 0 to 65535 or a range of them',
  ranges: 'the two ranges do not have the same number of ports',
  protocol: 'the protocol is not tcp, udp or sctp',
};

/** The mapping at hand, or all of the service's at the key. */
export function portFacts(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  const unpublished = node && unpublishedPorts(context, node);
  if (unpublished !== undefined) return [unpublished];
  const items = serviceItems(context, 'ports');
  // At the key itself the whole comes first; each entry says more about itself.
  const summary = items.length > 2 ? portSummary(context, asList(serviceEntry(context, 'ports')?.value) ?? []) : undefined;
  return [...(summary === undefined ? [] : [summary]), ...items.flatMap((value) => describePort(context, value))];
}

/** Why what a service's `ports` ask for is not published; undefined where it is, and where that is not certain. */
export function unpublishedPorts(context: ComposeHoverContext, service: ComposeNode): string | undefined {
  const publishing = portPublishing(service, projectOf(context).model);
  if (publishing === 'no-network') return 'No port is published: with this `network_mode` the container has no network of its own.';
  if (publishing !== 'internal') return undefined;
  const names = namesAt(service, 'networks').map((name) => inlineCode(name, 40));
  const networks = joinWords(names.length > 0 ? names : ['`default`'], 3);
  return `No port is published: ${networks} ${names.length > 1 ? 'are internal networks' : 'is an internal network'}, and Docker ignores \`ports\` of a service that has no other. Put it on one more network.`;
}

/** One sentence about one entry of `ports`, with its variables filled in. */
export function describePort(context: ComposeHoverContext, value: ComposeValue): string[] {
  const text = asText(value)?.text;
  const mapping = readPort(context, value);
  if (mapping === undefined) return [];
  if (typeof mapping !== 'string') return [`${inlineCode(portName(context, value))}: ${portWords(mapping, context.service?.name)}`];
  const unknown = text === undefined ? [] : unknownVariables(context.fillIn(text));
  if (unknown.length > 0) return [`${inlineCode(text ?? '')}: which ports depends on ${joinWords(unknown.map((name) => inlineCode(name)))}, not known here.`];
  if (text === undefined && !asText(valueOf(value, 'target'))) return [];
  return [`Compose rejects ${text === undefined ? 'this mapping' : code(context.fillIn(text))}: ${faults[mapping]}.`];
}

/** The same of an entry in its long form, as the whole project has it; nothing where a variable from outside decides. */
export function describePortNode(node: ComposeNode, service: string): string[] {
  const text = (key: string): string => {
    const scalar = scalarAt(node, key);
    return scalar ? scalarText(scalar) : '';
  };
  if (['host_ip', 'published', 'target', 'protocol'].some((key) => scalarAt(node, key)?.isUncertain)) return [];
  const mapping = portMapping(text('host_ip'), text('published'), text('target'), text('protocol'));
  if (typeof mapping === 'string') return [];
  const written = [text('host_ip'), text('published'), text('target')].filter((part) => part !== '').join(':');
  return [`${inlineCode(written)}: ${portWords(mapping, service)}`];
}

function portName(context: ComposeHoverContext, value: ComposeValue): string {
  if (!asMapping(value)) return context.text(value) ?? '';
  const published = context.text(valueOf(value, 'published'));
  return `${published === undefined ? '' : `${published}:`}${context.text(valueOf(value, 'target')) ?? ''}`;
}

function portWords({ hostAddress, host, container, protocol }: PortMapping, service = 'SERVICE'): string {
  const inside = `${rangeWords(container)} of the container, ${protocol.toUpperCase()}`;
  const address = isEveryAddress(hostAddress) ? undefined : hostAddress;
  if (!host) {
    const show = container.start === container.end ? ` \`docker compose port ${service} ${container.start}\` shows it.` : '';
    return `a free port of the host, picked anew by Docker${address ? `, on ${inlineCode(address)}` : ''} → ${inside}.${show}`;
  }
  const free = host.end !== host.start && container.end === container.start;
  const hostPorts = free ? `one free port of ${host.start}–${host.end}` : rangeWords(host);
  const oneToOne = !free && host.end !== host.start ? ', one to one' : '';
  return `${hostPorts} of ${reachWords(hostAddress, host.end !== host.start && !free)} → ${inside}${oneToOne}.${exampleWords(hostAddress, host, protocol)}`;
}

function reachWords(address: string | undefined, several: boolean): string {
  const them = several ? 'them' : 'it';
  if (address === undefined) return `every address of the host, so other machines can reach ${them} too`;
  if (address === '0.0.0.0') return `every IPv4 address of the host, so other machines can reach ${them} too`;
  if (address === '::') return `every IPv6 address of the host, so other machines can reach ${them} too`;
  if (isLoopback(address)) return `the host alone (${inlineCode(address)}), so other machines cannot reach ${them}`;
  return `the host's address ${inlineCode(address)}`;
}

/** Where a browser or client on the host would go. */
function exampleWords(address: string | undefined, host: PortRange, protocol: string): string {
  if (host.start !== host.end || protocol !== 'tcp') return '';
  const name = address === undefined || address === '0.0.0.0' || address === '127.0.0.1' ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return ` From the host: \`${name}:${host.start}\`.`;
}

function rangeWords({ start, end }: PortRange): string {
  return start === end ? `port ${start}` : `ports ${start}–${end}`;
}

/** `name:address` pairs, each as the line that lands in `/etc/hosts`. */
export function extraHostFacts(context: ComposeHoverContext): string[] {
  const value = context.service?.entries.find(({ key }) => key === 'extra_hosts')?.value;
  const pairs = asList(value)
    ? asList(value)!.slice(0, 10).map((item) => /^([^:=]+)[:=](.*)$/.exec(context.text(item) ?? '')?.slice(1))
    : keyValues(value).map(({ name, value: address }) => [name, address ?? '']);
  return pairs.flatMap((pair) => {
    if (!pair) return [];
    const target = pair[1] === 'host-gateway' ? 'the host, as the container sees it (`host-gateway`)' : inlineCode(pair[1]!);
    return [`${inlineCode(pair[0]!)} leads to ${target}.`];
  });
}
