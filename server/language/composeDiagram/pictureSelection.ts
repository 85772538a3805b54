import type { ComposeDiagramKind } from '../../protocol/drawing';
import { count, joinWords } from '../wording';
import type { DiagramEdge, DiagramModel, DiagramNode } from './diagramModel';

/**
 * What one picture holds. Mermaid needs 0.4 s for 60 nodes and a second for 100; with more than 500 edges or 50,000
 * characters it draws nothing. Optional things are left out where there are more nodes or lines than one can follow.
 */
const pictureBounds = { nodes: 60, lines: 90, services: 100, mostLines: 250 } as const;

/** A network of more services than this that most are on is a tangle of lines that tells nothing. */
const networkOfMost = { services: 8, share: 2 / 3 } as const;

export interface PictureSelection {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** Ports that have no node of their own, for a line in the label of the service that publishes them; by its id. */
  readonly portLines: ReadonlyMap<string, string>;
  readonly leftOut: string | undefined;
}

/** Ports that one line of a label names; more are counted. */
const mostPorts = 3;

/** What is left out first, step by step, until the rest fits. Services stay. */
const steps: readonly (readonly ComposeDiagramKind[])[] = [[], ['bind', 'secret', 'config'], ['port'], ['volume'], ['network']];

const kindWords: readonly (readonly [ComposeDiagramKind, string, string?])[] = [
  ['service', 'service'],
  ['network', 'network'],
  ['volume', 'volume'],
  ['bind', 'path of the host', 'paths of the host'],
  ['secret', 'secret'],
  ['config', 'config'],
];

/** Chooses what a picture shows. */
export function selectForPicture(model: DiagramModel): PictureSelection {
  const needless = needlessNetworks(model);
  const { onlyNetwork } = model;
  const wanted = model.nodes.filter(({ id }) => !needless.has(id));
  const dropped = new Set<ComposeDiagramKind>();
  const isKept = ({ kind }: DiagramNode): boolean => !dropped.has(kind);
  for (const step of steps) {
    step.forEach((kind) => dropped.add(kind));
    const kept = wanted.filter(isKept);
    if (kept.length <= pictureBounds.nodes && linesBetween(kept, model.edges).length <= pictureBounds.lines) break;
  }
  const rest = wanted.filter(isKept);
  const nodes = rest.length <= pictureBounds.services ? rest : mostConnected(rest, model.edges);
  const drawable = linesBetween(nodes, model.edges);
  const edges = withinBound(drawable);
  const shown = new Set(nodes);
  // Of the one network that all share the summary speaks, and of ports the labels.
  const missing = model.nodes.filter((node) => !shown.has(node) && node.id !== onlyNetwork?.id && node.kind !== 'port');
  return { nodes, edges, portLines: dropped.has('port') ? portLines(model) : new Map(), leftOut: leftOutWords(model, missing, drawable.length - edges.length) };
}

/** Networks that a picture is clearer without: the default one where there is no other, and one that most of many services are on. */
function needlessNetworks({ nodes, edges, onlyNetwork }: DiagramModel): ReadonlySet<string> {
  const members = new Map<string, number>();
  for (const { kind, to } of edges) if (kind === 'joins') members.set(to, (members.get(to) ?? 0) + 1);
  const services = nodes.filter(({ kind }) => kind === 'service').length;
  const ofMost = [...members].filter(([, count]) => count > networkOfMost.services && count >= services * networkOfMost.share).map(([id]) => id);
  return new Set([...ofMost, ...(onlyNetwork?.id === 'network:default' ? [onlyNetwork.id] : [])]);
}

function portLines({ nodes, edges }: DiagramModel): ReadonlyMap<string, string> {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const ports = new Map<string, string[]>();
  for (const { kind, from, to } of edges) if (kind === 'publishes') ports.set(to, [...(ports.get(to) ?? []), names.get(from) ?? '']);
  return new Map([...ports].map(([service, published]) => [service, `${published.length === 1 ? 'port' : 'ports'} ${joinWords(published, mostPorts)}`]));
}

function linesBetween(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const shown = new Set(nodes.map(({ id }) => id));
  return edges.filter(({ from, to }) => shown.has(from) && shown.has(to));
}

/** Of too many services those that most others have to do with. */
function mostConnected(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): readonly DiagramNode[] {
  const degree = new Map<string, number>();
  for (const { from, to } of edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  return [...nodes].sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0)).slice(0, pictureBounds.services);
}

/** Lines between services come first. */
function withinBound(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  if (edges.length <= pictureBounds.mostLines) return edges;
  return [...edges.filter(({ kind }) => kind === 'needs'), ...edges.filter(({ kind }) => kind !== 'needs')].slice(0, pictureBounds.mostLines);
}

function leftOutWords({ leftOut }: DiagramModel, nodes: readonly DiagramNode[], lines: number): string | undefined {
  const counts = kindWords.map(([kind, singular, plural]) => ({ amount: nodes.filter((node) => node.kind === kind).length, singular, plural })).filter(({ amount }) => amount > 0);
  const parts = [...counts.map(({ amount, singular, plural }) => count(amount, singular, plural)), ...(lines > 0 ? [count(lines, 'line')] : [])];
  const words = parts.length === 0 ? [] : [`${joinWords(parts)} ${parts.length === 1 && /^1 /.test(parts[0]!) ? 'is' : 'are'} not in the picture; the list holds all.`];
  const all = [...words, ...(leftOut === undefined ? [] : [leftOut])];
  return all.length === 0 ? undefined : all.join(' ');
}
