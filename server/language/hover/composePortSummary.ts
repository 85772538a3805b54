import type { ComposeValue } from '../compose/composeFile';
import { asText } from '../compose/composeValues';
import { isEveryAddress, isLoopback } from '../compose/hostAddress';
import { parsePortMapping, readLongPort, type PortFault, type PortMapping, type PortRange } from '../compose/portMapping';
import { joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';

/** More ports are counted. */
const mostPorts = 8;

/**
 * Several entries of `ports` in one fact: which port of the host leads to which of the container, and which of them
 * other machines reach. Undefined for a single entry, and where an entry is not certain: each is then said alone.
 */
export function portSummary(context: ComposeHoverContext, items: readonly ComposeValue[]): string | undefined {
  const mappings = items.map((item) => readPort(context, item));
  const known = mappings.filter((mapping): mapping is PortMapping => typeof mapping === 'object');
  if (known.length < 2 || known.length < mappings.length) return undefined;
  return `Ports, host → container: ${joinWords(known.map(arrow), mostPorts)}.${reach(known)}`;
}

/** An entry of `ports` in either form with its variables filled in, or why Compose rejects it. Undefined for what is neither form. */
export function readPort(context: ComposeHoverContext, value: ComposeValue): PortMapping | PortFault | undefined {
  const text = asText(value)?.text;
  return text === undefined ? readLongPort(value, context.fillIn) : parsePortMapping(context.fillIn(text));
}

function arrow({ hostAddress, host, container, protocol }: PortMapping): string {
  const address = hostAddress === undefined || isEveryAddress(hostAddress) || isLoopback(hostAddress) ? '' : `${hostAddress}:`;
  return `${address}${host ? ports(host) : 'a free one'} → ${ports(container)}${protocol === 'tcp' ? '' : ` ${protocol.toUpperCase()}`}`;
}

function ports({ start, end }: PortRange): string {
  return start === end ? String(start) : `${start}–${end}`;
}

/** Who comes through. An address of the host that is neither all nor its own decides by itself, and nothing is said. */
function reach(mappings: readonly PortMapping[]): string {
  const local = mappings.filter(({ hostAddress }) => hostAddress !== undefined && isLoopback(hostAddress));
  if (local.length === mappings.length) return ' Only the host itself reaches them.';
  if (!mappings.every((mapping) => local.includes(mapping) || isEveryAddress(mapping.hostAddress))) return '';
  if (local.length === 0) return ' Other machines can reach them too.';
  return ` Other machines can reach them too, but not ${joinWords(local.map(({ host }) => (host ? ports(host) : 'the free one')), mostPorts)}.`;
}
