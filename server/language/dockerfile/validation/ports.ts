interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * BuildKit's message for an EXPOSE word that it rejects (dockerfile2llb/convert_expose.go `parsePort`), undefined where it
 * accepts it: `[[ADDRESS:]PORT[-PORT]:]PORT[-PORT][/PROTOCOL]`, variables already replaced.
 */
export function portFault(text: string): string | undefined {
  const parts = text.split(':');
  const [address, hostPort, container] = [parts.slice(0, -2).join(':'), parts.at(-2) ?? '', parts.at(-1)!];
  const slash = container.indexOf('/');
  const [ports, protocol] = slash < 0 ? [container, ''] : [container.slice(0, slash), container.slice(slash + 1)];
  if (ports === '') return `invalid port: ${JSON.stringify(text)}: no port specified`;
  if (!['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return `invalid port: ${JSON.stringify(text)}: invalid proto: ${protocol}`;
  return addressFault(address) ?? rangeFault(ports, hostPort);
}

function rangeFault(ports: string, hostPort: string): string | undefined {
  const range = portRange(ports);
  if (!range) return `invalid containerPort: ${ports}`;
  if (hostPort === '') return undefined;
  const hostRange = portRange(hostPort);
  if (!hostRange) return `invalid hostPort: ${hostPort}`;
  const isSameLength = range.last - range.first === hostRange.last - hostRange.first;
  if (isSameLength || range.first === range.last) return undefined;
  return `invalid ranges specified for container and host Ports: ${ports} and ${hostPort}`;
}

function portRange(text: string): PortRange | undefined {
  const dash = text.indexOf('-');
  const [first, last] = dash < 0 ? [text, text] : [text.slice(0, dash), text.slice(dash + 1)];
  const range = { first: portNumber(first), last: portNumber(last) };
  return range.first <= range.last ? range : undefined;
}

/** NaN where it is no port. */
function portNumber(text: string): number {
  const port = /^\+?\d+$/.test(text) ? Number(text) : NaN;
  return port <= 65535 ? port : NaN;
}

function addressFault(address: string): string | undefined {
  let host = address;
  if (address.startsWith('[')) {
    const close = address.indexOf(']');
    if (close < 0) return `invalid IP address ${address}: address ${address}:: missing ']' in address`;
    if (close < address.length - 1) return `invalid IP address ${address}: address ${address}:: missing port in address`;
    host = address.slice(1, -1);
  }
  return host === '' || isVersion4(host) || isVersion6(host) ? undefined : `invalid IP address: ${host}`;
}

/** Go's `net.ParseIP` takes no leading zeros. */
function isVersion4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isVersion6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const ending = groups.at(-1) ?? '';
  const endsInVersion4 = isVersion4(ending) && text.endsWith(ending);
  const hexadecimal = endsInVersion4 ? groups.slice(0, -1) : groups;
  const count = hexadecimal.length + (endsInVersion4 ? 2 : 0);
  return hexadecimal.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count <= 7 : count === 8);
}
