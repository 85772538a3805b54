import type { ComposeValue } from './composeFile';
import { asMapping, asText, valueOf } from './composeValues';

/** One entry of `ports`, taken apart. Ports are numbers from 1 to 65535; `end` equals `start` for a single one. */
export interface PortMapping {
  /** Without brackets; undefined where none is named, which means every address of the host. */
  readonly hostAddress: string | undefined;
  /** Undefined where Docker picks a free port. */
  readonly host: PortRange | undefined;
  readonly container: PortRange;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Why Compose rejects a mapping. */
export type PortFault = 'address' | 'container-port' | 'host-port' | 'ranges' | 'protocol';

/**
 * Takes `[ADDRESS:][HOST:]CONTAINER[/PROTOCOL]` apart, the text after interpolation.
 * Source: compose-spec 05-services.md "ports"; checked against `docker compose config` 2.26.1.
 */
export function parsePortMapping(text: string): PortMapping | PortFault {
  const parts = text.split(':');
  const [containerText = '', protocol = ''] = parts.at(-1)!.split('/');
  const hostText = parts.length > 1 ? parts.at(-2)! : '';
  const address = parts.slice(0, -2).join(':');
  const isBracketed = address.startsWith('[') && address.endsWith(']');
  const hostAddress = isBracketed ? address.slice(1, -1) : address;
  if (!isAddress(hostAddress)) return 'address';
  return portMapping(hostAddress, hostText, containerText, protocol);
}

/** The long syntax: `target`, `published`, `host_ip`, `protocol`. `fillIn` resolves variables in each. */
export function readLongPort(value: ComposeValue, fillIn: (text: string) => string): PortMapping | PortFault | undefined {
  if (!asMapping(value)) return undefined;
  const text = (key: string): string => fillIn(asText(valueOf(value, key))?.text ?? '');
  return longPortMapping(text);
}

/** The long syntax by the text of each of its keys; empty where there is none. */
export function longPortMapping(text: (key: string) => string): PortMapping | PortFault {
  return portMapping(text('host_ip'), text('published'), text('target'), text('protocol'));
}

/** From the text of each part; the empty text for a part that is not written. */
export function portMapping(hostAddress: string, hostText: string, containerText: string, protocolText: string): PortMapping | PortFault {
  const container = portRange(containerText);
  if (!container || container.start === 0) return 'container-port';
  // Host port 0 asks for a free port, as no host port does.
  const host = /^0?$/.test(hostText) ? undefined : portRange(hostText);
  if (!host && !/^0?$/.test(hostText)) return 'host-port';
  const containerPorts = container.end - container.start;
  // Several host ports for one container port are fine: Docker takes a free one of them.
  if (host && host.end - host.start !== containerPorts && containerPorts !== 0) return 'ranges';
  const protocol = protocolText.toLowerCase() || 'tcp';
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return 'protocol';
  return { hostAddress: hostAddress || undefined, host, container, protocol };
}

/** What only one version of Compose rejects counts as taken: a plus sign, and a second range of which nothing comes. */
function portRange(text: string): PortRange | undefined {
  const match = /^\+?(\d+)(?:-\+?(\d+)(?:-.*)?)?$/.exec(text);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = match[2] === undefined ? start : Number(match[2]);
  return end <= 65_535 && start <= end ? { start, end } : undefined;
}

/** Compose takes numbers only: `localhost` is rejected. IPv6 without brackets is taken by the newest. */
function isAddress(text: string): boolean {
  return text === '' || isIPv4(text) || isIPv6(text);
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Eight groups, or fewer with one `::`; the last two can be an IPv4 address. */
function isIPv6(address: string): boolean {
  const halves = address.split('::');
  if (!address.includes(':') || halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMixed = last.includes('.');
  if (isMixed && !isIPv4(last)) return false;
  const hex = isMixed ? groups.slice(0, -1) : groups;
  const count = hex.length + (isMixed ? 2 : 0);
  return hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
