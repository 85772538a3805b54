import type { ComposeListNode, ComposeNode, ComposeScalarNode } from '../project/composeNode';
import { listNode, mappingNode, scalarText, textNode } from '../project/nodeEdits';
import { parsePortMapping, type PortFault, type PortMapping, type PortRange } from '../portMapping';
import { madeEntry, requireKeys, type ReportFault } from './formMakers';
import { isFraction } from './goNumbers';

const reasons: Readonly<Record<PortFault, string>> = {
  address: 'its address is none: write numbers, and IPv6 in brackets',
  'container-port': 'its container port is no number from 1 to 65535',
  'host-port': 'its host port is no number from 0 to 65535',
  ranges: 'its two ranges are not of the same length',
  protocol: 'its protocol is none of `tcp`, `udp` and `sctp`',
};

/** `ports` in the long form: one entry for each container port, as Compose has it. */
export function portForms(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind !== 'list') return node;
  return listNode(node.items.flatMap((item) => (item.kind === 'scalar' ? shortPort(item, report) : longPort(item, report))), node.place) satisfies ComposeListNode;
}

function longPort(item: ComposeNode, report: ReportFault): ComposeNode[] {
  requireKeys(item, ['target'], report);
  return [item];
}

function shortPort(item: ComposeScalarNode, report: ReportFault): ComposeNode[] {
  if (isFraction(item)) {
    report('invalid-port', `YAML reads \`${item.written}\` as a number with a fraction, which is no port. Compose rejects it.`, item);
    return [];
  }
  const mapping = parsePortMapping(scalarText(item));
  if (typeof mapping !== 'string') return longPorts(mapping, item, report);
  const text = scalarText(item);
  report('invalid-port', `${text === '' ? 'This' : `\`${text.slice(0, 60)}\``} is no port mapping: ${reasons[mapping]}. Compose rejects it.`, item, meantPort(text));
  return [];
}

/** Frequent slips: a name for the host's own address, a protocol in both halves, blanks. */
function meantPort(text: string): string | undefined {
  const plain = text.replace(/\s+/g, '');
  const candidates = [plain, plain.replace(/[\u2018\u2019\u201c-\u201e]/g, ''), plain.replace(/^localhost:/i, '127.0.0.1:'), plain.replace(/^([\d.:-]+)\/(tcp|udp)(:\d+(?:-\d+)?\/\2)$/i, '$1$3')];
  return candidates.find((candidate) => candidate !== text && typeof parsePortMapping(candidate) !== 'string');
}

/** Past the bound for all ranges together, one entry stands for the rest of its range. */
function longPorts({ hostAddress, host, container, protocol }: PortMapping, item: ComposeScalarNode, { ports }: ReportFault): ComposeNode[] {
  const { place, isUncertain } = item;
  const count = container.end - container.start + 1;
  const made = Math.max(1, Math.min(count, ports.left));
  ports.left -= count > 1 ? made : 0;
  // Port 0 asks for a free one, as no port does, and stays in Compose's model.
  const free = /(?:^|:)0+:[^:]*$/.test(scalarText(item)) ? '0' : undefined;
  return Array.from({ length: made }, (_, index) => {
    const target = container.start + index;
    const published = host === undefined ? free : publishedPort(host, count, index);
    return mappingNode([
      madeEntry('mode', textNode('ingress', place), place),
      ...(hostAddress === undefined ? [] : [madeEntry('host_ip', textNode(hostAddress, place, isUncertain), place)]),
      madeEntry('target', { ...textNode(String(target), place, isUncertain), value: target }, place),
      ...(published === undefined ? [] : [madeEntry('published', textNode(published, place, isUncertain), place)]),
      madeEntry('protocol', textNode(protocol, place, isUncertain), place),
    ], place);
  });
}

/** A range of host ports for one container port stays a range: the Engine takes a free one of them. */
function publishedPort(host: PortRange, count: number, index: number): string {
  if (count === 1) return host.end === host.start ? String(host.start) : `${host.start}-${host.end}`;
  return String(host.start + index);
}
