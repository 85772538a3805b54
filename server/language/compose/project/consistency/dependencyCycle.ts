import type { ProjectReading } from '../projectReading';
import type { ModelServices } from './projectServices';
import { edgesOf, type ServiceEdge } from './serviceEdges';

/** Services that wait for each other in a circle; each circle is reported once, where it closes. Linear in the edges. */
export function checkDependencyCycles(services: ModelServices, reading: ProjectReading): void {
  const state = new Map<string, 'open' | 'done'>();
  for (const { name } of services.enabled) {
    if (!state.has(name)) walk(name, services, state, reading);
  }
}

interface Visit {
  readonly name: string;
  readonly edges: readonly ServiceEdge[];
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
      reading.fault('dependency-cycle', `These services wait for each other: ${shownCircle(circle)}. Compose rejects the project.`, edge.place);
    } else if (!state.has(edge.to) && services.isEnabled(edge.to)) {
      enter(edge.to);
    }
  }
}

/** Services of a circle that a message names. */
const mostShown = 12;

function shownCircle(circle: readonly string[]): string {
  const named = circle.map((name) => `\`${name}\``);
  return (named.length <= mostShown ? named : [...named.slice(0, mostShown - 1), '…', ...named.slice(-1)]).join(' → ');
}
