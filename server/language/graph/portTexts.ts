import { plainLine } from '../wording';
import type { PortFacts } from './daemonFacts';

/** A container can publish a range of thousands. */
const mostPorts = 100;

/** `0.0.0.0:8080 → 80/tcp`, `443/tcp` where it is not published; by number, then as the daemon binds them. */
export function portTexts(ports: readonly PortFacts[]): readonly string[] {
  const sorted = [...ports].sort(comparePorts);
  const texts = [...new Set(sorted.slice(0, mostPorts).map(portText))];
  return sorted.length > mostPorts ? [...texts, `and ${sorted.length - mostPorts} more`] : texts;
}

function portText({ containerPort, protocol, hostAddress, hostPort }: PortFacts): string {
  const inside = plainLine(`${containerPort}/${protocol}`);
  if (hostPort === undefined) {
    return inside;
  }
  const address = plainLine(hostAddress ?? '');
  return `${address.includes(':') ? `[${address}]` : address}:${hostPort} → ${inside}`;
}

function comparePorts(a: PortFacts, b: PortFacts): number {
  return a.containerPort - b.containerPort || (a.hostPort ?? 0) - (b.hostPort ?? 0) || (portText(a) < portText(b) ? -1 : 1);
}
