import { scalarText } from '../nodeEdits';
import type { Place } from '../composeNode';
import type { ProjectReading } from '../projectReading';
import { entriesAt, itemsAt, scalarAt } from '../readNodes';
import type { ModelService, ModelServices } from './projectServices';

interface Edge {
  readonly to: string;
  readonly place: Place;
}

/** Services that wait for each other in a circle; each circle is reported once, where it closes. Linear in the edges. */
export function checkDependencyCycles(services: ModelServices, reading: ProjectReading): void {
  const state = new Map<string, 'open' | 'done'>();
  for (const { name } of services.enabled) {
    if (!state.has(name)) walk(name, services, state, reading);
  }
}

interface Visit {
  readonly name: string;
  readonly edges: readonly Edge[];
  next: number;
}

/** With a list of its own instead of calls in calls: a chain can be as long as the file. */
function walk(start: string, services: ModelServices, state: Map<string, 'open' | 'done'>, reading: ProjectReading): void {
  const path: Visit[] = [];
  const enter = (name: string): void => {
    state.set(name, 'open');
    path.push({ name, edges: edgesOf(services.byName.get(name)!), next: 0 });
  };
  enter(start);
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const edge = visit.edges[visit.next++];
    if (!edge) {
      state.set(visit.name, 'done');
      path.pop();
    } else if (state.get(edge.to) === 'open') {
      const circle = [...path.slice(path.findIndex(({ name }) => name === edge.to)).map(({ name }) => name), edge.to];
      reading.fault('dependency-cycle', `These services wait for each other: ${circle.map((name) => `\`${name}\``).join(' → ')}. Compose rejects the project.`, edge.place);
    } else if (!state.has(edge.to) && services.isEnabled(edge.to)) {
      enter(edge.to);
    }
  }
}

/** What a service waits for: `depends_on`, and what Compose adds for shared namespaces, links and volumes. */
function edgesOf({ node }: ModelService): Edge[] {
  const dependencies = entriesAt(node, 'depends_on').map(({ key, keyPlace }) => ({ to: key, place: keyPlace }));
  const namespaces = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'].flatMap((key) => {
    const found = scalarAt(node, key);
    const to = found && /^service:(.+)$/.exec(scalarText(found))?.[1];
    return to === undefined || to === '' ? [] : [{ to, place: found!.place }];
  });
  const lists = ['links', 'volumes_from'].flatMap((key) =>
    itemsAt(node, key).flatMap((item) => {
      const text = item.kind === 'scalar' ? scalarText(item) : '';
      return text === '' || text.startsWith('container:') ? [] : [{ to: text.split(':')[0]!, place: item.place }];
    }),
  );
  return [...dependencies, ...namespaces, ...lists];
}
