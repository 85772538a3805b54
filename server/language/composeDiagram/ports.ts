import { isEveryAddress } from '../compose/hostAddress';
import type { ComposeMappingNode, ComposeNode } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { portPublishing } from '../compose/project/portPublishing';
import { isMapping, itemsAt, scalarAt } from '../compose/project/readNodes';
import type { RuleService } from '../composeRules/ruleServices';
import { serviceId, type DiagramBuilder } from './diagramModel';
import { partsBetweenColons, shownText, writtenAt } from './shownText';

/** One port of the host for each that the service publishes; what is written as a range is one. */
export function addPorts(builder: DiagramBuilder, project: ComposeProject, service: RuleService): void {
  if (!mayBePublished(project, service)) return;
  const items = itemsAt(service.node, 'ports').filter(isMapping);
  const byPlace = new Map<string, ComposeMappingNode[]>();
  for (const item of items) {
    const key = `${item.place.path}\n${item.place.span.start}`;
    const known = byPlace.get(key);
    if (known) known.push(item);
    else byPlace.set(key, [item]);
  }
  for (const entry of byPlace.values()) addPort(builder, project, service, entry);
}

/** False where `network_mode`, or networks that are all internal, leave its `ports` without effect. */
export function mayBePublished({ model }: ComposeProject, { node }: RuleService): boolean {
  return ['published', 'unknown'].includes(portPublishing(node, model));
}

/** @param entry what one line of the file became: several for a range */
function addPort(builder: DiagramBuilder, project: ComposeProject, service: RuleService, entry: readonly ComposeMappingNode[]): void {
  const [first] = entry;
  const last = entry.at(-1);
  if (!first || !last) return;
  const target = rangeText(textAt(first, 'target'), textAt(last, 'target'));
  const protocol = textAt(first, 'protocol').toLowerCase();
  const suffix = protocol === '' || protocol === 'tcp' ? '' : `/${protocol}`;
  const published = publishedText(project, first, last);
  const address = addressText(project, first);
  const isFree = published === '' || published === '0';
  const name = shownText(isFree ? `${address}a free port${suffix}` : `${address}${published}${suffix}`);
  const id = `port:${isFree ? `${service.name}:${target}:` : ''}${name}`;
  builder.node({ id, kind: 'port', name, details: [], place: first.place, isInProfile: false });
  const inside = published === target ? '' : target;
  builder.edge({ from: id, to: serviceId(service.name), kind: 'publishes', label: inside === '' ? '' : `:${shownText(inside)}`, words: `${isFree ? name : `port ${name}`} of the host leads to port ${shownText(target)}`, isOptional: false });
}

/** The port of the host; a range for several. Where a variable decides that nobody knows, what is written. */
function publishedText(project: ComposeProject, first: ComposeMappingNode, last: ComposeMappingNode): string {
  const published = scalarAt(first, 'published');
  if (isWrittenShort(first, 'target')) {
    const written = isUncertain(first) ? partsBetweenColons(withoutProtocol(writtenAt(project, first) ?? '')) : [];
    if (written.length > 1) return written.at(-2)!;
  } else if (published?.isUncertain) return published.written;
  return rangeText(textAt(first, 'published'), textAt(last, 'published'));
}

function addressText(project: ComposeProject, item: ComposeMappingNode): string {
  const written = isWrittenShort(item, 'target') && isUncertain(item) ? partsBetweenColons(writtenAt(project, item) ?? '').slice(0, -2).join(':') : undefined;
  const address = written ?? textAt(item, 'host_ip');
  const plain = address.replace(/^\[(.*)\]$/, '$1');
  if (isEveryAddress(plain)) return '';
  return plain.includes(':') && !plain.includes('$') ? `[${plain}]:` : `${plain}:`;
}

function withoutProtocol(text: string): string {
  return text.replace(/\/\w+$/, '');
}

/** The parts of a short form stand where the whole stands. */
function isWrittenShort(item: ComposeMappingNode, key: string): boolean {
  const part = scalarAt(item, key);
  return part !== undefined && part.place.span.start === item.place.span.start && part.place.span.end === item.place.span.end;
}

function isUncertain(item: ComposeMappingNode): boolean {
  return [...item.entries.values()].some(({ value }) => value.kind === 'scalar' && value.isUncertain);
}

function textAt(item: ComposeNode, key: string): string {
  const found = scalarAt(item, key);
  return found ? scalarText(found) : '';
}

function rangeText(first: string, last: string): string {
  return first === last ? first : `${first.split('-')[0]!}-${last.split('-').at(-1)!}`;
}
