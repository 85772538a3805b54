import type { Place } from '../compose/project/composeNode';
import type { ComposeDiagramKind } from '../../protocol/drawing';

/** Something that a picture of a compose project shows. */
export interface DiagramNode {
  /** `service:web`: stays the same while the name does. */
  readonly id: string;
  readonly kind: ComposeDiagramKind;
  /** Its name, on one line. */
  readonly name: string;
  /** What stands below the name: what a service runs, that a network is another's. */
  readonly details: readonly string[];
  readonly place: Place | undefined;
  /** True for a service that only a profile starts. */
  readonly isInProfile: boolean;
}

/**
 * `needs`: a service waits for another or shares something with it; `publishes`: from a port of the host to a service;
 * `joins`, `mounts`, `reads`: from a service to a network, to a volume or a path, to a secret or a config.
 */
export type DiagramEdgeKind = 'needs' | 'publishes' | 'joins' | 'mounts' | 'reads';

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: DiagramEdgeKind;
  /** In a word or two, for the picture; empty where the line says enough. */
  readonly label: string;
  /** The same for the list below the service: `needs db, which must be healthy`. */
  readonly words: string;
  /** True for what the service starts without. */
  readonly isOptional: boolean;
}

/** A project as a graph. Nodes and edges stand in the order in which the project names them. */
export interface DiagramModel {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** What a service has that is no node, such as a volume without a name; by the service's id. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  /** The network that every service of the project is on, where there is no other one, and how many are. */
  readonly onlyNetwork: { readonly id: string; readonly services: number } | undefined;
  /** Where a bound stopped the reading, in words. */
  readonly leftOut: string | undefined;
}

/** The node id of a service. */
export function serviceId(name: string): string {
  return `service:${name}`;
}

/** Anchors let a small file name thousands of things; no real project comes near. */
const bounds = { nodes: 3_000, edges: 6_000 } as const;

/** Collects a model: one node for each id, one edge between two nodes. */
export class DiagramBuilder {
  private readonly nodes = new Map<string, DiagramNode>();
  private readonly edges = new Map<string, DiagramEdge>();
  private readonly notes = new Map<string, string[]>();
  private isCut = false;

  /** The first of several with one id stays. */
  node(node: DiagramNode): void {
    if (this.nodes.has(node.id)) return;
    if (this.nodes.size >= bounds.nodes) this.isCut = true;
    else this.nodes.set(node.id, node);
  }

  /** What leads to a node that is not there is left out. A second edge between two nodes adds its words to the first. */
  edge(edge: DiagramEdge): void {
    if (!this.nodes.has(edge.from) || !this.nodes.has(edge.to)) return;
    const key = `${edge.from}\n${edge.to}`;
    const known = this.edges.get(key);
    if (known) this.edges.set(key, joined(known, edge));
    else if (this.edges.size >= bounds.edges) this.isCut = true;
    else this.edges.set(key, edge);
  }

  note(service: string, words: string): void {
    const known = this.notes.get(service);
    if (!known) this.notes.set(service, [words]);
    else if (known.length >= bounds.nodes) this.isCut = true;
    else known.push(words);
  }

  model(): DiagramModel {
    const nodes = [...this.nodes.values()];
    const edges = [...this.edges.values()];
    return { nodes, edges, notes: this.notes, onlyNetwork: onlyNetwork(nodes, edges), leftOut: this.isCut ? 'The project is too large to be drawn or listed whole.' : undefined };
  }
}

function joined(one: DiagramEdge, other: DiagramEdge): DiagramEdge {
  const both = (first: string, second: string): string => (first === '' || first.split(', ').includes(second) ? second : second === '' || first.length > 200 ? first : `${first}, ${second}`);
  return { ...one, label: both(one.label, other.label), words: both(one.words, other.words), isOptional: one.isOptional && other.isOptional };
}

function onlyNetwork(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): DiagramModel['onlyNetwork'] {
  const joins = edges.filter(({ kind }) => kind === 'joins');
  const networks = new Set(joins.map(({ to }) => to));
  const [id] = networks;
  const services = nodes.filter(({ kind }) => kind === 'service').length;
  return id !== undefined && networks.size === 1 && joins.length === services ? { id, services } : undefined;
}
