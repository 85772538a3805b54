import type { ComposeDiagramKind } from '../../protocol/drawing';
import { count, joinWords } from '../wording';
import type { DiagramEdge, DiagramModel, DiagramNode } from './diagramModel';

/**
 * What one picture holds. Mermaid needs 0.4 s for 60 nodes and a second for 100; with more than 500 edges or 50,000
 * characters it draws nothing.
 */
const pictureBounds = { nodes: 60, services: 100, edges: 300, servicesOfOnlyNetwork: 8 } as const;

export interface PictureSelection {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly leftOut: string | undefined;
}

/** What is left out first, step by step, until the rest fits. Services stay. */
const steps: readonly (readonly ComposeDiagramKind[])[] = [[], ['bind', 'secret', 'config'], ['port'], ['volume'], ['network']];

const kindWords: readonly (readonly [ComposeDiagramKind, string, string?])[] = [
  ['service', 'service'],
  ['network', 'network'],
  ['volume', 'volume'],
  ['port', 'port of the host', 'ports of the host'],
  ['bind', 'path of the host', 'paths of the host'],
  ['secret', 'secret'],
  ['config', 'config'],
];

/** Chooses what a picture shows. A network that says nothing, because all services are on it alone, needs no node. */
export function selectForPicture(model: DiagramModel): PictureSelection {
  const { onlyNetwork } = model;
  const isPlain = onlyNetwork !== undefined && (onlyNetwork.id === 'network:default' || onlyNetwork.services > pictureBounds.servicesOfOnlyNetwork);
  const wanted = model.nodes.filter(({ id }) => !isPlain || id !== onlyNetwork.id);
  const dropped = new Set<ComposeDiagramKind>();
  for (const step of steps) {
    step.forEach((kind) => dropped.add(kind));
    if (wanted.filter(({ kind }) => !dropped.has(kind)).length <= pictureBounds.nodes) break;
  }
  const rest = wanted.filter(({ kind }) => !dropped.has(kind));
  const nodes = rest.length <= pictureBounds.services ? rest : mostConnected(rest, model.edges);
  const shown = new Set(nodes.map(({ id }) => id));
  const drawable = model.edges.filter(({ from, to }) => shown.has(from) && shown.has(to));
  const edges = withinBound(drawable);
  return { nodes, edges, leftOut: leftOutWords(model, wanted.filter(({ id }) => !shown.has(id)), drawable.length - edges.length) };
}

/** Of too many services those that most others have to do with. */
function mostConnected(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): readonly DiagramNode[] {
  const degree = new Map<string, number>();
  for (const { from, to } of edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  return [...nodes].sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0)).slice(0, pictureBounds.services);
}

/** Lines between services come first. */
function withinBound(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  if (edges.length <= pictureBounds.edges) return edges;
  return [...edges.filter(({ kind }) => kind === 'needs'), ...edges.filter(({ kind }) => kind !== 'needs')].slice(0, pictureBounds.edges);
}

function leftOutWords({ leftOut }: DiagramModel, nodes: readonly DiagramNode[], lines: number): string | undefined {
  const counts = kindWords.map(([kind, singular, plural]) => ({ amount: nodes.filter((node) => node.kind === kind).length, singular, plural })).filter(({ amount }) => amount > 0);
  const parts = [...counts.map(({ amount, singular, plural }) => count(amount, singular, plural)), ...(lines > 0 ? [count(lines, 'line')] : [])];
  const words = parts.length === 0 ? [] : [`${joinWords(parts)} ${parts.length === 1 && /^1 /.test(parts[0]!) ? 'is' : 'are'} not in the picture; the list holds all.`];
  const all = [...words, ...(leftOut === undefined ? [] : [leftOut])];
  return all.length === 0 ? undefined : all.join(' ');
}
