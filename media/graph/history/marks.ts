import type { DockerGraph, GraphEdge } from '../../../server/protocol/graph';
import { ancestors, moreId, shelfId, shelfKinds, type HistoryItem } from './items';
import type { Layout, Placed } from './layout';
import { chainPath, relationPath } from './lines';

/** What stands out from the rest of the drawing. */
export interface Marks {
  /** Id of an item. */
  readonly selected: string | undefined;
  /** Lines of the selected item: to the root of its tree, and to volumes, networks and machines. */
  readonly lines: readonly { readonly d: string; readonly name: 'chain' | 'relation' }[];
  /** What a search found, and what that lies on; undefined while nothing is looked for. */
  readonly found: { readonly matches: ReadonlySet<string>; readonly way: ReadonlySet<string> } | undefined;
}

const relationKinds: ReadonlySet<GraphEdge['kind']> = new Set<GraphEdge['kind']>(['mounts', 'joins', 'placed', 'starts']);

/** The lines that belong to the selected item. */
export function linesOf(layout: Layout, graph: DockerGraph, selected: string | undefined): Marks['lines'] {
  const placed = layout.placed.get(selected ?? '');
  if (placed === undefined) {
    return [];
  }
  const { item } = placed;
  const chain = [...ancestors(item)].filter(({ kind }) => kind !== 'shelf').reverse().flatMap(({ id }) => layout.placed.get(id) ?? []);
  const others = new Set(graph.edges.filter(({ kind }) => relationKinds.has(kind)).flatMap(({ from, to }) => (from === item.id ? to : to === item.id ? from : [])));
  const images = imagesOfContainers(graph);
  const related = new Set([...others].flatMap((id) => standIn(layout, images, id) ?? []).filter((other) => other !== placed));
  return [
    ...(chain.length === 0 ? [] : [{ d: chainPath([...chain, placed]), name: 'chain' as const }]),
    ...[...related].map((other) => ({ d: relationPath(placed, other), name: 'relation' as const })),
  ];
}

/** The item of a node, or what hides it: a closed drawer, or the rest of a crowd of containers. */
export function standIn({ placed }: Layout, images: ImagesOfContainers, id: string): Placed | undefined {
  return placed.get(id) ?? placed.get(drawerOf(id) ?? moreId(images.get(id) ?? ''));
}

/** The image of each container that has one. */
export type ImagesOfContainers = ReadonlyMap<string, string>;

export function imagesOfContainers({ edges }: DockerGraph): ImagesOfContainers {
  return new Map(edges.filter(({ kind }) => kind === 'runs').map(({ from, to }) => [from, to]));
}

/** The drawer that a node lies in, by its id. */
function drawerOf(id: string): string | undefined {
  const kind = shelfKinds.find((shelf) => id.startsWith(`${shelf}:`)) ?? (id.startsWith('task:') ? 'service' : undefined);
  return kind && shelfId(kind);
}

/** What a search found and what that lies on. A match that is not drawn makes what hides it stand out. */
export function foundIn(layout: Layout, graph: DockerGraph, matches: ReadonlySet<string>): NonNullable<Marks['found']> {
  const way = new Set<string>();
  const images = imagesOfContainers(graph);
  for (const id of matches) {
    addWay(standIn(layout, images, id)?.item, way);
  }
  const steps = [...layout.placed.values()].filter(({ item }) => item.kind === 'step' && matches.has(item.node?.id ?? ''));
  return { matches: new Set([...matches, ...steps.map(({ item }) => item.id)]), way };
}

function addWay(start: HistoryItem | undefined, way: Set<string>): void {
  for (let item = start; item !== undefined && !way.has(item.id); item = item.parent) {
    way.add(item.id);
  }
}
