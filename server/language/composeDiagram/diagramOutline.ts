import type { ComposeDiagramKind, OutlineItem } from '../../protocol/drawing';
import { conditionWords, type ServiceState } from '../../protocol/composeDiagram';
import { byCodeUnit } from '../mermaidText';
import { count, joinWords, shorten } from '../wording';
import type { DiagramEdge, DiagramModel, DiagramNode } from './diagramModel';

/** More lines than this in one list say how many follow instead. */
const longestList = 300;
/** Names that one line lists; more are counted. */
const mostNames = 8;
const longestLabel = 400;

/** Groups of the list, in this order. */
const groups: readonly (readonly [ComposeDiagramKind, string])[] = [
  ['service', 'Services'],
  ['port', 'Ports of the host'],
  ['network', 'Networks'],
  ['volume', 'Volumes'],
  ['bind', 'Paths of the host'],
  ['secret', 'Secrets'],
  ['config', 'Configs'],
];

/**
 * All that the model holds, as a list: services with what belongs to them, and the rest with the services that use it.
 * @param states by the service's node id; empty where the daemon does not answer
 */
export function diagramOutline(model: DiagramModel, states: ReadonlyMap<string, ServiceState>): readonly OutlineItem[] {
  const from = edgesBy(model.edges, ({ from: id }) => id);
  const to = edgesBy(model.edges, ({ to: id }) => id);
  const names = new Map(model.nodes.map(({ id, name }) => [id, name]));
  const itemOf = (node: DiagramNode): OutlineItem => (node.kind === 'service' ? serviceItem(node, model, from, to, states.get(node.id)) : otherItem(node, names, from, to));
  const lists = groups.flatMap(([kind, title]): OutlineItem[] => {
    const nodes = model.nodes.filter((node) => node.kind === kind).sort((a, b) => byCodeUnit(a.name, b.name));
    return nodes.length === 0 ? [] : [item('group', undefined, `${title} (${nodes.length})`, bounded(nodes.slice(0, longestList + 1).map(itemOf), nodes.length))];
  });
  return model.leftOut === undefined ? lists : [...lists, item('note', undefined, model.leftOut, [])];
}

type EdgesBy = ReadonlyMap<string, readonly DiagramEdge[]>;

function edgesBy(edges: readonly DiagramEdge[], key: (edge: DiagramEdge) => string): EdgesBy {
  const found = new Map<string, DiagramEdge[]>();
  for (const edge of edges) {
    const known = found.get(key(edge));
    if (known) known.push(edge);
    else found.set(key(edge), [edge]);
  }
  return found;
}

function serviceItem(node: DiagramNode, model: DiagramModel, from: EdgesBy, to: EdgesBy, state: ServiceState | undefined): OutlineItem {
  const published = (to.get(node.id) ?? []).filter(({ kind }) => kind === 'publishes');
  const used = from.get(node.id) ?? [];
  const children = [
    ...(state?.sentences ?? []).map((sentence) => item('note', undefined, sentence, [])),
    ...published.map((edge) => item('port', edge.from, edge.words, [])),
    ...used.map((edge) => item(edge.kind === 'needs' ? 'service' : kindOf(edge.to), edge.to, edge.words, [])),
    ...(model.notes.get(node.id) ?? []).map((words) => item('note', undefined, words, [])),
  ];
  return item('service', node.id, [`${node.name}${state ? ` (${conditionWords[state.condition]})` : ''}`, ...node.details].join(', '), bounded(children, children.length));
}

function otherItem(node: DiagramNode, names: ReadonlyMap<string, string>, from: EdgesBy, to: EdgesBy): OutlineItem {
  const users = node.kind === 'port' ? (from.get(node.id) ?? []).map((edge) => edge.to) : (to.get(node.id) ?? []).map((edge) => edge.from);
  const services = joinWords(users.map((id) => names.get(id) ?? id).sort(byCodeUnit), mostNames);
  return item(node.kind, node.id, `${[node.name, ...node.details].join(', ')}: ${services}`, []);
}

function kindOf(id: string): ComposeDiagramKind {
  return id.slice(0, id.indexOf(':')) as ComposeDiagramKind;
}

function bounded(items: readonly OutlineItem[], total: number): readonly OutlineItem[] {
  return total <= longestList ? items : [...items.slice(0, longestList), item('note', undefined, `and ${total - longestList} more`, [])];
}

function item(kind: OutlineItem['kind'], node: string | undefined, label: string, children: readonly OutlineItem[]): OutlineItem {
  return { kind, ...(node === undefined ? {} : { node }), label: shorten(label, longestLabel), children };
}

/** The project in one or two sentences. */
export function diagramSummary({ nodes, onlyNetwork }: DiagramModel): string {
  const amount = (kind: ComposeDiagramKind): number => nodes.filter((node) => node.kind === kind).length;
  const networks = onlyNetwork ? 0 : amount('network');
  const counts = [
    count(amount('service'), 'service'),
    ...(networks > 0 ? [count(networks, 'network')] : []),
    ...(amount('volume') > 0 ? [count(amount('volume'), 'volume')] : []),
    ...(amount('port') > 0 ? [`${count(amount('port'), 'port')} of the host`] : []),
  ];
  const kept = nodes.filter(({ isInProfile }) => isInProfile).length;
  return [`${joinWords(counts)}.`, ...networkSentence(nodes, onlyNetwork), ...profileSentence(kept, amount('service'))].join(' ');
}

function profileSentence(kept: number, services: number): string[] {
  if (kept === 0) return [];
  if (kept === services) return [services === 1 ? 'The service starts only with a profile.' : 'All services start only with a profile.'];
  return [`${kept} of the services ${kept === 1 ? 'starts' : 'start'} only with a profile.`];
}

function networkSentence(nodes: readonly DiagramNode[], onlyNetwork: DiagramModel['onlyNetwork']): string[] {
  if (!onlyNetwork) return [];
  const which = onlyNetwork.id === 'network:default' ? "the project's default network" : `the network ${nodes.find(({ id }) => id === onlyNetwork.id)?.name ?? ''}`;
  return [onlyNetwork.services === 1 ? `The service is on ${which}.` : `All services are on ${which}.`];
}
