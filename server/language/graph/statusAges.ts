import type { ContainerNode, DockerGraph } from '../../protocol/graph';

/** Seconds of the units in `Up 3 minutes`, as far as telling older from younger needs it. */
const units: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

/** An age as the daemon writes it. Source: go-units `HumanDuration`. */
const age = /(Less than a|About an?|\d+) (second|minute|hour|day|week|month|year)s?/i;

/**
 * A container's sentence `Up 3 minutes` grows older with each reading, which is no news. Where nothing else of a container
 * has changed, its node of the graph before is kept. A sentence that is younger than before is news: it was started again.
 */
export function keepAges(before: DockerGraph, after: DockerGraph): DockerGraph {
  const containers = new Map(before.nodes.filter((node) => node.kind === 'container').map((node) => [node.id, node]));
  const nodes = after.nodes.map((node) => {
    const old = node.kind === 'container' ? containers.get(node.id) : undefined;
    return old !== undefined && node.kind === 'container' && isOnlyOlder(old, node) ? old : node;
  });
  return { ...after, nodes };
}

function isOnlyOlder(before: ContainerNode, after: ContainerNode): boolean {
  return (
    before.status.replace(age, '') === after.status.replace(age, '') &&
    secondsIn(after.status) >= secondsIn(before.status) &&
    JSON.stringify({ ...before, status: '' }) === JSON.stringify({ ...after, status: '' })
  );
}

function secondsIn(status: string): number {
  const [, count = '', unit = ''] = age.exec(status) ?? [];
  return (Number(count) || (count.startsWith('Less') ? 0 : 1)) * (units[unit.toLowerCase()] ?? 0);
}
