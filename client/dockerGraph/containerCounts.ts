import type { ContainerNode, GraphState } from '../../server/protocol/graph';

/** How many containers are in which state, in words. */
export interface ContainerCounts {
  /** `3 running, 1 unhealthy` */
  readonly short: string;
  /** `3 containers running, 1 unhealthy, 2 exited` */
  readonly long: string;
}

/** Undefined where the state is not that of a daemon which answers now. */
export function containerCounts({ graph, problem }: GraphState): ContainerCounts | undefined {
  if (graph?.source !== 'daemon' || problem !== undefined) {
    return undefined;
  }
  const containers = graph.nodes.filter((node): node is ContainerNode => node.kind === 'container');
  const running = containers.filter(({ state }) => state === 'running');
  const unhealthy = running.filter(({ health }) => health === 'unhealthy').length;
  const sick = unhealthy === 0 ? [] : [`${unhealthy} unhealthy`];
  const others = countsOf(containers.filter(({ state }) => state !== 'running').map(({ state }) => state || 'of unknown state'));
  return {
    short: [`${running.length} running`, ...sick].join(', '),
    long: [`${running.length} ${running.length === 1 ? 'container' : 'containers'} running`, ...sick, ...others].join(', '),
  };
}

/** `2 exited`, sorted by the state's name. */
function countsOf(states: readonly string[]): string[] {
  const counts = new Map<string, number>();
  states.forEach((state) => counts.set(state, (counts.get(state) ?? 0) + 1));
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([state, count]) => `${count} ${state}`);
}
