import type { Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import { entriesAt, itemsAt, scalarAt } from '../readNodes';
import type { ModelService } from './projectServices';

/** A service that another one waits for. */
export interface ServiceEdge {
  readonly to: string;
  readonly place: Place;
  /** The key of the service that says so. */
  readonly key: string;
  /** False where `required: false` lets Compose go on without it. */
  readonly isRequired: boolean;
  /** True where a variable that nobody here knows took part in the name. */
  readonly isUncertain: boolean;
}

const namespaces = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'];

/**
 * What a service waits for: `depends_on`, and what Compose adds for shared namespaces, links and volumes. A service that
 * `depends_on` names is not added again. Source: compose-go `loader/normalize.go`.
 */
export function edgesOf(service: ModelService): readonly ServiceEdge[] {
  const edges = new Map<string, ServiceEdge>();
  for (const edge of allEdgesOf(service)) {
    if (!edges.has(edge.to)) edges.set(edge.to, edge);
  }
  return [...edges.values()];
}

/** The same with every key that names a service, also where another one names it already. */
export function allEdgesOf({ node }: ModelService): readonly ServiceEdge[] {
  const edges: ServiceEdge[] = [];
  const add = (edge: ServiceEdge): void => void edges.push(edge);
  for (const { key, keyPlace, value } of entriesAt(node, 'depends_on')) {
    add({ to: key, place: keyPlace, key: 'depends_on', isRequired: scalarAt(value, 'required')?.value !== false, isUncertain: false });
  }
  for (const item of itemsAt(node, 'links')) {
    if (item.kind !== 'scalar') continue;
    const parts = scalarText(item).split(':');
    add({ to: parts.length === 2 ? parts[0]! : scalarText(item), place: item.place, key: 'links', isRequired: true, isUncertain: item.isUncertain });
  }
  for (const key of namespaces) {
    const found = scalarAt(node, key);
    const to = found && /^service:(.*)$/s.exec(scalarText(found))?.[1];
    if (to !== undefined) add({ to, place: found!.place, key, isRequired: true, isUncertain: found!.isUncertain });
  }
  for (const item of itemsAt(node, 'volumes_from')) {
    const text = item.kind === 'scalar' ? scalarText(item) : '';
    if (text === '' || text.startsWith('container:')) continue;
    add({ to: text.split(':')[0]!, place: item.place, key: 'volumes_from', isRequired: true, isUncertain: item.kind === 'scalar' && item.isUncertain });
  }
  return edges;
}
